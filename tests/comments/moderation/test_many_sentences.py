"""What is told of many decisions is cut and counted."""

import pytest

from comments.models import Comment
from comments.moderation.outcome import MAX_MESSAGES, Outcome

WORDS = {
    "failed": "Và {more} bình luận khác cũng chưa xử lý được.",
    "conflicts": "Và {more} bình luận khác đã có người xử lý.",
}


@pytest.mark.parametrize("kind", WORDS)
@pytest.mark.parametrize("more", [0, 1, 40])
def test_of_many_the_first_are_told_and_the_rest_is_counted(kind, more):
    sentences = [f"Câu {number}." for number in range(MAX_MESSAGES + more)]
    outcome = Outcome(**{kind: sentences})

    told = [sentence for _, sentence in outcome.messages(Comment.State.APPROVED)]

    assert told == sentences[:MAX_MESSAGES] + ([WORDS[kind].format(more=more)] if more else [])
