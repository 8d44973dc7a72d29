"""What is typed and not saved is kept, for the one who typed it, until it is saved or discarded."""

import json
from datetime import timedelta
from http import HTTPStatus
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from articles.workflow import PUBLISHED, REVIEW
from newsroom.copies.working_copies import MAX_BYTES, MAX_OPEN
from newsroom.models import WorkingCopy
from tests.factories import EDITOR, MODERATOR, WRITER, make_article, make_category, make_user
from tests.forms import fields_of
from tests.newsroom.forms_in_admin import ADD, make_draft, page_of

pytestmark = pytest.mark.django_db

ADDRESS = "/quan-tri/toa-soan/ban-nhap/ghi/"
MINE = "/quan-tri/toa-soan/ban-nhap/"


def sending(article=None, **changes):
    sent = {
        "key": str(uuid4()),
        "page": str(uuid4()),
        "number": 1,
        "article": article and article.pk,
        "edition": article.edition if article else 0,
        "claims": True,
        "fields": {"title": ["Bến Lam"], "body": ["<p>Bà Hạnh cười.</p>"], "tags": ["+tại nhà"]},
    }
    return sent | changes


def send(client, sent):
    return client.post(ADDRESS, json.dumps(sent), content_type="application/json")


def refusal(answer):
    return answer.status_code, answer.json()["error"]["reason"]


def test_what_is_typed_is_kept_and_written_over_by_what_is_typed_later(sit_down, nhung):
    article, client = make_draft(nhung), sit_down(nhung)
    first = sending(article)
    assert send(client, first).status_code == HTTPStatus.OK

    later = first | {"number": 2, "claims": False, "fields": {"title": ["Bến Lam Hạ"]}}
    answer = send(client, later)

    (copy,) = WorkingCopy.objects.of_form(nhung, article)
    assert copy.fields == {"title": ["Bến Lam Hạ"]}
    assert answer.json()["time"] == timezone.localtime(copy.typed_at).strftime("%H:%M")


def test_a_sending_that_comes_late_or_twice_changes_nothing(sit_down, nhung):
    client, last = sit_down(nhung), sending(number=5)
    send(client, last)

    for number in (5, 4, 1):
        again = send(client, last | {"number": number, "fields": {"title": ["Cũ"]}})
        assert again.status_code == HTTPStatus.OK

    assert WorkingCopy.objects.get().title == "Bến Lam"


def test_the_page_that_goes_on_with_a_copy_takes_it_and_the_other_page_is_told(sit_down, nhung):
    client, first = sit_down(nhung), sending()
    send(client, first)
    other = first | {"page": str(uuid4()), "number": 2}

    assert send(client, other).status_code == HTTPStatus.OK
    assert refusal(send(client, first | {"number": 3, "claims": False})) == (HTTPStatus.CONFLICT, "moved")


def test_keeping_costs_few_queries(sit_down, nhung, django_assert_num_queries):
    client, sent = sit_down(nhung), sending(make_draft(nhung))
    send(client, sent)

    with django_assert_num_queries(4):  # session, user, the copy, other pages of this person
        send(client, sent | {"number": 2, "claims": False})


@pytest.mark.parametrize(
    "changes",
    [
        {"key": "x"}, {"key": None}, {"key": 7}, {"page": []}, {"number": -1}, {"number": "1"}, {"number": True},
        {"number": 2**31}, {"article": "1"}, {"article": -1}, {"article": 2**63}, {"edition": "x"}, {"edition": -1},
        {"fields": None}, {"fields": []}, {"fields": {"title": "x"}}, {"fields": {"title": [1]}},
        {"fields": {"title": None}}, {"fields": {f"field-{number}": [] for number in range(2001)}},
        {"fields": {"title": [""] * 10_001}},
    ],
)  # fmt: skip
def test_what_no_page_of_ours_sends_is_refused(sit_down, nhung, changes):
    assert refusal(send(sit_down(nhung), sending() | changes)) == (HTTPStatus.BAD_REQUEST, "unreadable")


@pytest.mark.parametrize("body", ["", "null", "[]", "{", '"x"', "NaN", "[" * 5000, '{"key": "\\ud800"}', b"\xff\xfe"])
def test_what_is_no_json_is_refused(sit_down, nhung, body):
    answer = sit_down(nhung).post(ADDRESS, body, content_type="application/json")

    assert refusal(answer) == (HTTPStatus.BAD_REQUEST, "unreadable")


def test_signs_that_the_database_cannot_keep_are_left_out(sit_down, nhung):
    send(sit_down(nhung), sending(fields={"title": ["Bến\x00 Lam\ud800 👩‍🌾"]}))

    assert WorkingCopy.objects.get().title == "Bến Lam 👩‍🌾"


def test_a_form_of_ten_megabytes_is_refused_before_it_is_read(sit_down, nhung):
    sent = sending(fields={"body": ["ă" * MAX_BYTES]})

    assert refusal(send(sit_down(nhung), sent)) == (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large")


def test_nobody_writes_into_the_copy_of_another(sit_down, nhung, hoa):
    article = make_draft(nhung)
    sent = sending(article)
    send(sit_down(nhung), sent)

    assert refusal(send(sit_down(hoa), sent | {"number": 2})) == (HTTPStatus.FORBIDDEN, "forged")
    assert WorkingCopy.objects.get().user == nhung


@pytest.mark.parametrize("role", [WRITER, MODERATOR])
def test_nobody_keeps_text_for_an_article_that_they_may_not_edit(sit_down, nhung, role):
    article = make_draft(nhung)

    answer = send(sit_down(make_user(role)), sending(article))

    assert refusal(answer) == (HTTPStatus.FORBIDDEN, "no_right")
    assert "sao chép" in answer.json()["error"]["message"]


def test_who_may_not_write_articles_keeps_none(sit_down):
    assert refusal(send(sit_down(make_user(MODERATOR)), sending())) == (HTTPStatus.FORBIDDEN, "no_right")


def test_a_right_taken_away_while_typing_takes_no_text_with_it(sit_down, nhung):
    article, client = make_draft(nhung), sit_down(nhung)
    sent = sending(article)
    send(client, sent)
    Article.objects.filter(pk=article.pk).update(status=PUBLISHED, published_at=timezone.now())

    later = send(client, sent | {"number": 2, "claims": False, "fields": {"title": ["Gõ tiếp"]}})

    assert later.status_code == HTTPStatus.OK
    assert WorkingCopy.objects.get().title == "Gõ tiếp"
    page = client.get(f"{page_of(article)}?ban_nhap={sent['key']}", follow=True)
    assert page.redirect_chain == [(f"{MINE}{sent['key']}/", HTTPStatus.FOUND)]
    assert "Gõ" in page.content.decode()


def test_text_for_an_article_that_was_deleted_meanwhile_becomes_that_of_a_new_one(sit_down, nhung):
    article, client = make_draft(nhung), sit_down(nhung)
    sent, late = sending(article), sending(article)
    send(client, sent)
    article.delete()

    assert send(client, sent | {"number": 2, "claims": False}).status_code == HTTPStatus.OK
    assert send(client, late).status_code == HTTPStatus.OK
    assert {copy.article for copy in WorkingCopy.objects.all()} == {None}
    assert "Bến Lam" in client.get(f"{ADD}?ban_nhap={sent['key']}").context["adminform"].form["title"].value()


def test_the_end_of_the_session_is_said_in_json(client):
    assert refusal(send(client, sending())) == (HTTPStatus.UNAUTHORIZED, "signed_out")


def test_so_many_copies_and_no_more(sit_down, nhung):
    now = timezone.now()
    WorkingCopy.objects.bulk_create(
        WorkingCopy(user=nhung, page=uuid4(), number=1, fields={}, typed_at=now) for _ in range(MAX_OPEN)
    )

    assert refusal(send(sit_down(nhung), sending())) == (HTTPStatus.CONFLICT, "too_many")


def test_the_other_page_of_the_same_person_is_told(sit_down, nhung):
    article, client = make_draft(nhung), sit_down(nhung)
    send(client, sending(article))

    assert send(client, sending(article)).json()["elsewhere"]
    WorkingCopy.objects.update(typed_at=timezone.now() - timedelta(hours=1))
    assert not send(client, sending(article)).json()["elsewhere"]


def test_the_form_shows_what_was_typed_without_its_mistakes_and_saves_nothing(sit_down, nhung):
    category = make_category()
    article, client = make_draft(nhung, title="Bản đã lưu", category=category), sit_down(nhung)
    fields = {name: [value] for name, value in fields_of(client.get(page_of(article)), "article_form").items()}
    typed = fields | {"title": [""], "summary": ["Sapo gõ dở"], "body": ["<p>Gõ dở</p><script>x</script>"]}
    sent = sending(article, fields=typed | {"tags": ["+tại nhà"]})
    send(client, sent)

    page = client.get(f"{page_of(article)}?ban_nhap={sent['key']}")
    shown = fields_of(page, "article_form")

    assert (shown["title"], shown["summary"], shown["body"]) == ("", "Sapo gõ dở", "<p>Gõ dở</p>")
    assert shown["tags"] == "+tại nhà"
    assert shown["copy_key"] == sent["key"]
    assert not page.context["errors"]
    assert "errorlist" not in page.content.decode()
    article.refresh_from_db()
    assert (article.title, article.tags.count()) == ("Bản đã lưu", 0)


def test_a_save_ends_the_copy_and_what_arrives_after_it_is_refused(sit_down, nhung):
    article, client = make_draft(nhung), sit_down(nhung)
    sent = sending(article)
    send(client, sent)
    form = fields_of(client.get(f"{page_of(article)}?ban_nhap={sent['key']}"), "article_form")

    client.post(
        page_of(article), form | {"title": "Bến Lam Thượng", "body": "<p>Xong.</p>", "category": article.category_id}
    )

    article.refresh_from_db()
    assert article.title == "Bến Lam Thượng"
    assert refusal(send(client, sent | {"number": 9})) == (HTTPStatus.GONE, "saved")
    assert not WorkingCopy.objects.of_form(nhung, article)


def test_a_sending_that_arrives_only_after_the_save_is_refused_too(sit_down, nhung):
    article, client = make_draft(nhung), sit_down(nhung)
    form = fields_of(client.get(page_of(article)), "article_form")
    client.post(page_of(article), form | {"summary": "Sapo mới."})

    assert refusal(send(client, sending(article, key=form["copy_key"]))) == (HTTPStatus.GONE, "saved")


def test_a_refused_save_goes_on_with_its_copy(sit_down, nhung):
    article, client = make_draft(nhung), sit_down(nhung)
    form = fields_of(client.get(page_of(article)), "article_form")
    sent = sending(article, key=form["copy_key"], number=7)
    send(client, sent)

    answer = client.post(page_of(article), form | {"title": ""})

    assert answer.context["working_copy"].number == 7
    assert fields_of(answer, "article_form")["copy_key"] == form["copy_key"]


def test_an_older_copy_is_offered_and_one_that_was_saved_over_says_so(sit_down, nhung, hoa):
    article, client = make_article(status=REVIEW, created_by=nhung), sit_down(nhung)
    sent = sending(article)
    send(client, sent)
    form = fields_of(sit_down(hoa).get(page_of(article)), "article_form")
    sit_down(hoa).post(page_of(article), form | {"summary": "Sapo của Hòa."})

    (offer,) = sit_down(nhung).get(page_of(article)).context["working_copy"].offers

    assert offer.address == f"{page_of(article)}?ban_nhap={sent['key']}"
    assert offer.is_older
    assert not sit_down(hoa).get(page_of(article)).context["working_copy"].offers


def test_a_save_from_an_older_copy_is_refused_as_any_older_form_is(sit_down, nhung, hoa):
    article = make_article(status=REVIEW, created_by=nhung)
    form = fields_of(sit_down(nhung).get(page_of(article)), "article_form")
    typed = form | {"summary": "Sapo của Nh"}
    sent = sending(article, fields={name: [value] for name, value in typed.items()}, key=form["copy_key"])
    send(sit_down(nhung), sent)
    sit_down(hoa).post(page_of(article), form | {"summary": "Sapo của Hòa."})

    shown = fields_of(sit_down(nhung).get(f"{page_of(article)}?ban_nhap={sent['key']}"), "article_form")
    answer = sit_down(nhung).post(page_of(article), shown | {"summary": "Sapo của Nhung."})

    assert answer.context["adminform"].form.newer
    article.refresh_from_db()
    assert article.summary == "Sapo của Hòa."


def test_a_discarded_copy_comes_back_for_thirty_days(sit_down, nhung):
    article, client = make_draft(nhung), sit_down(nhung)
    sent = sending(article)
    send(client, sent)

    client.post(f"{MINE}{sent['key']}/bo/", {"ve": "bai"})
    assert refusal(send(client, sent | {"number": 2})) == (HTTPStatus.GONE, "discarded")
    assert not client.get(page_of(article)).context["working_copy"].offers

    client.post(f"{MINE}{sent['key']}/lay-lai/")
    assert client.get(page_of(article)).context["working_copy"].offers


def test_old_copies_are_forgotten(nhung):
    now = timezone.now()
    ages = {"discarded": [29, 31], "saved": [0, 2], "": [364, 366]}
    for ending, days in ages.items():
        for age in days:
            moment = now - timedelta(days=age)
            ended = {"ended_at": moment, "ending": ending} if ending else {}
            WorkingCopy.objects.create(user=nhung, page=uuid4(), number=age, fields={}, typed_at=moment, **ended)

    assert WorkingCopy.objects.forget_old(now) == 3
    assert {copy.number for copy in WorkingCopy.objects.all()} == {29, 0, 364}


def test_a_text_that_is_too_long_to_save_is_offered_and_compared_in_one_sentence(sit_down, nhung):
    article, client = make_draft(nhung), sit_down(nhung)
    sent = sending(article, fields={"title": ["Bến Lam"], "body": ["<p>ă</p>" * 80_000]})
    send(client, sent)

    assert client.get(page_of(article)).context["working_copy"].offers[0].summary
    assert "tối đa 500" in client.get(f"{MINE}{sent['key']}/").content.decode()


@pytest.mark.parametrize("address", ["", "{key}/"])
def test_ones_own_copies_are_found_again_and_those_of_others_are_not(sit_down, nhung, address):
    sent = sending()
    send(sit_down(nhung), sent)
    address = MINE + address.format(key=sent["key"])

    assert "Bến Lam" in sit_down(nhung).get(address).content.decode()
    assert "Bến Lam" not in sit_down(make_user(EDITOR)).get(address, follow=True).content.decode()


@pytest.mark.parametrize("work", ["bo", "lay-lai"])
def test_nobody_ends_or_opens_the_copy_of_another(sit_down, nhung, hoa, work):
    sent = sending()
    send(sit_down(nhung), sent)
    before = WorkingCopy.objects.values().get()

    sit_down(hoa).post(f"{MINE}{sent['key']}/{work}/")

    assert WorkingCopy.objects.values().get() == before


@pytest.mark.parametrize("key", ["", "x", "0" * 32, "5f0c1d0e-7e0b-4d57-9d3c-0a4f7d1c2b3a"])
def test_an_address_with_a_copy_that_is_not_there_shows_what_is_saved(sit_down, nhung, key):
    article = make_draft(nhung, title="Bản đã lưu")

    page = sit_down(nhung).get(f"{page_of(article)}?ban_nhap={key}")

    assert page.context["adminform"].form["title"].value() == "Bản đã lưu"
    assert "Bản nháp ấy không còn" in page.content.decode()


def test_the_copy_of_one_article_is_not_shown_in_another(sit_down, nhung):
    client, sent = sit_down(nhung), sending(make_draft(nhung))
    send(client, sent)
    other = make_draft(nhung, title="Bài khác")

    page = client.get(f"{page_of(other)}?ban_nhap={sent['key']}")

    assert page.context["adminform"].form["title"].value() == "Bài khác"


def test_the_secret_of_the_browser_is_that_of_one_account(sit_down, nhung, hoa):
    article = make_article(status=REVIEW, created_by=nhung)
    secrets = {sit_down(user).get(page_of(article)).context["working_copy"].secret for user in (nhung, hoa, nhung)}

    assert len(secrets) == 2


def test_the_last_release_deletes_articles_and_accounts_beside_copies(nhung, django_user_model, transactional_db):
    """It knows no working copies: the database itself keeps the text, and forgets a person with their copies."""
    from django.db import connection

    lan = make_user(WRITER)
    article = make_article()
    WorkingCopy.objects.create(user=lan, article=article, page=uuid4(), number=1, fields={})

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_article_authors")
        cursor.execute("DELETE FROM articles_article WHERE id = %s", [article.pk])
        assert WorkingCopy.objects.get().article is None
        cursor.execute("DELETE FROM accounts_user_groups WHERE user_id = %s", [lan.pk])
        cursor.execute("DELETE FROM accounts_user WHERE id = %s", [lan.pk])

    assert not WorkingCopy.objects.exists()


def test_forms_of_the_last_release_save_without_a_copy(sit_down, nhung):
    article, client = make_draft(nhung), sit_down(nhung)
    form = fields_of(client.get(page_of(article)), "article_form")
    form.pop("copy_key")

    client.post(page_of(article), form | {"summary": "Sapo mới."})

    article.refresh_from_db()
    assert article.summary == "Sapo mới."


def test_the_menu_leads_to_ones_own_copies(sit_down, nhung):
    assert reverse("newsroom:working_copies") in sit_down(nhung).get("/quan-tri/").content.decode()
