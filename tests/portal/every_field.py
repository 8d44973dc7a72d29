"""What people, keyboards and machines put into a field, and how a page's forms are read from its HTML."""

import unicodedata

from lxml import html

FAR = 40  # times the limit
UNLIMITED = 300  # for fields that name no limit

DATES = {
    "the year 1": "01/01/0001 00:00",
    "the year 1 without a time": "01/01/0001",
    "the last moment": "31/12/9999 23:59",
    "the last day": "31/12/9999",
    "a year before": "31/12/1989 23:59",
    "a year behind": "01/01/2101 00:00",
    "no day": "00/00/0000",
}
AWKWARD = {
    "nothing": "",
    "what shows nothing": "\u2800\u3164\u200b\ufe0f",
    "NUL": "a\0b",
    "bidi": "a\u202eb\u2066c",
    "joined emoji": "👨‍👩‍👧‍👦🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "a number of five thousand digits": "9" * 5000,
    "below zero": "-1",
    "a digit that is none": "²",
    "no address": "http://[::1",
    "HTML": "<b a='\"'>&lt;{{ x }}{% y %}%s%",
}
NO_NUMBERS = {kind: value for kind, value in AWKWARD.items() if kind not in {"below zero", "a digit that is none"}}


def texts(limit):
    """`{kind: what is typed}` into a field of at most `limit` signs."""
    letters = "Ấ" * limit
    return {
        "at the limit": letters,
        "in pieces (NFD)": unicodedata.normalize("NFD", letters),
        "emoji at the limit": "😀" * limit,
        "one over": letters + "ấ",
        "far over": letters * FAR,
        **NO_NUMBERS,
    }


def everything(limit=UNLIMITED):
    return texts(limit) | AWKWARD | DATES


def forms_of(response):
    """[(form, {name: value})] of the page, as a browser would send them."""
    page = html.fromstring(response.content.decode())
    return [(form, dict(form.form_values())) for form in page.forms]


def can_be_typed_into(form):
    """The names of the form's fields with free text, also hidden ones, which a program can fill in."""
    named = form.xpath(".//textarea[@name] | .//input[@name]")
    skipped = {"checkbox", "radio", "submit", "button", "file", "image", "reset"}
    names = [field.get("name") for field in named if field.get("type", "text") not in skipped]
    return [name for name in dict.fromkeys(names) if name != "csrfmiddlewaretoken"]


def can_be_chosen_from(form):
    """The names of the form's lists of choices, for which a program can send any value."""
    return list(dict.fromkeys(field.get("name") for field in form.xpath(".//select[@name]")))
