"""What goes into the bin comes back as it was, with all that hung on it."""

import pytest
from django.db import connection, transaction

from articles.models import Event
from revisions.bin.binning import put
from revisions.models import BinEntry, SavedRow
from revisions.saving import NobodySaves, saved_by
from tests.factories import EDITOR, make_article, make_event, make_image, make_user

from .bins import bin_as, columns, refusals, return_as

pytestmark = pytest.mark.django_db


def test_a_deleted_event_is_in_the_bin_with_who_and_when_and_under_which_address(hoa):
    event = make_event(name="Ngày hội chuyển đổi số", slug="ngay-hoi-chuyen-doi-so")

    entry = bin_as(hoa, event)

    assert not Event.objects.exists()
    assert (entry.name, entry.binned_by, entry.kind) == ("Ngày hội chuyển đổi số", hoa, "sự kiện")
    assert entry.readers_saw
    assert entry.addresses == ["/su-kien/ngay-hoi-chuyen-doi-so/"]
    assert entry.saved_row.kind == SavedRow.Kind.DELETED


def test_it_comes_back_with_its_key_and_every_column(hoa):
    event = make_event(name="Ngày hội chuyển đổi số", summary="Ở sân UBND.", place="Bến Lam", picture=make_image())
    before = columns(event)

    returned = return_as(hoa, bin_as(hoa, event))

    assert columns(event) == before
    assert returned.row == event
    assert returned.sentences == ()


def test_the_articles_of_an_event_belong_to_it_again_but_those_that_belong_to_another_now(hoa):
    event, other = make_event(), make_event(name="Hội nghị tổng kết")
    first, second, gone = (make_article(title=f"Bài {n}", event=event) for n in range(3))
    entry = bin_as(hoa, event)
    second.event = other
    second.save()
    gone.delete()

    returned = return_as(hoa, entry)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.event, second.event) == (event, other)
    assert returned.sentences == (
        "1 bài viết từng gắn với sự kiện này nay không còn.",
        "1 bài viết nay có sự kiện khác nên giữ như hiện nay.",
    )


def test_two_deletions_at_once_make_one_entry(hoa, nhung):
    event = make_event()
    same = Event.objects.get()

    entries = {bin_as(hoa, event).pk, bin_as(nhung, same).pk}

    assert len(entries) == 1
    assert BinEntry.objects.get().binned_by == hoa


def test_whoever_is_second_to_bring_it_back_reads_who_was_first(hoa, nhung):
    entry = bin_as(hoa, make_event(name="Ngày hội", slug="ngay-hoi"))
    return_as(nhung, entry)

    [sentence] = refusals(hoa, entry)

    assert sentence.startswith("“Ngày hội” đã được khôi phục lúc ")
    assert "(người khôi phục: Thùy Nhung)" in sentence
    assert Event.objects.count() == 1


def test_an_address_that_another_event_has_now_is_named_and_another_one_can_be_given(hoa):
    entry = bin_as(hoa, make_event(name="Ngày hội", slug="ngay-hoi"))
    make_event(name="Ngày hội", slug="ngay-hoi")

    [sentence] = refusals(hoa, entry)
    return_as(hoa, entry, slug="ngay-hoi-2025")

    assert sentence == ("“ngay-hoi” nay là đường dẫn của sự kiện “Ngày hội”; xin đặt đường dẫn khác ở ô dưới đây.")
    assert Event.objects.get(pk=entry.object_id).slug == "ngay-hoi-2025"


def test_what_it_named_and_is_gone_stays_empty_and_is_said(hoa):
    picture = make_image(alt="Sân UBND")
    entry = bin_as(hoa, make_event(picture=picture))
    picture.delete()

    returned = return_as(hoa, entry)

    assert returned.row.picture is None
    assert returned.sentences == ("Ảnh “Sân UBND” không còn nữa nên ô ấy để trống.",)


def test_it_may_be_deleted_and_brought_back_again_and_again(hoa):
    event = make_event()
    for _ in range(3):
        return_as(hoa, bin_as(hoa, Event.objects.get()))

    assert Event.objects.get() == event
    kinds = list(SavedRow.objects.of(event).order_by("pk").values_list("kind", flat=True))
    assert kinds == ["deleted", "restored"] * 3
    assert BinEntry.objects.of_row(event).count() == 3


def test_nothing_is_deleted_outside_of_a_save(hoa):
    event = make_event()

    with pytest.raises(NobodySaves):
        put(event, hoa)

    assert Event.objects.exists()
    assert not BinEntry.objects.exists()


def test_an_error_afterwards_leaves_the_row_where_it_was(hoa):
    event = make_event()

    def fail():
        with saved_by(hoa):
            put(event, hoa)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert Event.objects.exists()
    assert not BinEntry.objects.exists()


def test_the_last_release_deletes_an_account_that_deleted_and_brought_back(hoa):
    """It knows nothing of this table: its statement is a bare DELETE."""
    user = make_user(EDITOR)
    return_as(user, bin_as(user, make_event()))
    user.groups.clear()
    user.user_permissions.clear()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_user WHERE id = %s", [user.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    entry = BinEntry.objects.get()
    assert (entry.binned_by, entry.brought_back_by) == (None, None)


def test_the_price_of_a_deletion_does_not_grow_with_what_hangs_on_it(hoa, django_assert_num_queries):
    event = make_event()
    for number in range(20):
        make_article(title=f"Bài {number}", event=event)
    bin_as(hoa, make_event(name="Để nhớ các loại"))

    with django_assert_num_queries(15):
        entry = bin_as(hoa, event)
    with django_assert_num_queries(23):  # one for what was saved meanwhile
        return_as(hoa, entry)
