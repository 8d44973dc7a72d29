"""What a form of the desk is answered when it has its text read."""

import json

import pytest
from django.urls import reverse

from copyediting import reading
from copyediting.models import HouseWord
from proofreading import proofreader, rules
from proofreading.findings import Finding
from proofreading.proofreader import MAX_FINDINGS
from proofreading.rules import Group, Rule
from tests.factories import EDITOR, MODERATOR, WEBMASTER, WRITER, make_article, make_image, make_user

from .made_up_slips import RULE, SLIP, find_slips

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_rules(monkeypatch):
    """Made-up slips are found where it is asked, and a doubled space in the whole text."""
    form = Rule("made_up_form", Group.FORM, "Hai dấu cách")
    monkeypatch.setattr(rules, "RULES", {each.key: each for each in (RULE, form)})
    monkeypatch.setattr(reading, "RULES", rules.RULES)

    def find_form(document, known, changed):
        for number, block in enumerate(document.blocks):
            if (start := block.text.find("  ")) >= 0:
                yield Finding(form.key, number, start, start + 2, "  ", " ", "Thừa dấu cách.")

    monkeypatch.setattr(proofreader, "FINDERS", (find_slips, find_form))


def ask(client, **sent):
    return client.post(reverse("copyediting:findings"), json.dumps({"kind": "article"} | sent), "application/json")


def places(answer):
    return [(each["field"], each["block"], each["start"], each["end"]) for each in answer.json()["findings"]]


@pytest.fixture
def writer(client):
    user = make_user(WRITER)
    client.force_login(user)
    return user


def test_findings_say_where_why_and_what_instead(client, writer):
    answer = ask(
        client,
        fields={"title": f"Đẩy mạnh {SLIP} cách"},
        blocks=[{"kind": "p", "text": "Sạch."}, {"kind": "p", "text": f"😀 {SLIP} cách"}],
    )

    assert answer.status_code == 200
    assert places(answer) == [("title", None, 9, 12), ("body", 1, 2, 5)]
    first = answer.json()["findings"][0]
    assert (first["rule"], first["group"], first["name"]) == ("made_up", "words", "Chữ lạ")
    assert (first["text"], first["suggestion"], first["reason"]) == (SLIP, "cải", "Không có chữ này.")
    assert len(first["id"]) == 8
    assert answer.json()["says"] is None


def test_words_are_asked_of_changed_paragraphs_and_fields_form_of_the_whole_text(client, writer):
    paragraphs = [f"{SLIP} a", f"{SLIP} b", "hai  cách"]

    answer = ask(
        client, fields={"title": SLIP}, blocks=[{"kind": "p", "text": text} for text in paragraphs], changed=[1]
    )

    assert places(answer) == [("title", None, 0, 3), ("body", 1, 0, 3), ("body", 2, 3, 5)]


@pytest.mark.parametrize(("count", "has_more"), [(MAX_FINDINGS, False), (MAX_FINDINGS + 1, True), (2_000, True)])
def test_the_page_hears_that_there_are_more_findings_than_it_is_told_of(client, writer, count, has_more):
    answer = ask(client, blocks=[{"kind": "p", "text": SLIP}] * count).json()

    assert (len(answer["findings"]), answer["has_more"]) == (MAX_FINDINGS, has_more)


def test_the_address_of_the_first_article_is_looked_at_while_it_is_written(client, writer, monkeypatch):
    monkeypatch.setitem(rules.RULES, "link_missing", Rule("link_missing", Group.LINKS, "Liên kết không mở được"))
    answer = ask(client, fields={"title": "Bến Lam", "source_url": "http://testserver/trang/khong-co/"}).json()

    [found] = answer["findings"]
    assert (found["field"], found["rule"], found["group"]) == ("source_url", "link_missing", "links")
    assert (found["start"], found["end"]) == (0, len("http://testserver/trang/khong-co/"))


def test_a_long_text_is_read_in_several_goes(client, writer):
    blocks = [{"kind": "p", "text": f"{SLIP} " + "a " * 5_000} for _ in range(6)]

    first = ask(client, blocks=blocks).json()
    second = ask(client, blocks=blocks, changed=first["unread"]).json()

    assert first["unread"] == [2, 3, 4, 5][: len(first["unread"])]
    assert len(first["findings"]) + len(first["unread"]) == 6
    assert [each["block"] for each in second["findings"]] == first["unread"][: len(second["findings"])]


def test_what_is_too_long_is_refused_with_a_sentence(client, writer):
    answer = ask(client, blocks=[{"kind": "p", "text": "một hai ba " * 50_000}])

    assert answer.status_code == 413
    assert "Viết và lưu vẫn như thường" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff",
        b"[" * 100_000,
        b'{"kind": 5}',
        b'{"kind": "article", "fields": []}',
        b'{"kind": "article", "fields": {"title": null}}',
        b'{"kind": "article", "blocks": {}}',
        b'{"kind": "article", "blocks": ["a"]}',
        b'{"kind": "article", "blocks": [{"kind": "p"}, {"kind": "field", "text": "a"}]}',
        b'{"kind": "article", "blocks": [{"kind": [], "text": "a"}]}',
        b'{"kind": "article", "blocks": [{"kind": "p", "text": "a", "links": [[0, 9, "b"]]}]}',
        b'{"kind": "article", "blocks": [{"kind": "p", "text": "a", "links": [[1, 0, "b"]]}]}',
        b'{"kind": "article", "blocks": [{"kind": "p", "text": "a", "skipped": [[0, true]]}]}',
        b'{"kind": "article", "blocks": [{"kind": "p", "text": "a", "level": "2"}]}',
        b'{"kind": "article", "blocks": [{"kind": "p", "text": "abc", "links": [[0, 2, "b"], [1, 3, "b"]]}]}',
        b'{"kind": "article", "blocks": [{"kind": "p", "text": "abc", "links": [[2, 3, "b"], [0, 1, "b"]]}]}',
        b'{"kind": "article", "blocks": [{"kind": "p", "text": "abc", "links": [[0, 3, "b"], [0, 3, "b"]]}]}',
        b'{"kind": "article", "blocks": [{"kind": "p", "text": "abc", "skipped": [[0, 2], [1, 3]]}]}',
        b'{"kind": "article", "blocks": [{"kind": "heading", "text": "a", "level": 7}]}',
        b'{"kind": "article", "blocks": [{"kind": "cell", "text": "a", "table": 0, "cell": [0, 10001]}]}',
        b'{"kind": "article", "blocks": [{"kind": "cell", "text": "a", "table": 0, "cell": [9999999999, 0]}]}',
        b'{"kind": "article", "changed": "all"}',
        b'{"kind": "article", "changed": [-1]}',
        b'{"kind": "article", "pictures": [{"address": 1}]}',
        b'{"kind": "article", "key": {}}',
        b'{"kind": "article", "key": 1e400}',
    ],
)
def test_what_no_page_sends_is_refused_with_a_sentence(client, writer, body):
    answer = client.post(reverse("copyediting:findings"), body, "application/json")

    assert answer.status_code == 400
    assert answer.json()["error"]["reason"] == "unreadable"


@pytest.mark.parametrize(
    "sent",
    [
        {"blocks": [{"kind": "p", "text": "ab", "links": [[0, 0, "/"]] * 3_000}] * 2},
        {"blocks": [{"kind": "p", "text": "ab", "skipped": [[0, 0]] * 3_000}] * 2},
        {"blocks": [{"kind": "p", "text": "a"}], "pictures": [{"address": "/a.webp", "alt": "a" * 20_000}] * 8},
    ],
    ids=["links", "skipped", "descriptions"],
)
def test_what_no_text_has_so_much_of_is_refused_with_a_sentence(client, writer, sent):
    answer = ask(client, **sent)

    assert answer.status_code == 413
    assert "Viết và lưu vẫn như thường" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    "text", ["", "một", "MỘT HAI", "một".encode().decode("latin-1"), "\ud800", "\u0301" * 50, "\x00", "👩‍👩‍👧" * 99]
)
def test_any_text_is_read(client, writer, text):
    assert ask(client, fields={"title": text}, blocks=[{"kind": "cell", "text": text}]).status_code == 200


def test_a_lone_surrogate_moves_no_place(client, writer):
    assert places(ask(client, fields={"title": f"\ud83d {SLIP}"})) == [("title", None, 2, 5)]


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        (WRITER, {"article"}),
        (EDITOR, {"article", "page", "event"}),
        (MODERATOR, {"answer"}),
        (WEBMASTER, {"page"}),
        (None, set()),
    ],
)
def test_whoever_writes_a_kind_of_text_has_it_read(client, role, kinds):
    client.force_login(make_user(role))

    read = {
        kind for kind in ("article", "page", "event", "answer", "khac") if ask(client, kind=kind).status_code == 200
    }

    assert read == kinds


def test_nobody_of_the_desk_is_told_to_sign_in(client):
    answer = ask(client)

    assert answer.status_code == 401
    assert answer.json()["error"]["reason"] == "signed_out"


def test_a_reading_that_fails_says_so_and_the_desk_works_on(client, writer, monkeypatch, caplog):
    def missing(document, known, changed):
        raise FileNotFoundError("proofreading/data/words")
        yield

    monkeypatch.setattr(proofreader, "FINDERS", (missing,))
    answer = ask(client, fields={"title": SLIP})

    assert answer.status_code == 200
    assert answer.json()["findings"] == []
    assert "viết và lưu bài vẫn như thường" in answer.json()["says"]
    assert "Proofreading failed" in caplog.text


def test_a_reading_costs_few_queries_however_much_there_is(client, writer, nothing_expires, django_assert_num_queries):
    own = make_article(status="draft", published_at=None, created_by=writer)
    HouseWord.objects.bulk_create(HouseWord(text=f"từ {n}", canonical=f"từ {n}") for n in range(50))
    ask(client)
    with django_assert_num_queries(5):  # session, user, rights of the user and of the roles; their own words
        ask(client, fields={"title": SLIP}, blocks=[{"kind": "p", "text": SLIP}] * 50)
    with django_assert_num_queries(8):  # the article with its tags; what is dismissed
        ask(client, key=own.pk, fields={"title": SLIP}, blocks=[{"kind": "p", "text": SLIP}] * 50)


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_only_a_post_is_read(client, writer, method):
    assert getattr(client, method)(reverse("copyediting:findings")).status_code == 405


def test_rules_hear_of_the_cover_by_its_address(client, writer, monkeypatch):
    heard = []
    monkeypatch.setattr(proofreader, "FINDERS", (lambda document, known, changed: heard.append(known.facts) or [],))
    cover = make_image()

    for sent in (str(cover.pk), "", "9" * 30, "0"):
        ask(client, facts={"cover": sent, "byline": "Thùy Nhung"})

    assert [facts["cover"] for facts in heard] == [cover.url, "", "", ""]
    assert {facts["byline"] for facts in heard} == {"Thùy Nhung"}


def test_a_paragraph_without_end_is_not_waited_for(client, writer):
    answer = ask(client, blocks=[{"kind": "p", "text": f"{SLIP} " * 10_000}, {"kind": "p", "text": SLIP}])

    assert places(answer) == [("body", 1, 0, 3)]
    assert answer.json()["unread"] == []
    assert "xin ngắt thành nhiều đoạn" in answer.json()["says"]
