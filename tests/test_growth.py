"""Work on text from outside grows with the text, never with its square.

Each function gets what is dear to functions of its kind: one sign many times, beginnings without an end, whole
documents. Lengths double until there is something to measure; then eight times as much may take eight times as long,
not 64 times.
"""

import datetime
import gc
import uuid
from contextlib import contextmanager, suppress
from html import escape

import pytest
from django.http import QueryDict

from articles.bylines import names_in_byline, split_names
from articles.feed_text import as_html, either_way
from articles.migrations._first_abbreviations import FIRST
from articles.presentation import opening, present_body
from articles.search.query import _tsquery
from cchc_portal.middleware.addresses import without_signs_behind
from comments import references
from comments.screening import checks, links, obfuscation
from comments.screening.kinds import finder, personal
from comments.screening.matching import Matcher, RuleRow, email_pattern
from comments.working_time import read_days
from links import addresses as link_addresses
from links import fetching
from links.extracting import links_in_html
from links.replacing import replaced_in_html, replaced_in_text
from manuscripts import captions, guesses, symbols
from manuscripts.story import LeftOut
from newsroom.documents.form_rows import known_rows_first
from newsroom.merging.merging import Sides, merge_forms
from newsroom.merging.retyped import retyped
from newsroom.models import PreviewLink
from proofreading import form, structure
from proofreading import words as proofreading_words
from proofreading.document import document_of_text
from proofreading.figures.finder import find_figures
from proofreading.html import document_of_html
from proofreading.known import Known
from recordings.addresses import read_address
from recordings.fields import read_length
from recordings.in_texts import keys_in
from recordings.models import Recording
from revisions.compare import Value, compare, merge
from richtext import bounds, legacy_fonts, picture_places
from richtext.sanitize import clean_for_readers, sanitize_html
from richtext.text import html_to_text
from stats.collect import agents, bots, dimensions, sources
from stats.imports import daily_series, log_lines
from tests.growth import longer, seconds
from uploads import names as file_names
from vietnamese import (
    abbreviations,
    dates,
    documents,
    highlight,
    legacy,
    lexemes,
    names,
    reading,
    slugs,
    telephones,
    text,
)

WORDS = [
    *' a1.-/"<&@\n',
    "\u0301",
    "a, ",
    "www.",
    "a.b.",
    "42/",
    "42/2022/NĐ-CP ",
    "ủy ban nhân dân ",
    "n h à ",
    "a!",
    "0200 ",
    "(02",
    "1.000.",
    "ph¶p ",
    " - ",
    "2026-01-01;1\n",
]
SLIPS = [
    "( “ ",
    "\n“a ",
    "a , ",
    "Ảnh: A ",
    "Bà Lê Thị A. ",
    "hoà hòa ",
    "a\xa0\xa0",
    "ABCD ",
    "(ABCD) ",
    "sẽ họp ngày 1/1/2020 ",
    "từ 5 lên 7 hộ, tăng 9% ",
    "3/7 hộ đạt 9% ",
    "9 hộ gồm 3 hộ A, ",
    "9% còn lại ",
    "3 xã A, ",
    "thứ hai 3/11 đến ",
    "1.234",
    "12/",
    "nghieejp ",
    "thủ túc ",
    "khôngg có ",
    "d9u7o7c5 ",
]
LOG = '203.0.113.9 - - [01/Mar/2026:09:00:00 +0700] "GET / HTTP/1.1" 200 9 "-" "'
HTML = [
    "<",
    "<!--",
    "&",
    "&nbsp;",
    "\xad",
    "</x><div>",
    "<div></x>",
    "<p>",
    "<br>",
    "<b><i></b></i>",
    "<b><p>",
    "<a href=/x>x",
    "<a ",
    "<a b='\"",
    "<ul><li>",
    "<dt><li>",
    "<dd><option><li>",
    "<table><tr><td>x",
    "<p>ph\xad\xacng</p>",
    "<svg>",
    "<div><!--</div>-->",
    "<blockquote>x</blockquote>",
    "<br>42/2022/NĐ-CP ",
    "<table><tr><td>1</table>",
    "<div><table></div></table>",
]
KNOWN = Known(datetime.date(2026, 11, 30))
MATCHER = Matcher(
    [
        RuleRow(1, "phrase", "nhà cái", False, "hold"),
        RuleRow(2, "phrase", "a a", True, "hold"),
        RuleRow(3, "domain", "nhacai88.com", False, "hold"),
    ]
)


def screened(body):
    draft = checks.Draft(
        name=body[:80],
        email="a@thu.example",
        body=body,
        submission_id=uuid.UUID(int=1),
        consent_version="1",
        open_seconds=9,
    )
    checks.screen(draft, checks.Context(rules=MATCHER, sender=uuid.UUID(int=2)))


def compared(given):
    """`given` beside itself turned round: nothing but the shortest runs is equal."""
    compare({"text": Value.text("sapo", given)}, {"text": Value.text("sapo", given[::-1] + "x")})


def compared_as_html(given):
    rich = Value.rich("nội dung", given), Value.rich("nội dung", f"<p>một</p>{given.replace('x', 'y')}")
    compare({"body": rich[0]}, {"body": rich[1]})


def rows_renumbered(given):
    """The rows of a form, with `given` as what a row is called and says."""
    sent = QueryDict(mutable=True)
    sent.update({"rows-TOTAL_FORMS": "2", f"rows-0-{given}": given, f"rows-{given}-title": given})
    known_rows_first(sent, None, "rows", {0: 1})


def forms_merged(*bodies):
    base, mine, theirs = (Sides({"body": [body]}, []) for body in bodies)
    merge_forms(base, mine, theirs).fields({})


OF_TEXT = {
    "rows of a form": rows_renumbered,
    "words compared": compared,
    "words typed anew": lambda given: retyped(given, f"<p>{escape(given)}</p>"),
    "clean_text": text.clean_text,
    "clean_multiline": text.clean_multiline,
    "canonical": text.canonical,
    "fold": text.fold,
    "uppercase": text.uppercase,
    "detect": legacy.detect,
    "from TCVN3": lambda given: legacy.to_unicode(given, legacy.TCVN3),
    "from VNI": lambda given: legacy.to_unicode(given, legacy.VNI),
    "words counted": reading.count_words,
    "document numbers": lambda given: documents.document_numbers(given, begun=True),
    "words to index": lexemes.folded_lexemes,
    "words asked for": lambda given: _tsquery(lexemes.query_words(given), "exact", SYNONYMS),
    "abbreviations": lambda given: SYNONYMS.other_forms(lexemes.query_words(given)),
    "short forms": lambda given: list(SHORT_FORMS.find(given)),
    "words of short forms": lambda given: list(SYNONYMS.shortened(lexemes.exact_lexemes(given))),
    "highlight": lambda given: highlight.highlight(given, "a cải cách 42/2022"),
    "excerpt": lambda given: highlight.excerpt(given, "a nhà 42/2022"),
    "a long query": lambda given: highlight.highlight("cải cách 42/2022/NĐ-CP", given),
    "opening": lambda given: opening(given, 300),
    "opening of nearly all": lambda given: opening(given, len(given) - 1),
    "credit of a caption": captions.split_credit,
    "credit of a whole text": lambda given: captions.credit_of_all([given]),
    "description of a picture": captions.alt_of,
    "name in a byline": guesses.name_in,
    "signs of a font": lambda given: symbols.without_symbols(given, "Symbol", LeftOut()),
    "telephones": telephones.telephone_numbers,
    "slug": slugs.slugify,
    "signs behind an address": without_signs_behind,
    "summary in a feed": as_html,
    "title in a feed": either_way,
    "alphabet": names.alphabet_key,
    "given name": names.given_name_key,
    "initials": names.initials,
    "date": dates.parse_date,
    "byline": names_in_byline,
    "names of a byline": split_names,
    "obfuscation": obfuscation.words_of,
    "personal data": personal.find,
    "kinds": finder.find_in_body,
    "links": links.links_in,
    "host": links.host_of,
    "rules": lambda given: MATCHER.matches(name=given[:80], email="a@thu.example", body=given),
    "email of a rule": email_pattern,
    "email": lambda given: MATCHER.matches(name="A", email=given, body="b"),
    "screening": screened,
    "reference": references.submission_ids,
    "free days": read_days,
    "log line": log_lines.parse,
    "log line as an example": log_lines.without_persons,
    "target of a log line": lambda given: log_lines.parse(LOG[:54] + given),
    "browser of a log line": lambda given: log_lines.parse(LOG + given),
    "series": daily_series.read,
    "figures of a series": lambda given: daily_series.read(f"day;views\n{given}"),
    "browser": agents.read,
    "device": agents._device,
    "bot": bots.is_bot,
    "source": lambda given: sources.read(f"https://{given}", ("testserver",)),
    "language": dimensions.language,
    "address of a preview": PreviewLink.key_in,
    "file name": file_names.readable_name,
    "address of a video": read_address,
    "address of a video in code": lambda given: read_address(f"<iframe {given}"),
    "query of a video": lambda given: read_address(f"https://youtube.com/watch?{given}"),
    "length of a recording": read_length,
    "address of a link": link_addresses.read_address,
    "address without its beginning": link_addresses.bare_host,
    "addresses in a text": link_addresses.addresses_in,
    "addresses replaced in a text": lambda given: replaced_in_text(
        given.replace("a", " https://a.vn/#a"), "https://a.vn/", "/"
    ),
    "title of a page elsewhere": lambda given: fetching._says_not_found(f"<title>{given}".encode()),
}
OF_HTML = {
    "sanitiser": sanitize_html,
    "places of pictures": lambda text: picture_places.kept(text, str),
    "words of HTML": html_to_text,
    "blocks of HTML": document_of_html,
    "words of stored HTML": lambda given: html_to_text(given, is_stored=True),
    "old fonts": legacy_fonts.convert,
    "presentation": lambda given: present_body(given, explained=SHORT_FORMS),
    "presentation of words": lambda given: present_body(f"<p>{given.replace('<', '&lt;')}</p>", explained=SHORT_FORMS),
    "last look": clean_for_readers,
    "links of a text": lambda given: list(links_in_html(f"{given} href=")),
    "links replaced": lambda given: replaced_in_html(given.replace("<b", '<a href="/"'), "/", "/a/"),
    "recordings of a text": keys_in,
    "text full of videos": lambda given: present_body(given.replace("<b>", VIDEO), {"a" * 10: RECORDING}),
    "bodies compared": compared_as_html,
    "forms merged": lambda given: forms_merged(given, f"<p>một</p>{given}", given.replace("x", "y")),
    "bodies merged": lambda given: merge(given, f"<p>một</p>{given}", given.replace("x", "y")),
}

OF_SLIPS = {
    "figures": lambda document, known, _: find_figures(document, known, range(len(document.blocks))),
    "form": form.find,
    "structure": structure.find,
    "words": lambda document, known, _: proofreading_words.find(document, known, {0}),
}

FIRST_FORMS = [*FIRST, ("a", "chữ a"), ("1a", "một a"), ("A.a", "a hai lần")]
SYNONYMS, SHORT_FORMS = abbreviations.Synonyms(FIRST_FORMS), abbreviations.ShortForms(dict(FIRST_FORMS))
VIDEO = f'<figure class="video"><a href="/video/{"a" * 10}/">x</a></figure><b>'
RECORDING = Recording(key="a" * 10, kind="video", provider="youtube", code="b", title="c", transcript="d\n" * 9)

FIRST, LAST = 2_000, 32_000  # characters
MEASURABLE = 0.0005  # seconds
TIMES, LINEAR = 8, 24


@contextmanager
def without_collector():
    """Switch the garbage collector off: its work grows with all objects of the process."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def answering(work):
    """`work`, of which a refusal is an answer too."""

    def answered(given):
        with suppress(Exception):
            work(given)

    return answered


def growth(work, unit):
    """How many times as long `work` takes for eight times the text; 0 where even a long one takes no time."""
    work = answering(work)
    length, once = FIRST, repeated(unit, FIRST)
    # A first call may take long for what it prepares, so the second one counts.
    while seconds(work, once) < MEASURABLE or (best_once := seconds(work, once)) < MEASURABLE:
        length *= 2
        if length > LAST:
            return 0
        once = repeated(unit, length)
    return longer(work, lambda times: repeated(unit, times * length), TIMES, LINEAR, best_once)


def repeated(unit, length):
    return unit * (length // len(unit))


@pytest.mark.parametrize("name", OF_TEXT)
def test_work_on_words_grows_with_their_number(name):
    with without_collector():
        too_much = {unit: round(times) for unit in WORDS if (times := growth(OF_TEXT[name], unit)) > LINEAR}

    assert not too_much


@pytest.mark.parametrize("name", OF_SLIPS)
def test_work_on_slips_grows_with_the_text(name):
    def work(given):
        return list(OF_SLIPS[name](document_of_text(given), KNOWN, ()))

    with without_collector():
        too_much = {unit: round(times) for unit in WORDS + SLIPS if (times := growth(work, unit)) > LINEAR}

    assert not too_much


@pytest.mark.parametrize("name", OF_HTML)
def test_work_on_html_grows_with_its_length(name):
    with without_collector():
        too_much = {unit: round(times) for unit in HTML if (times := growth(OF_HTML[name], unit)) > LINEAR}

    assert not too_much


@pytest.mark.parametrize(
    "numbered",
    [
        lambda n: f"<p {' '.join(f'a{number}' for number in range(n))}>x",
        lambda n: "".join(f"<b id={number}>" for number in range(n)) + "<p>x" * n,
        lambda n: "<table>" + "".join(f"<b id={number}><tr><td></b>" for number in range(n)),
        lambda n: "".join(f"<html a{number}>" for number in range(n)),
        lambda n: "".join(f"<font color={number}>x</p><p>" for number in range(n)),
        lambda n: "</x>" * n + "<div>" * n,
    ],
    ids=["attributes", "formatting", "cells", "pages", "fonts", "ends first"],
)
def test_so_does_work_on_html_in_which_nothing_is_said_twice(numbered):
    with without_collector():
        times = longer(answering(sanitize_html), lambda times: numbered(2_500 * times), TIMES, LINEAR)

    assert times < LINEAR


@pytest.mark.parametrize("signs", [999, 1_499, 1_999])
def test_so_does_work_on_few_signs_far_apart(signs):
    """`signs` that nh3 writes slowly in a row, in texts of which none has a run that is worth a comment at its end."""
    with without_collector():
        times = longer(bounds.spread, lambda times: f"&{'x' * 20 * times}" * signs, TIMES, LINEAR)

    assert times < LINEAR
