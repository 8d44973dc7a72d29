"""Who sees what is in the bin, and who brings it back."""

from http import HTTPStatus

import pytest
from django.contrib.auth.models import Permission

from articles.models import Attachment, Event
from comments.models import Rule
from revisions.models import BinEntry
from tests.factories import (
    EDITOR,
    MODERATOR,
    WEBMASTER,
    WRITER,
    make_category,
    make_event,
    make_image,
    make_user,
)
from tests.portal.staff.rows_of_admin import make_rows
from tests.revisions.saves import address

from .bins import LIST, bin_as, entry_address, said

pytestmark = pytest.mark.django_db


# s: sees the entry, b: brings it back.
TABLE = """
                     Phóng viên   Biên tập viên   Kiểm duyệt viên   Quản trị web
    articles.Event       s             sb                -               -
    articles.Category    s             s                 -               sb
    articles.Tag         s             sb                -               -
    articles.Author      s             s                 -               sb
    articles.Page        -             s                 -               sb
    articles.Abbreviation s            sb                -               -
    articles.Attachment  s             sb                -               -
    uploads.Image        s             s                 -               sb
    recordings.Recording s             s                 -               sb
    copyediting.HouseWord s            sb                s               s
    layout.Link          -             -                 -               sb
    layout.Banner        -             -                 -               sb
    layout.Indicator     -             -                 -               sb
    comments.Rule        -             -                 sb              -
    comments.RejectionReason -         -                 sb              -
    comments.CannedAnswer -            -                 sb              -
"""
ROLES = [WRITER, EDITOR, MODERATOR, WEBMASTER]
CELLS = {
    (line.split()[0], role): set(cell) - {"-"}
    for line in TABLE.splitlines()[2:]
    if line.strip()
    for role, cell in zip(ROLES, line.split()[1:], strict=True)
}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_sees_what_it_sees_in_lists_and_brings_back_what_it_may_delete(client, hoa, role):
    rows = {model._meta.label: row for model, row in make_rows().items()}
    rows["articles.Category"] = make_category("Chuyển đổi số")
    rows |= {"uploads.Image": make_image(), "articles.Attachment": Attachment.objects.get()}
    entries = {name: bin_as(hoa, rows[name]) for name in sorted({name for name, _ in CELLS})}
    client.force_login(make_user(role))
    listed = client.get(LIST).content.decode()

    for name, entry in entries.items():
        letters = CELLS[name, role]
        look = client.get(entry_address(entry))
        back = client.post(entry_address(entry))
        done = BinEntry.objects.exclude(brought_back_at=None).filter(pk=entry.pk).exists()
        assert (name, entry_address(entry) in listed, look.status_code == HTTPStatus.OK, done) == (
            *(name, "s" in letters, "s" in letters),
            "b" in letters,
        )
        if letters == {"s"}:
            assert back.status_code == HTTPStatus.FORBIDDEN


def test_whoever_may_not_bring_one_back_reads_it_also_for_many(client, hoa):
    entry = bin_as(hoa, make_event(name="Ngày hội"))
    client.force_login(make_user(WRITER))

    answer = client.post(LIST, {"muc": [entry.pk]})

    assert said(answer) == [
        "“Ngày hội”: tài khoản của bạn không được khôi phục sự kiện này. "
        "Chỉ người có vai trò “Biên tập viên” khôi phục được."
    ]
    assert not Event.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_looks_into_the_bin_without_signing_in(client, hoa, method):
    entry = bin_as(hoa, make_event())

    for page in (LIST, entry_address(entry)):
        assert getattr(client, method)(page).headers["Location"].startswith("/quan-tri/login/")


def test_an_account_that_sees_no_rows_is_refused_and_has_no_such_entry_in_the_menu(client):
    user = make_user()
    client.force_login(user)

    assert client.get(LIST).status_code == HTTPStatus.FORBIDDEN
    assert LIST not in client.get("/quan-tri/").content.decode()
    user.user_permissions.add(Permission.objects.get(codename="view_event"))
    assert LIST in client.get("/quan-tri/").content.decode()


def test_the_address_of_another_kind_in_the_bin_tells_those_nothing_who_do_not_see_it(client, hoa):
    rule = Rule.objects.create(pattern="tài xỉu trá hình")
    entry = bin_as(hoa, rule)
    client.force_login(make_user(EDITOR))

    answers = [client.get(address(rule, "change"), follow=True), client.get(entry_address(entry), follow=True)]

    for answer in answers:
        assert "tài xỉu" not in answer.content.decode()
