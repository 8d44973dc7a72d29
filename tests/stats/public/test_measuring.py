"""What a platform that measures portals fetches, with a key that the admin made."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from stats.imports.history import add_days
from stats.models import Baseline, MeasuringKey
from stats.public import measuring
from tests.factories import EDITOR, WEBMASTER, make_user
from tests.stats.factories import local, make_hit

pytestmark = pytest.mark.django_db

FIGURES, KEYS = reverse("stats:measuring"), reverse("stats:keys")
NOON = local(2026, 3, 12, 12)


@pytest.fixture
def webmaster(client, time_machine):
    time_machine.move_to(NOON, tick=False)
    client.force_login(make_user(WEBMASTER, username="web"))
    return client


@pytest.fixture
def key(webmaster):
    return MeasuringKey.make("Hệ thống giám sát", by=make_user())[0]


def fetch(client, key="", **headers):
    headers = {"Authorization": f"Bearer {key}", **headers} if key else headers
    return client.get(FIGURES, headers=headers)


def test_the_figures_of_today_and_before(client, key, settings):
    add_days(
        site=[
            (date(2026, 3, 12), 30, 20, 10),
            (date(2026, 3, 11), 300, 200, 100),
            (date(2026, 3, 1), 3, 2, 1),
            (date(2026, 1, 1), 5000, 3000, 1000),
            (date(2025, 12, 31), 70_000, 40_000, 9000),
        ]
    )
    Baseline.objects.create(visits=312_343_234, note="Bộ đếm của trang tin cũ", entered_by=make_user())
    make_hit(1)

    response = fetch(client, key)

    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert response.json() == {
        "site": settings.SITE_URL,
        "at": "2026-03-12T12:00:00+07:00",
        "definitions": settings.SITE_URL + reverse("stats:method"),
        "online": 1,
        "today": {"visits": 21, "views": 31, "visitors": 11},
        "yesterday": {"visits": 200, "views": 300, "visitors": 100},
        "month": {"visits": 223, "views": 334},
        "year": {"visits": 3223, "views": 5334},
        "total": {"visits": 43_223, "views": 75_334},
        "baseline": {"visits": 312_343_234, "note": "Bộ đếm của trang tin cũ"},
    }


@pytest.mark.parametrize("sent", [None, "cchc_khong-co", "\x00", "ê" * 5000])
def test_a_key_in_the_address_is_refused_with_the_way_to_send_it(key, sent, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        response = Client().get(FIGURES, {"khoa": sent or key})

    assert response.status_code == 401
    assert response.json()["error"] == "key_in_address"
    assert "Authorization: Bearer KHÓA" in response.json()["how"]
    assert response["Cache-Control"] == "no-store"
    assert not MeasuringKey.objects.exclude(used_on=None).exists()


def test_a_key_in_the_header_counts_whatever_the_address_holds(client, key):
    assert client.get(FIGURES, {"khoa": "x"}, headers={"Authorization": f"Bearer {key}"}).status_code == 200


@pytest.mark.parametrize("wrong", ["", "cchc_khong-co", "\x00", "ê" * 5000])
def test_without_a_key_the_answer_is_a_refusal_in_json(client, key, wrong):
    response = fetch(client, **{"Authorization": f"Bearer {wrong}"})

    assert response.status_code == 401
    assert response.json() == {"error": "invalid_key"}
    assert response["WWW-Authenticate"] == "Bearer"
    assert response["Cache-Control"] == "no-store"


def test_a_signed_in_webmaster_needs_a_key_too(webmaster):
    assert fetch(webmaster).status_code == 401


def test_a_platform_that_asks_too_often_waits(client, key):
    answers = [fetch(client, key) for _ in range(measuring.PER_MINUTE + 1)]

    assert {answer.status_code for answer in answers[:-1]} == {200}
    assert answers[-1].status_code == 429
    assert answers[-1]["Retry-After"] == "60"
    elsewhere = client.get(FIGURES, headers={"Authorization": f"Bearer {key}"}, REMOTE_ADDR="203.0.113.9")
    assert elsewhere.status_code == 200


def test_guessing_keys_is_limited_too(client, db):
    answers = [fetch(client, f"cchc_{n}").status_code for n in range(measuring.PER_MINUTE + 1)]

    assert answers == [401] * measuring.PER_MINUTE + [429]


def test_the_price_is_small(key, django_assert_num_queries):
    fetch(Client(), key)

    with django_assert_num_queries(4):
        fetch(Client(), key)


def test_a_key_is_shown_once_and_kept_as_a_hash(webmaster):
    made = webmaster.post(KEYS, {"name": "Hệ thống giám sát của tỉnh"})

    words = made.text.partition("data-new-key>")[2].partition("<")[0]
    row = MeasuringKey.objects.get()
    assert words.startswith("cchc_")
    assert len(words) > 40
    assert (row.name, row.made_by.username) == ("Hệ thống giám sát của tỉnh", "web")
    assert words not in {str(value) for value in vars(row).values()}
    assert words not in webmaster.get(KEYS).text
    assert "no-store" in made["Cache-Control"]
    assert fetch(webmaster, words).status_code == 200
    assert "12/03/2026" in webmaster.get(KEYS).text


def test_a_withdrawn_key_is_worth_nothing(webmaster, key):
    row = MeasuringKey.objects.get()

    response = webmaster.post(reverse("stats:withdraw_key", args=[row.pk]), follow=True)

    assert "Đã thu hồi khóa cấp cho “Hệ thống giám sát”." in response.text
    assert "Đã thu hồi lúc 12:00, 12/03/2026" in response.text
    assert fetch(webmaster, key).status_code == 401


def test_a_key_without_a_name_is_not_made(webmaster):
    response = webmaster.post(KEYS, {"name": "  "})

    assert not MeasuringKey.objects.exists()
    assert 'aria-invalid="true"' in response.text


def test_an_editor_sees_who_has_keys_and_makes_none(client, key):
    client.force_login(make_user(EDITOR))

    assert "Hệ thống giám sát" in client.get(KEYS).text
    assert "Cấp khóa mới" not in client.get(KEYS).text
    assert client.post(KEYS, {"name": "Của tôi"}).status_code == 403
    assert client.post(reverse("stats:withdraw_key", args=[MeasuringKey.objects.get().pk])).status_code == 403
    assert MeasuringKey.objects.filter(withdrawn_at=None).count() == 1
