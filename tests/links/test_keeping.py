"""Which links stand where is known after each save, whoever saves and however."""

from contextlib import closing

import psycopg2
import pytest
from django.core.management import call_command
from django.db import connection

from articles.in_the_bin import put_into_bin
from articles.models import Article, Page
from layout.models import Banner, Link
from links import keeping
from links.models import Address, Place, TextChange
from revisions.bin.binning import put
from revisions.saving import saved_by
from tests.comments.factories import make_comment
from tests.factories import EDITOR, make_article, make_category, make_event, make_image, make_site, make_user

pytestmark = pytest.mark.django_db

BODY = '<p>Xem <a href="https://chinhphu.vn/tin">báo Chính phủ</a> và <a href="/trang/gioi-thieu/">trang này</a>.</p>'


def kept():
    keeping.keep_links()
    rows = Place.objects.select_related("address").order_by("kind", "row_id", "address__address")
    return [(row.kind, row.row_id, row.field, row.address.address) for row in rows]


def test_a_saved_article_has_its_links_with_the_words_that_lead_there():
    article = make_article(body=BODY, source_url="https://baosonglam.vn/bai?id=1#dau")

    assert kept() == [
        ("article", article.pk, "body", "/trang/gioi-thieu/"),
        ("article", article.pk, "source_url", "https://baosonglam.vn/bai?id=1"),
        ("article", article.pk, "body", "https://chinhphu.vn/tin"),
    ]
    assert set(Place.objects.values_list("words", flat=True)) == {"báo Chính phủ", "trang này", ""}


def test_every_kind_of_row_in_which_people_write_addresses_is_known():
    far = "https://a.vn/"
    rows = {
        "article": make_article(body=f'<p><a href="{far}">a</a></p>'),
        "page": Page.objects.create(title="Giới thiệu", body=f'<p><a href="{far}">a</a></p>'),
        "event": make_event(summary=f"Đăng ký tại {far}"),
        "category": make_category(description=f"Xem {far}."),
        "menu": Link.objects.create(menu="main", label="A", url=far),
        "site": make_site(copyright=f"Ghi rõ nguồn {far}"),
        "answer": make_comment(is_official=True, body=f"Xin xem {far}", state="approved"),
    }
    make_comment(body=f"Bạn đọc gửi {far}", state="approved")

    assert [(kind, key) for kind, key, _, _ in kept()] == sorted((kind, row.pk) for kind, row in rows.items())


def test_a_banner_counts_too():
    banner = Banner.objects.create(place="side", image=make_image(), url="https://a.vn/")

    assert kept() == [("banner", banner.pk, "url", "https://a.vn/")]


def test_a_save_asks_no_query_more(django_assert_num_queries):
    page = Page.objects.create(title="Giới thiệu", body=BODY)
    page.body = BODY.replace("tin", "tin-moi")

    with django_assert_num_queries(1):
        page.save(update_fields=["body"])


def test_an_update_of_many_rows_and_a_deletion_count_as_a_save_does():
    first, second = make_article(body=BODY), make_article(body=BODY)
    kept()

    Article.objects.filter(pk=first.pk).update(body="<p>Không còn liên kết.</p>")
    second.delete()

    assert kept() == []


def test_a_save_that_changes_no_link_writes_nothing_anew():
    article = make_article(body=BODY)
    kept()
    before = set(Place.objects.values_list("pk", flat=True))

    article.body = BODY.replace("Xem", "Đọc")
    article.save()
    kept()

    assert set(Place.objects.values_list("pk", flat=True)) == before


def test_what_is_in_the_bin_has_no_links_to_mend_and_gets_them_back():
    editor = make_user(EDITOR)
    article, page = make_article(body=BODY), Page.objects.create(title="Cũ", body=BODY)
    kept()
    with saved_by(editor):
        put_into_bin(article, editor)
        put(page, editor)

    assert kept() == []
    Article.with_binned.filter(pk=article.pk).update(binned_at=None)
    assert {kind for kind, *_ in kept()} == {"article"}


def test_the_same_link_twice_is_one_place_with_a_number():
    make_article(body=f"{BODY}{BODY}")
    kept()

    assert set(Place.objects.values_list("number", flat=True)) == {2}


def test_a_portal_of_before_is_read_in_batches_as_often_as_wanted(monkeypatch):
    monkeypatch.setattr(keeping, "BATCH", 2)
    for _ in range(5):
        make_article(body=BODY)
    TextChange.objects.all().delete()

    assert keeping.note_all() >= 5
    keeping.note_all()
    kept()

    assert Place.objects.count() == 10
    assert not TextChange.objects.exists()


def test_a_job_that_is_killed_half_way_leaves_what_it_had_not_read(monkeypatch):
    make_article(body=BODY)
    noted = TextChange.objects.count()

    def killed(*args):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(keeping, "_keep_rows", killed)
        with pytest.raises(SystemExit):
            keeping.keep_links()

    assert TextChange.objects.count() == noted
    assert len(kept()) == 2


def test_a_text_that_cannot_be_read_keeps_no_other_from_it(monkeypatch, caplog):
    broken, good = make_article(body=BODY), make_article(body=BODY)
    read = keeping.links_of

    def fails(source, row):
        if row.pk == broken.pk:
            raise RecursionError
        return read(source, row)

    monkeypatch.setattr(keeping, "links_of", fails)

    assert {key for kind, key, *_ in kept()} == {good.pk}
    assert "cannot be read" in caplog.text


def test_a_thousand_rows_cost_queries_by_batches(django_assert_max_num_queries):
    Page.objects.bulk_create([Page(title=f"Trang {n}", slug=f"t-{n}", body=BODY) for n in range(300)])

    with django_assert_max_num_queries(70):
        keeping.keep_links()

    assert Place.objects.count() == 600
    assert Address.objects.count() == 2


def test_the_command_lets_the_worker_read_everything_anew(capsys):
    make_article(body=BODY)
    TextChange.objects.all().delete()

    call_command("find_links")

    assert "wait for the worker" in capsys.readouterr().out
    assert len(kept()) == 2


def test_two_at_once_read_a_row_once():
    make_article(body=BODY)
    parameters = connection.get_connection_params() | {"cursor_factory": None}
    with closing(psycopg2.connect(**parameters)) as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [keeping.LOCK])
        assert keeping.keep_links() == 0
        assert TextChange.objects.exists()
        cursor.execute("SELECT pg_advisory_unlock(%s)", [keeping.LOCK])  # closing alone frees it some time later

    assert len(kept()) == 2
