"""The page "Thiết lập bình luận" is one page over two rows; each keeps its saves."""

import pytest
from django.urls import reverse
from reversion.models import Version

from comments.models import ModerationPolicy, Policy
from tests.comments.factories import signed_in
from tests.factories import MODERATOR, WEBMASTER, make_site, make_user

pytestmark = pytest.mark.django_db
PAGE = "/quan-tri/comments/policy/1/change/"
FIELDS = {
    "is_open": "on",
    "closes_after_days": "",
    "target_hours": "24",
    "free_days": "",
    "keeps_refused_days": "180",
    "keeps_emails_days": "730",
    "reported_hours": "6",
    "trusts_after": "",
    "appeal_days": "20",
}


@pytest.fixture(autouse=True)
def site():
    make_site()


@pytest.fixture
def webmaster():
    return signed_in(make_user(WEBMASTER))


def test_it_shows_how_the_office_moderates_with_units_in_words(webmaster):
    Policy.objects.create()

    page = webmaster.get(PAGE).text

    for words in (
        "Hạn xử lý khi bạn đọc báo cáo",
        "Số giờ làm việc, cho bình luận bị báo cáo",
        "Gửi thư ngay khi có báo cáo gấp",
        "Người gửi quen",
        "Hạn đề nghị xem lại",
    ):
        assert words in page
    assert 'name="reported_hours" value="4"' in page
    assert not ModerationPolicy.objects.exists()


def test_both_rows_are_saved_and_each_save_is_kept(webmaster):
    Policy.objects.create()

    assert webmaster.post(PAGE, FIELDS | {"target_hours": "16"}).status_code == 302
    assert webmaster.post(PAGE, FIELDS | {"target_hours": "16", "writes_of_urgent_reports": "on"}).status_code == 302

    kept = ModerationPolicy.objects.get()
    assert (kept.reported_hours, kept.writes_of_urgent_reports) == (6, True)
    assert (kept.trusts_after, kept.appeal_days) == (None, 20)
    assert Policy.objects.get().target_hours == 16
    assert Version.objects.get_for_object(kept).count() == 2
    revisions = reverse("admin:comments_moderationpolicy_revisions", args=[1])
    assert revisions in webmaster.get(PAGE).text
    assert webmaster.get(revisions).status_code == 200


def test_the_first_visit_saves_both(webmaster):
    assert webmaster.post("/quan-tri/comments/policy/add/", FIELDS).status_code == 302

    assert (Policy.objects.count(), ModerationPolicy.objects.get().reported_hours) == (1, 6)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("reported_hours", "0"),
        ("reported_hours", "401"),
        ("reported_hours", ""),
        ("reported_hours", "bốn"),
        ("trusts_after", "0"),
        ("appeal_days", "366"),
        ("appeal_days", "99999999999999999999"),
    ],
)
def test_what_is_out_of_bounds_is_refused_at_its_field_and_nothing_is_saved(webmaster, name, typed):
    Policy.objects.create()

    page = webmaster.post(PAGE, FIELDS | {name: typed, "target_hours": "16"})

    assert page.status_code == 200
    assert page.context["adminform"].form.errors.keys() == {name}
    assert Policy.objects.get().target_hours == 24
    assert not ModerationPolicy.objects.exists()


def test_moderators_change_neither(client):
    Policy.objects.create()
    ModerationPolicy.objects.create()
    moderator = signed_in(make_user(MODERATOR))

    for page in (PAGE, "/quan-tri/comments/moderationpolicy/1/change/"):
        assert moderator.get(page).status_code == 403
        assert moderator.post(page, FIELDS).status_code == 403
