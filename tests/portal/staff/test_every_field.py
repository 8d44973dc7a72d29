"""Every form of the admin, field by field, with everything that people, keyboards and machines put in: no 500, one
sentence for what is refused, and what was typed is still there.

The forms are those of the registry, so that a new one is walked without anybody adding it.
"""

import itertools
from http import HTTPStatus

import pytest
from django import forms
from django.contrib import admin
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import models, transaction
from django.test import RequestFactory
from django.urls import resolve, reverse

from tests.factories import make_user
from tests.portal.every_field import (
    AWKWARD,
    DATES,
    UNLIMITED,
    can_be_chosen_from,
    can_be_typed_into,
    forms_of,
    texts,
)
from vietnamese.fields import DayField, MomentField, Within

from .rows_of_admin import make_rows

pytestmark = pytest.mark.django_db

# A form of new rows has the fields of that of old ones.
OF_WHAT_PROGRAMS_SEND = ["nothing", "NUL", "a number of five thousand digits", "below zero"]
OF_NO_CHOICE = ["what shows nothing", "NUL", "a number of five thousand digits", "below zero", "HTML"]
OF_NEW_ROWS = {"at the limit", "one over", "NUL", "what shows nothing", "the year 1", "the last moment"}


@pytest.mark.long
def test_every_field_of_every_form_takes_or_refuses_whatever_comes(client, without_menu, monkeypatch):
    user = make_user(is_superuser=True)
    client.force_login(user)
    pages = []
    for model, row in make_rows().items():
        pages += [(address, page) for address in addresses(model, row) if (page := form_at(client, address))]
    # What stands around each page, which nobody looks at: a quarter of the time.
    monkeypatch.setattr(type(admin.site), "each_context", lambda *_: {})

    wrong = [problem for address, page in pages for problem in walk(user, address, page)]

    assert len(pages) >= len(admin.site._registry) - 2  # of roles and comments there is no form
    assert not wrong, "\n".join(wrong)
    assert {f"{field.model.__name__}.{field.name}" for field in unbounded_days(pages)} == set()


def test_every_list_of_choices_is_shown_again_whatever_a_program_sent_of_it(client, without_menu, monkeypatch):
    user = make_user(is_superuser=True)
    client.force_login(user)
    pages = [
        (address, page)
        for model, row in make_rows().items()
        for address in addresses(model, row)
        if (page := form_at(client, address))
    ]
    monkeypatch.setattr(type(admin.site), "each_context", lambda *_: {})
    # Any typed text makes a tag.
    monkeypatch.setattr("newsroom.form.article_form.ArticleForm._with_new_tags", lambda _, data: data)

    wrong = [problem for address, page in pages for problem in choose(user, address, page)]

    assert not wrong, "\n".join(wrong)


def choose(user, address, page):
    """Failures of the lists of choices of one page, as lines. Only the list of the answer is rendered."""
    form, sent = max(forms_of(page), key=lambda one: len(can_be_typed_into(one[0])))
    for name in can_be_chosen_from(form):
        for kind in OF_NO_CHOICE:
            try:
                with transaction.atomic():
                    answer = post(user, address, sent | {name: AWKWARD[kind]})
                    if answer.status_code not in {HTTPStatus.OK, HTTPStatus.FOUND}:
                        yield f"{address} {name}, {kind}: answers {answer.status_code}"
                    for bound in bound_forms(answer):
                        [str(bound[own]) for own in bound.fields if bound.add_prefix(own) == name]
                    transaction.set_rollback(True)
            except Exception as error:  # as many as there are, at once
                yield f"{address} {name}, {kind}: {type(error).__name__} {error}"[:300]


def unbounded_days(pages):
    """The days and moments that staff write and that the field or the database takes without bounds."""
    for _, page in pages:
        for form in bound_forms(page):
            columns = {column.name: column for column in form._meta.model._meta.concrete_fields}
            for column in filter(None, map(columns.get, form.fields)):
                rules = [rule for rule in column.model._meta.constraints if isinstance(rule, Within)]
                is_bounded = isinstance(column, DayField | MomentField) and f"{column.name}__gte" in str(rules)
                if isinstance(column, models.DateField) and not is_bounded:
                    yield column


def addresses(model, row):
    """The address of the model's form for a row, and that of the form for new rows (if rows cannot be changed)."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    return [reverse(f"{name}_change", args=[row.pk]), reverse(f"{name}_add")]


def form_at(client, address):
    """The page at the address, or None if it has no form to fill in."""
    page = client.get(address)
    has_form = page.status_code == HTTPStatus.OK and bound_forms(page) and bound_forms(page)[0].fields
    return page if has_form else None


def walk(user, address, page):
    """Failures of one page, as lines."""
    form, sent = max(forms_of(page), key=lambda one: len(can_be_typed_into(one[0])))
    for name in can_be_typed_into(form):
        for kind, value in typed_into(field_named(page, name)).items():
            if address.endswith("/add/") and kind not in OF_NEW_ROWS:
                continue
            try:
                with transaction.atomic():
                    answer = post(user, address, sent | {name: value})
                    for problem in problems(answer, name, value):
                        yield f"{address} {name}, {kind}: {problem}"
                    transaction.set_rollback(True)
            except Exception as error:  # as many as there are, at once
                yield f"{address} {name}, {kind}: {type(error).__name__} {error}"[:300]


def typed_into(field):
    if isinstance(field, forms.DateField | forms.DateTimeField):
        return DATES | AWKWARD
    if isinstance(field, forms.CharField) and not field.widget.is_hidden:
        return texts(field.max_length or getattr(field, "limit", None) or UNLIMITED)
    if isinstance(field, forms.IntegerField) and not field.widget.is_hidden:
        return AWKWARD
    return {kind: AWKWARD[kind] for kind in OF_WHAT_PROGRAMS_SEND}


def post(user, address, data):
    """The answer, not rendered: rendering all answers would take a minute."""
    request = RequestFactory().post(address, data)
    request.user, request.session = user, {}
    request._messages = CookieStorage(request)
    request._dont_enforce_csrf_checks = True
    request.resolver_match = match = resolve(address)
    return match.func(request, *match.args, **match.kwargs)


def bound_forms(answer):
    context = getattr(answer, "context_data", None) or {}
    if "adminform" not in context:
        return []
    inlines = (inline.formset.forms for inline in context["inline_admin_formsets"])
    return [context["adminform"].form, *itertools.chain.from_iterable(inlines)]


def field_named(page, name):
    fields = {form.add_prefix(own): field for form in bound_forms(page) for own, field in form.fields.items()}
    return fields.get(name)


def problems(answer, name, value):
    if answer.status_code not in {HTTPStatus.OK, HTTPStatus.FOUND}:
        yield f"answers {answer.status_code}"
    for form in bound_forms(answer):
        for own in form.fields:
            if form.add_prefix(own) != name:
                continue
            sentences = form.errors.get(own, [])
            if len(sentences) > 1 and "password" not in own:  # for a password each missing rule has a sentence
                yield f"says {len(sentences)} sentences: {' '.join(sentences)}"
            if sentences and str(form[own].value()) != value:
                yield "does not keep what was typed"
