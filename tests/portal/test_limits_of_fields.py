"""Every field that takes text, of readers' pages and of the admin: it says its limit, counts to it, cuts nothing, and
what is too long is refused with a sentence that says by how much.

Pages are found by their links and forms by the registry, so that a new field is walked without anybody adding it.
"""

import pytest
from django import forms
from lxml import html

from articles.forms import SearchForm
from tests.factories import make_user
from tests.portal.every_field import forms_of
from tests.portal.staff.rows_of_admin import make_rows
from tests.portal.staff.test_every_field import addresses, bound_forms, form_at
from tools.rooms import PROJECT

from .test_every_form import STARTS, found_pages, own_pages

pytestmark = pytest.mark.django_db

TYPED = ".//textarea[@name] | .//input[@name and (not(@type) or contains('text search url email password', @type))]"
HOST = f"@{'.'.join(['a' * 63] * 3)}.vn"
# What has no limit, besides text of rows whose column has none.
OF_NO_LENGTH = {
    "body of rich text": lambda field: field.get("data-type") == "ckeditortype",  # richtext/size.py, in bytes
    "a password": lambda field: field.get("type") == "password",
    "a day or a number": lambda field: field.get("inputmode") == "numeric" or "data-moment" in field.attrib,
    "the days and the words of a list of the admin": lambda field: (
        field.xpath("ancestor::form/@id") in (["filter-form"], ["changelist-search"])
    ),
    "the caption of a part of a picture": lambda field: field.get("id") == "id_caption",  # its column has none
    "what nobody sees": lambda field: field.get("tabindex") == "-1" or field.get("class") == "hidden",
}


@pytest.mark.long
def test_each_field_says_its_limit_cuts_nothing_and_says_how_much_is_too_much(client, without_menu):
    rows = make_rows()
    client.force_login(make_user(is_superuser=True))
    pages = found_pages(client, [*STARTS, *(address for row in rows.values() for address in own_pages(row))])
    of_rows = [page for model, row in rows.items() for one in addresses(model, row) if (page := form_at(client, one))]

    wrong = {problem for page in [*pages.values(), *of_rows] for problem in problems(page)}

    assert len(pages) + len(of_rows) > 80
    assert not wrong, "\n".join(sorted(wrong))


def problems(page):
    without_limit = {
        form.add_prefix(name)
        for form in bound_forms(page)
        for name, field in form.fields.items()
        if not limit_of(field)
    }
    for element, _ in forms_of(page):
        for field in element.xpath(TYPED):
            has_none = field.get("name") in without_limit or any(is_so(field) for is_so in OF_NO_LENGTH.values())
            if "data-limit" not in field.attrib and not has_none:
                yield f"{element.get('action') or element.get('id')} {field.get('name')}: says no limit"
    for field in html.fromstring(page.content.decode()).xpath("//@maxlength/.."):
        yield f"{field.get('name')}: cuts at {field.get('maxlength')}"
    for form in bound_forms(page):
        for name, field in form.fields.items():
            if limit_of(field) and not (said := sentence_about(field)).endswith("Xin bớt 3 ký tự."):
                yield f"{type(form).__name__} {name}: says of too much “{said}”"


@pytest.mark.parametrize("name", ["q", "tac_gia"])
def test_words_to_search_for_that_are_too_long_are_kept_and_counted(name):
    typed = "ấ" * (SearchForm.base_fields[name].max_length + 3)
    form = SearchForm({name: typed})

    assert form.errors[name][0].endswith("Xin bớt 3 ký tự.")
    assert typed in {form.typed_query, form["tac_gia"].value()}


@pytest.mark.parametrize("folder", ["templates", "static"])
def test_nothing_that_we_write_cuts_text(folder):
    files = [path for path in (PROJECT / folder).rglob("*") if path.suffix in {".html", ".js"}]

    cutting = {str(path.relative_to(PROJECT)) for path in files if "maxlength=" in path.read_text(encoding="utf-8")}

    assert len(files) > 50
    assert cutting == set()


def limit_of(field):
    if not isinstance(field, forms.CharField) or field.widget.is_hidden:
        return None
    return field.max_length or getattr(field, "limit", None)


def sentence_about(field):
    """What is said of a text of three letters too many; of an address or slug it is asked with one, too."""
    length = limit_of(field) + 3
    for typed in ("a" * length, "/".ljust(length, "a"), f"{'a' * (length - len(HOST))}{HOST}"):
        try:
            field.clean(typed)
        except forms.ValidationError as refusal:
            if "ký tự" in refusal.messages[0]:
                return " ".join(refusal.messages)
    return ""
