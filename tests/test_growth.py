"""Work on text from outside grows with the text, never with its square.

Each function gets what is dear to functions of its kind: one sign many times, beginnings without an end, whole
documents. Lengths double until there is something to measure; then eight times as much may take eight times as long,
not 64 times.
"""

import gc
import time
import uuid
from contextlib import contextmanager, suppress

import pytest

from articles.bylines import names_in_byline, split_names
from articles.feed_text import as_html, either_way
from articles.presentation import opening, present_body
from articles.search.query import _tsquery
from cchc_portal.middleware.addresses import without_signs_behind
from comments import references
from comments.screening import checks, links, obfuscation
from comments.screening.matching import Matcher, RuleRow, email_pattern
from comments.working_time import read_days
from richtext import legacy_fonts
from richtext.sanitize import clean_for_readers, sanitize_html
from richtext.text import html_to_text
from stats.collect import agents, bots, dimensions, sources
from stats.imports import daily_series, log_lines
from uploads import names as file_names
from vietnamese import abbreviations, dates, documents, highlight, legacy, lexemes, names, slugs, telephones, text

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


OF_TEXT = {
    "clean_text": text.clean_text,
    "clean_multiline": text.clean_multiline,
    "canonical": text.canonical,
    "fold": text.fold,
    "uppercase": text.uppercase,
    "detect": legacy.detect,
    "from TCVN3": lambda given: legacy.to_unicode(given, legacy.TCVN3),
    "from VNI": lambda given: legacy.to_unicode(given, legacy.VNI),
    "document numbers": lambda given: documents.document_numbers(given, begun=True),
    "words to index": lexemes.folded_lexemes,
    "words asked for": lambda given: _tsquery(lexemes.query_words(given), "exact"),
    "abbreviations": lambda given: abbreviations.other_forms(lexemes.query_words(given)),
    "highlight": lambda given: highlight.highlight(given, "a cải cách 42/2022"),
    "excerpt": lambda given: highlight.excerpt(given, "a nhà 42/2022"),
    "a long query": lambda given: highlight.highlight("cải cách 42/2022/NĐ-CP", given),
    "opening": lambda given: opening(given, 300),
    "opening of nearly all": lambda given: opening(given, len(given) - 1),
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
    "file name": file_names.readable_name,
}
OF_HTML = {
    "sanitiser": sanitize_html,
    "words of HTML": html_to_text,
    "words of stored HTML": lambda given: html_to_text(given, is_stored=True),
    "old fonts": legacy_fonts.convert,
    "presentation": present_body,
    "presentation of words": lambda given: present_body(f"<p>{given.replace('<', '&lt;')}</p>"),
    "last look": clean_for_readers,
}

FIRST, LAST = 2_000, 32_000  # characters
MEASURABLE = 0.002  # seconds
TIMES, LINEAR = 8, 24


@contextmanager
def without_collector():
    """Switch the garbage collector off: its work grows with all objects of the process."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def seconds(work, given):
    begin = time.thread_time()
    with suppress(Exception):  # a refusal is an answer
        work(given)
    return time.thread_time() - begin


def growth(work, unit):
    """How many times as long `work` takes for eight times the text; 0 where even a long one takes no time.

    Measures again, three times at most, when the result is too high: other work may have disturbed it.
    """
    length = FIRST
    while seconds(work, repeated(unit, length)) < MEASURABLE:
        length *= 2
        if length > LAST:
            return 0
    once, more = repeated(unit, length), repeated(unit, TIMES * length)
    best_once, best_more = seconds(work, once), seconds(work, more)
    for _ in range(3):
        if best_more < LINEAR * best_once:
            break
        best_once, best_more = min(best_once, seconds(work, once)), min(best_more, seconds(work, more))
    return best_more / best_once


def repeated(unit, length):
    return unit * (length // len(unit))


@pytest.mark.parametrize("name", OF_TEXT)
def test_work_on_words_grows_with_their_number(name):
    with without_collector():
        too_much = {unit: round(times) for unit in WORDS if (times := growth(OF_TEXT[name], unit)) > LINEAR}

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
        few, many = numbered(2_500), numbered(20_000)
        times = min(seconds(sanitize_html, many) for _ in range(2)) / max(seconds(sanitize_html, few), 0.0005)

    assert times < LINEAR


def square(given):
    return sum(given.count("b", place) for place in range(len(given)))


def line(given):
    return [letter.upper() for letter in given]


def test_a_square_is_seen_and_a_line_is_none():
    with without_collector():
        assert growth(square, "a") > LINEAR
        assert growth(line, "a") < LINEAR
