"""What readers find at addresses of the portal, and what a colleague may hear of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.in_the_bin import put_into_bin
from articles.models import Author, Page, Tag
from links.inside import check_inside, findings, judged
from links.keeping import keep_links
from links.models import Address, Place, State
from proofreading.document import Block, Document, Kind, Link, field_block
from proofreading.rules import RULES
from revisions.bin.binning import put
from revisions.saving import saved_by
from tests.factories import EDITOR, WRITER, make_article, make_category, make_event, make_image, make_user
from tests.recordings.factories import make_recording

pytestmark = pytest.mark.django_db


def _moments(fields):
    """Numbers of minutes from now become moments."""
    now = timezone.now()
    return {
        name: now + timedelta(minutes=value) if isinstance(value, int) else value for name, value in fields.items()
    }


def of(address, user=None):
    return judged([address], user)[0]


def state_of(address, user=None):
    return of(address, user).state


def test_what_readers_can_open_is_fine():
    tag = Tag.objects.create(name="Một cửa")
    article = make_article(tags=[tag])
    image = make_image()
    rows = [article, tag, make_category(), make_event(), Page.objects.create(title="Giới thiệu", body="<p>a</p>")]
    rows += [Author.objects.get(), make_recording()]
    fixed = ["/", "/tim-kiem/?q=a", "/rss/", "/su-kien/", "/hoi-dap/", "/thong-ke/", "/index.html", "/trang-chu/"]
    addresses = [*(row.get_absolute_url() for row in rows), *fixed, f"/media/{image.file}"]

    assert {address: verdict.state for address, verdict in zip(addresses, judged(addresses), strict=True)} == (
        dict.fromkeys(addresses, State.FINE)
    )


@pytest.mark.parametrize(
    "address",
    [
        "/bai-viet/khong-co-99999/",
        "/bai-viet/x-99999999999999999999999/",
        "/chuyen-muc/khong-co/",
        "/the/khong-co/",
        "/tac-gia/khong-co/",
        "/su-kien/khong-co/",
        "/trang/khong-co/",
        "/video/aaaaaaaaaaaa/",
        "/media/anh/2026/01/khong-co.webp",
        "/khong/co/gi/",
        "/bao-cao.pdf",
    ],
)
def test_what_is_not_there_is_broken(address):
    verdict = of(address)

    assert (verdict.state, verdict.answer) == (State.BROKEN, "404")
    assert verdict.says.endswith(".")


@pytest.mark.parametrize("address", ["/quan-tri/", "/quan-tri/articles/article/1/change/", "/xem-truoc/abc/"])
def test_an_address_that_is_only_for_the_office_is_none_for_readers(address):
    assert state_of(address) == State.BROKEN


def test_an_article_with_another_slug_leads_on_and_its_new_address_is_said():
    article = make_article(slug="ten-moi")
    verdict = of(f"/bai-viet/ten-cu-{article.pk}/")

    assert (verdict.state, verdict.moved_to) == (State.MOVED, article.get_absolute_url())
    assert article.get_absolute_url() in verdict.says


@pytest.mark.parametrize("make", [make_category, make_event])
def test_a_renamed_row_leads_on(make):
    row = make(slug="ten-cu")
    row.slug = "ten-moi"
    row.save()
    old = row.get_absolute_url().replace("ten-moi", "ten-cu")

    assert (state_of(old), of(old).moved_to) == (State.MOVED, row.get_absolute_url())


def test_an_address_without_its_last_stroke_leads_on():
    assert of("/su-kien").moved_to == "/su-kien/"


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"expires_at": -5}, "hết hạn"),
        ({"status": "withdrawn"}, "đã gỡ"),
    ],
)
def test_an_article_that_is_gone_is_named(fields, word):
    verdict = of(make_article(**_moments(fields)).get_absolute_url())

    assert (verdict.state, verdict.answer) == (State.BROKEN, "410")
    assert word in verdict.says


def test_what_is_in_the_bin_is_gone():
    editor = make_user(EDITOR)
    article, page = make_article(), Page.objects.create(title="Giới thiệu", body="<p>a</p>")
    addresses = [article.get_absolute_url(), page.get_absolute_url()]
    with saved_by(editor):
        put_into_bin(article, editor)
        put(page, editor)

    assert [verdict.answer for verdict in judged(addresses)] == ["410", "410"]


@pytest.mark.parametrize(
    "fields",
    [{"status": "draft"}, {"status": "review"}, {"published_at": 1440}],
    ids=["draft", "review", "scheduled"],
)
def test_a_writer_learns_of_no_draft_that_they_may_not_know(fields):
    mine, other = make_user(WRITER), make_user(WRITER)
    article = make_article(title="Phương án mật", created_by=mine, **_moments(fields))
    address = article.get_absolute_url()
    nobody = of("/bai-viet/phuong-an-mat-99999/", other)

    assert "Phương án mật" in of(address, mine).says
    assert "Phương án mật" in of(address, make_user(EDITOR)).says
    assert of(address, other).says == of(address).says == nobody.says
    assert of(address, other).state == nobody.state


def test_a_page_that_is_hidden_is_told_to_those_who_see_pages():
    page = Page.objects.create(title="Trang đang soạn", body="<p>a</p>", is_published=False)

    assert "Trang đang soạn" in of(page.get_absolute_url(), make_user(EDITOR)).says
    assert "Trang đang soạn" not in of(page.get_absolute_url(), make_user(WRITER)).says


def document(*addresses):
    blocks = [Block("Tiêu đề", Kind.FIELD, "title")]
    blocks += [Block(f"Xem tại đây số {n}", links=(Link(4, 11, a),)) for n, a in enumerate(addresses)]
    return Document(tuple(blocks))


def stands_in(row, *addresses):
    """Keep that the links of `row` lead to each of `addresses`."""
    kind = type(row).__name__.lower()
    for address in addresses:
        Place.objects.create(address=address, kind=kind, row_id=row.pk, field="body", written=address.address)


def test_nothing_is_said_of_an_address_that_stands_only_in_the_draft_of_somebody_else():
    mine, theirs = make_user(WRITER), make_user(WRITER)
    draft = make_article(status="draft", published_at=None, created_by=theirs)
    hidden = Page.objects.create(title="Trang đang soạn", body="<p>a</p>", is_published=False)
    failing = {"host": "mat.vn", "failures": 2, "failing_since": timezone.now()}
    broken = Address.objects.create(address="https://mat.vn/a", state="broken", answer="404", **failing)
    moved = Address.objects.create(address="https://mat.vn/b", state="moved", moved_to="https://mat.vn/kin")
    of_page = Address.objects.create(address="https://mat.vn/c", state="broken", answer="404", **failing)
    nowhere = Address.objects.create(address="https://mat.vn/d", state="broken", answer="404", **failing)
    stands_in(draft, broken, moved)
    stands_in(hidden, of_page)
    text = document(*(each.address for each in (broken, moved, of_page, nowhere)))

    def told(user):
        return [finding.rule for finding in findings(text, user)]

    assert told(mine) == []
    assert told(theirs) == ["link_broken", "link_moved"]
    stands_in(make_article(), broken)
    assert told(mine) == ["link_broken"]


def test_findings_name_the_place_and_the_reason():
    moved = make_article(slug="moi")
    draft = make_article(status="draft", title="Bài nháp")
    stands_in(
        moved,
        Address.objects.create(
            address="https://mat.vn/a",
            host="mat.vn",
            state="broken",
            answer="404",
            failures=2,
            failing_since=timezone.now(),
        ),
        Address.objects.create(address="https://cu.vn/a", host="cu.vn", state="moved", moved_to="https://moi.vn/a"),
    )
    text = document(
        moved.get_absolute_url(),
        f"http://www.testserver/bai-viet/cu-{moved.pk}/",
        draft.get_absolute_url(),
        "/trang/khong-co/",
        "https://mat.vn/a#muc",
        "https://cu.vn/a",
        "https://chua-hoi.vn/",
        "www.chinhphu.vn/tin",
        "http://10.0.0.8/van-ban",
        "https://lan:mat-khau@a.vn/",
        "mailto:ban@a.vn",
    )
    found = findings(text, make_user(EDITOR))

    assert [(finding.rule, finding.block) for finding in found] == [
        *[("link_moved", 2), ("link_waiting", 3), ("link_missing", 4), ("link_broken", 5), ("link_moved", 6)],
        *[("link_missing", 8), ("link_private", 9), ("link_private", 10)],
    ]
    assert all(finding.text == "tại đây" and RULES[finding.rule].group == "links" for finding in found)
    assert "https://www.chinhphu.vn/tin" in found[5].reason
    assert "mat-khau" not in found[7].reason


@pytest.mark.parametrize(
    ("address", "rule"),
    [
        ("/bai-viet/khong-co-99999/", "link_missing"),
        ("http://testserver/bai-viet/khong-co-99999/", "link_missing"),
        ("  http://testserver/bai-viet/khong-co-99999/ ", "link_missing"),
        ("www.chinhphu.vn/tin", "link_missing"),
        ("http://10.0.0.8/van-ban", "link_private"),
        ("https://mat.vn/a", "link_broken"),
        ("https://chua-hoi.vn/", None),
        ("https://[x", None),
        ("   ", None),
    ],
)
def test_the_address_of_the_first_article_is_a_link_of_its_field(address, rule):
    broken = {"state": "broken", "answer": "404", "failures": 2, "failing_since": timezone.now()}
    stands_in(make_article(), Address.objects.create(address="https://mat.vn/a", host="mat.vn", **broken))
    text = Document((Block("Tiêu đề", Kind.FIELD, "title"), field_block("source_url", address)))

    found = findings(text, make_user(EDITOR))

    assert [(each.rule, each.block, each.text) for each in found] == ([(rule, 1, address)] if rule else [])


def test_an_address_that_somebody_ignores_is_no_finding():
    Address.objects.create(
        address="https://mat.vn/a",
        host="mat.vn",
        state="broken",
        failures=2,
        failing_since=timezone.now(),
        ignored_at=timezone.now(),
        ignored_because="Chỉ mở trong nước.",
    )

    assert findings(document("https://mat.vn/a"), None) == []


def test_a_text_without_links_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert findings(document(), None) == []


def test_hundreds_of_links_cost_as_many_queries_as_one_of_each_kind(django_assert_max_num_queries):
    addresses = [f"/{folder}/khong-co-{n}/" for n in range(60) for folder in ("bai-viet", "the", "trang", "su-kien")]
    editor = make_user(EDITOR)
    editor.get_all_permissions()

    with django_assert_max_num_queries(18):
        assert len(findings(document(*addresses, "https://a.vn/"), editor)) == 240


def test_the_worker_hears_when_what_a_link_leads_to_is_gone_and_when_it_is_back():
    target = make_article()
    make_article(body=f'<p><a href="{target.get_absolute_url()}">bài kia</a></p>')

    def look():
        keep_links()
        check_inside()
        return Address.objects.get()

    assert look().state == State.FINE
    target.status = "withdrawn"
    target.save()
    gone = look()
    assert (gone.state, gone.answer) == (State.BROKEN, "410")
    assert gone.failing_since
    target.status = "published"
    target.save()
    assert (look().state, look().failing_since) == (State.FINE, None)


def test_looking_twice_at_once_changes_nothing_more():
    make_article(body='<p><a href="/trang/khong-co/">a</a></p>')
    keep_links()

    assert (check_inside(), check_inside()) == (1, 0)
    assert Address.objects.get().failures == 1


def test_what_was_missing_is_there_once_somebody_makes_it():
    make_article(body='<p><a href="/trang/gioi-thieu/">a</a> <a href="/the/mot-cua/">b</a></p>')
    keep_links()
    check_inside()
    assert set(Address.objects.values_list("state", flat=True)) == {State.BROKEN}

    page = Page.objects.create(title="Giới thiệu", slug="gioi-thieu", body="<p>a</p>")
    keep_links()
    check_inside()

    assert Address.objects.get(target=f"page:{page.pk}").state == State.FINE
