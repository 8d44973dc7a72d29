"""Taking masks back, step by step: also when the original is not kept any more."""

import pytest

from comments.models import OriginalText
from comments.moderation import masking
from comments.moderation.steps import AlreadyDecided
from tests.comments.factories import make_comment, waiting

from .test_masking import BODY, MASKED, moderator, offered

pytestmark = pytest.mark.django_db

__all__ = ["moderator"]


def test_what_was_masked_is_not_taken_back_once_its_original_is_gone(moderator):
    body = f"{BODY} Số khác là 0987654321."
    comment = waiting(body=body)
    phone, home, other = (choice.span for choice in offered(comment))
    steps = [masking.mask(comment, spans, by=moderator) for spans in ([other], [phone, other], [phone, home, other])]
    now = comment.body
    OriginalText.objects.all().delete()

    for was in steps:
        with pytest.raises(AlreadyDecided) as clash:
            masking.take_back(comment, was, version=comment.version, by=moderator)
        assert "không còn được giữ" in clash.value.sentence

    comment.refresh_from_db()
    assert (comment.body, comment.events.count()) == (now, 3)


def test_every_step_is_taken_back_in_turn_also_an_unmasking(moderator):
    comment = make_comment(body=BODY)
    texts, steps = [], []
    for spans in ([offered(comment)[0].span], [choice.span for choice in offered(comment)], []):
        texts.append(comment.body)
        steps.append(masking.mask(comment, spans, by=moderator) if spans else masking.unmask(comment, by=moderator))

    while steps:
        masking.take_back(comment, steps.pop(), version=comment.version, by=moderator)
        assert comment.body == texts.pop()

    assert not OriginalText.objects.exists()


def test_places_in_an_original_that_is_gone_are_none_in_the_next_one(moderator):
    comment = make_comment(body=f"{BODY} Số khác là 12-34-56 78.")
    masking.mask(comment, [offered(comment)[1].span], by=moderator)
    was = masking.mask(comment, [choice.span for choice in offered(comment)], by=moderator)
    OriginalText.objects.all().delete()
    masking.mask(comment, [], by=moderator, words="12-34-56 78", what="phone")
    now = comment.body

    with pytest.raises(AlreadyDecided):
        masking.take_back(comment, was, version=comment.version, by=moderator)

    comment.refresh_from_db()
    assert comment.body == now


def test_masks_whose_original_is_gone_are_told_of_when_later_ones_are_taken_back(moderator):
    comment = make_comment(body=f"{BODY} Số khác là 12-34-56 78.")
    first = masking.mask(comment, [choice.span for choice in offered(comment)], by=moderator)
    OriginalText.objects.all().delete()
    second = masking.mask(comment, [], by=moderator, words="12-34-56 78", what="phone")

    masking.take_back(comment, second, version=comment.version, by=moderator)

    comment.refresh_from_db()
    assert comment.body == f"{MASKED} Số khác là 12-34-56 78."
    assert comment.masked_at
    with pytest.raises(AlreadyDecided):
        masking.take_back(comment, first, version=comment.version, by=moderator)
