"""What is kept of a stop about one person, and how long."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Policy, SenderStop
from comments.privacy.personal_data import erase, export, forget_old, kept_of
from tests.comments.factories import ago, make_comment
from tests.factories import MODERATOR, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment():
    return make_comment(email="ai@thu.example", state="rejected")


def stopped(comment, **fields):
    return SenderStop.objects.create(comment=comment, why="Xúc phạm", by=make_user(MODERATOR), **fields)


def test_stops_by_address_and_by_browser_are_exported(comment):
    stopped(comment, email="AI@thu.example")
    stopped(comment, browser_key=comment.submission_id)

    exported = export(kept_of("ai@thu.example"))

    assert [stop["why"] for stop in exported["tạm dừng gửi bình luận theo địa chỉ này"]] == ["Xúc phạm"]
    assert len(exported["bình luận"][0]["tạm dừng vì bình luận này"]) == 2


def test_a_stop_by_address_is_the_offices_own_and_outlives_an_erasure(comment):
    stop = stopped(comment, email="ai@thu.example")

    erase("ai@thu.example")

    assert SenderStop.objects.in_force().get() == stop


def test_stops_that_are_over_go_with_the_comments_that_were_refused(comment):
    Policy(keeps_refused_days=30).save()
    stopped(comment, email="a@thu.example", until=ago(days=40))
    stopped(comment, email="b@thu.example", lifted_at=ago(days=40))
    kept = [
        stopped(comment, email="c@thu.example"),
        stopped(comment, email="d@thu.example", until=timezone.now() + timedelta(days=1)),
        stopped(comment, email="e@thu.example", until=ago(days=3)),
    ]

    forget_old(Policy.objects.current(), timezone.localdate())

    assert set(SenderStop.objects.all()) == set(kept)
