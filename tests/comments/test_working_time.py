from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from comments.models import Comment, Policy
from comments.moderation import decisions
from comments.working_time import add_hours, describe_hours, hours_between, read_days, time_left
from tests.factories import make_article, make_user
from vietnamese.dates import VIETNAM, InvalidDate

from .factories import make_comment, post


def at(day, clock, month=11, year=2026):
    hour, minute = clock.split(":")
    return datetime(year, month, day, int(hour), int(minute), tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("sent", "hours", "due"),
    [
        (at(23, "08:00"), 3, at(23, "11:00")),  # a Monday
        (at(23, "08:00"), 4, at(23, "14:00")),  # over the lunch break
        (at(23, "07:30"), 8, at(23, "17:30")),
        (at(23, "07:30"), 24, at(25, "17:30")),
        (at(27, "17:00"), 1, at(30, "08:00", month=11)),  # over the weekend
        (at(21, "22:15"), 24, at(25, "17:30")),  # sent on a Saturday night
        (at(23, "12:00"), 1, at(23, "14:30")),
        (at(23, "03:00"), 1, at(23, "08:30")),
        (at(29, "16:30", month=4), 8, at(4, "16:30", month=5)),  # 30/4, 1/5 and a weekend
        (at(1, "17:30", month=9), 1, at(4, "08:30", month=9)),  # 2/9 and 3/9
        (at(31, "17:00", month=12), 1, at(4, "08:00", month=1, year=2027)),
    ],
)
def test_hours_of_work_pass_on_working_days_alone(sent, hours, due):
    assert add_hours(sent, hours) == due
    assert hours_between(sent, due) == hours


def test_days_that_the_office_adds_are_free():
    tet = read_days("13/02/2027 - 19/02/2027\n\n22/02/2027")

    assert len(tet) == 8
    assert add_hours(at(12, "17:00", month=2, year=2027), 1, tet) == at(23, "08:00", month=2, year=2027)


def test_a_moment_of_another_zone_is_read_as_vietnamese_time():
    utc = at(23, "08:00").astimezone(tz=None)

    assert add_hours(utc, 1) == at(23, "09:00")


def test_the_end_before_the_start_is_no_time():
    assert hours_between(at(24, "08:00"), at(23, "08:00")) == 0


def test_an_office_that_never_works_does_not_hang_the_portal():
    every_day = {date(2026, 11, 1) + timedelta(days=number) for number in range(5000)}

    assert add_hours(at(23, "08:00"), 1, every_day) > at(23, "08:00")


@pytest.mark.parametrize("line", ["Tết", "31/02/2027", "19/02/2027 - 13/02/2027", "01/01/2027 - 31/12/2027"])
def test_a_day_that_cannot_be_read_is_reported_with_its_line(line):
    with pytest.raises(InvalidDate, match=line):
        read_days(f"02/01/2027\n{line}")
    with pytest.raises(ValidationError):
        Policy(free_days=line).clean_fields()


@pytest.mark.parametrize(
    ("hours", "words"),
    [(0, "1 phút"), (0.7, "42 phút"), (1, "1 giờ"), (5.9, "5 giờ"), (39, "39 giờ"), (40, "5 ngày"), (100, "12 ngày")],
)
def test_hours_of_work_in_words(hours, words):
    assert describe_hours(hours) == f"{words} làm việc"


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (at(23, "10:00"), "còn 4 giờ làm việc"),
        (at(23, "17:30"), "quá hạn 1 giờ làm việc"),
        (at(25, "17:30"), "quá hạn 17 giờ làm việc"),
        (at(31, "08:00", month=3, year=2027), "quá hạn từ 23/11/2026"),
    ],
)
def test_what_is_left_of_the_target_is_described(now, told):
    assert time_left(at(23, "16:30"), now) == told


@pytest.mark.django_db
def test_a_comment_is_due_when_the_target_has_passed(client, time_machine):
    time_machine.move_to(at(23, "08:00"), tick=False)
    Policy(target_hours=4).save()

    post(client, make_article())

    assert Comment.objects.get().due_at == at(23, "14:00")


@pytest.mark.django_db
def test_the_first_decision_stays_when_the_comment_waits_again():
    comment = make_comment(state="pending")
    decisions.decide(comment, "approved", by=make_user())
    first = comment.first_decided_at

    decisions.decide(comment, "pending", by=make_user())
    decisions.decide(comment, "spam", by=make_user())

    assert first
    assert Comment.objects.get().first_decided_at == first


@pytest.mark.django_db
def test_the_share_counts_what_was_due_and_what_was_decided_by_then(django_assert_num_queries):
    now = timezone.now()
    article = make_article()
    for due, first in [(1, 2), (1, 2), (3, 1), (3, None), (-1, 2), (200, 201)]:
        first_decided_at = first and now - timedelta(days=first)
        make_comment(article, due_at=now - timedelta(days=due), first_decided_at=first_decided_at)
    make_comment(article)

    with django_assert_num_queries(1):
        share = Comment.objects.share_on_time(now - timedelta(days=90), now)

    assert share == 50
    assert Comment.objects.share_on_time(now, now) is None
