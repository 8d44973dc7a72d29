"""Each step of a comment says of which kind it is, and the database holds it to that."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from comments.models import CommentEvent
from comments.moderation import decisions
from comments.privacy.personal_data import erase
from comments.questions.assignment import charge
from tests.comments.factories import make_comment, post, waiting

pytestmark = pytest.mark.django_db

Kind = CommentEvent.Kind


def kinds(comment):
    return list(comment.events.values_list("kind", flat=True))


def test_the_actions_of_moderators_have_different_kinds(moderator, colleague):
    comment = waiting()

    decisions.hand_over(comment, colleague, by=moderator)
    charge(comment, "UBND xã Tân Phong", by=moderator)
    answer = decisions.answer_officially(comment, "Có.", by=moderator, name="UBND xã Tân Phong")

    assert kinds(comment) == [Kind.HAND_OVER, Kind.CHARGE, Kind.DECISION, Kind.ANSWER]
    assert kinds(answer) == [Kind.ARRIVAL]


def test_a_comment_arrives(client):
    article = make_comment().article

    post(client, article)

    assert CommentEvent.objects.get().kind == Kind.ARRIVAL


@pytest.mark.parametrize(("state", "kind"), [("approved", Kind.DECISION), ("rejected", Kind.ERASURE)])
def test_erasing_withdraws_what_is_shown_and_leaves_the_rest_in_its_state(state, kind):
    comment = make_comment(email="lien@thu.example", state=state)

    erase("lien@thu.example")

    assert kinds(comment) == [kind]


def test_a_handing_over_of_what_is_shown_makes_no_page_anew(moderator):
    comment = make_comment()

    charge(comment, "UBND xã Tân Phong", by=moderator)

    assert not comment.events.get().is_seen_by_readers


@pytest.mark.parametrize(
    ("kind", "from_state", "to_state"),
    [
        (Kind.ARRIVAL, "pending", "approved"),
        (Kind.DECISION, "", "approved"),
        (Kind.HAND_OVER, "pending", "approved"),
        (Kind.ERASURE, "", "rejected"),
        ("", "pending", "approved"),
        ("moved", "pending", "approved"),
    ],
)
def test_a_kind_that_does_not_fit_the_states_is_refused_in_words(kind, from_state, to_state):
    step = CommentEvent(comment=make_comment(), kind=kind, from_state=from_state, to_state=to_state)

    with pytest.raises(ValidationError, match="Loại bước xử lý không khớp với trạng thái trước và sau"):
        step.validate_constraints()
    with pytest.raises(IntegrityError, match="comment_event_kind_fits"):
        step.save()


@pytest.mark.parametrize(
    ("kind", "from_state", "text"),
    [
        (Kind.ARRIVAL, "", "Mới gửi → Từ chối"),
        (Kind.DECISION, "pending", "Chờ duyệt → Từ chối"),
        (Kind.HAND_OVER, "rejected", "Từ chối"),
        (Kind.ERASURE, "rejected", "Từ chối"),
        (Kind.ANSWER, "rejected", "Phản hồi của cơ quan"),
        (Kind.CHARGE, "rejected", "Giao đơn vị"),
        (Kind.MASK, "rejected", "Che dữ liệu cá nhân"),
    ],
)
def test_a_step_is_described(kind, from_state, text):
    assert str(CommentEvent(kind=kind, from_state=from_state, to_state="rejected")) == text
