"""Every form on every kind of page, of readers and of the admin, with what nobody should send: no 500.

Pages are found by their links, one for each name of an address, so that a new form is filled in without anybody adding
it. The forms of rows are walked field by field in `tests/portal/staff/test_every_field.py`.
"""

import re
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import transaction
from django.urls import Resolver404, resolve
from lxml import html

from tests.factories import make_user
from tests.portal.every_field import can_be_typed_into, everything, forms_of
from tests.portal.staff.rows_of_admin import make_rows

pytestmark = pytest.mark.django_db

STARTS = ["/", "/quan-tri/", "/tim-kiem/", "/hoi-dap/tra-cuu/", "/quan-tri/binh-luan/", "/quan-tri/thong-ke/"]
NOT_FOLLOWED = re.compile("logout|media|static|jsi18n|\\.(csv|xlsx|xml|json|txt|ics)$")
OF_ROW = re.compile("^/quan-tri/(?!comments/comment/).*/(add|change)/")
MOST_DIGITS = 5000
KINDS = ["far over", "NUL", "HTML", "below zero", "no address", "the year 1 without a time", "the last day"]


@pytest.mark.long
def test_no_form_fails_whatever_is_sent(client, without_menu):
    rows = make_rows()
    client.force_login(make_user(is_superuser=True))
    pages = found_pages(client, [*STARTS, *(address for row in rows.values() for address in own_pages(row))])
    forms = found_forms(pages)

    wrong = [problem for key, form in forms.items() for problem in sent(client, key, *form)]

    assert len(forms) > 20
    assert not wrong, "\n".join(wrong)


def own_pages(row):
    if row._meta.label == "articles.Article":
        return [row.get_absolute_url(), f"/binh-luan/{row.pk}/"]
    if row._meta.label == "comments.Comment":
        return [f"/binh-luan/{row.pk}/thich/", f"/binh-luan/{row.pk}/bao-cao/"]
    return []


def found_pages(client, starts):
    """`{address: response}`, one for each name of an address that links lead to."""
    waiting, named, pages = list(starts), set(), {}
    while waiting:
        address = waiting.pop(0)
        name = name_of(address)
        if name is None or name in named or NOT_FOLLOWED.search(address):
            continue
        named.add(name)
        response = client.get(address)
        if response.status_code != HTTPStatus.OK or "html" not in response.headers["Content-Type"]:
            continue
        pages[address] = response
        links = html.fromstring(response.content.decode()).xpath("//a/@href | //@data-src | //@data-fragment")
        waiting += [urljoin(address, link) for link in links if not urlsplit(link).scheme]
    return pages


def name_of(address):
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return None


def found_forms(pages):
    """`{(method, name of the address it is sent to, names of its fields): (address, what a browser sends)}`."""
    forms = {}
    for address, page in pages.items():
        for form, values in forms_of(page):
            target = urljoin(address, form.get("action") or address)
            names = tuple(can_be_typed_into(form))
            if names and not OF_ROW.search(target) and not NOT_FOLLOWED.search(target):
                method = form.method.lower()
                # Lists search and filter alike: one for each set of fields is enough.
                forms.setdefault((method, name_of(target) if method == "post" else "", names), (target, values))
    return forms


def sent(client, key, target, values):
    """Failures of one form, as lines: all its fields hold the same value, one kind after the other."""
    method, name, names = key
    for kind in KINDS:
        value = everything(limit=120)[kind]
        filled = values | dict.fromkeys(names, value[:MOST_DIGITS] if method == "get" else value)
        address = target.partition("?")[0] if method == "get" else target
        try:
            with transaction.atomic():
                answer = getattr(client, method)(address, filled)
                transaction.set_rollback(True)
        except Exception as error:  # as many as there are, at once
            yield f"{method} {address} {names}, {kind}: {type(error).__name__} {error}"[:300]
            continue
        if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            yield f"{method} {address} ({name}) {names}, {kind}: {answer.status_code}"
