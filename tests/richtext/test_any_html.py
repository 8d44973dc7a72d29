"""Whatever HTML comes in, cleaning ends and is done, and a browser finds only what the allow-list has.

html5lib reads as browsers do: it repairs nesting, moves what stands in the wrong place of a table, closes paragraphs.
"""

import re
from functools import partial

import html5lib
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles import presentation
from articles.migrations._first_abbreviations import FIRST
from richtext import policy
from richtext.bounds import bounded
from richtext.sanitize import clean_for_desk, clean_for_readers, sanitize_html
from vietnamese.abbreviations import ShortForms

from .hostile import VECTORS

present_body = partial(presentation.present_body, explained=ShortForms(dict(FIRST)))

ALWAYS_THE_SAME = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=80,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
OTHER_TAGS = [
    "h1",
    "font",
    "section",
    "center",
    "dl",
    "dd",
    "o:p",
    "x",
    "svg",
    "math",
    "mtext",
    "style",
    "script",
    "title",
    "textarea",
    "noscript",
    "template",
    "select",
    "option",
    "button",
    "form",
    "object",
    "iframe",
    "plaintext",
    "xmp",
    "meta",
    "body",
    "html",
    "nobr",
    "marquee",
    "frameset",
    "foreignObject",
    "annotation-xml",
    "mglyph",
]
ATTRIBUTES = [
    "",
    ' href="/x"',
    ' href="javascript:ran()"',
    " onclick=ran()",
    ' src="/media/a.webp" width=900',
    " src=x onerror=ran()",
    ' title="</p><script>ran()</script>"',
    " style='text-align:center'",
    " align=right",
    ' class="pair image right x"',
    ' class="gallery"',
    " data-gallery role=group",
    ' class="notes pair"',
    " class=note start=2",
    " colspan=2",
    ' id="a" name="b"',
    " hx-get=/quan-tri/ hx-trigger=load",
    " data-hx-get=/quan-tri/",
    " x-data x-init=ran()",
    ' data-print data-listen="body"',
    " http-equiv=refresh content=0;url=/x",
    ' srcset="/x 1x"',
    ' role="alert"',
    " a=\"'",
    "/",
]
WORDS = [
    "chữ ",
    "1",
    "UBND ",
    "42/2022/NĐ-CP ",
    "a < b > c & d ",
    "&lt;script&gt;ran()&lt;/script&gt;",
    "&amp;lt;b&amp;gt;",
    "\n",
    " ",
    "&nbsp;",
    "\xad",
    "ph\xad\xac",
    "e\u0301",
    "\u202e",
    "\0",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<!x",
    "<?x",
    "</",
    "<",
    '">',
]
TAGS = sorted(policy.TAGS) + OTHER_TAGS

starts = st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES))
ends = st.sampled_from(TAGS).map("</{}>".format)
pieces = st.one_of(starts, ends, st.sampled_from(WORDS), st.sampled_from(VECTORS))
documents = st.lists(pieces, max_size=60).map("".join)
deep_documents = st.builds(
    lambda towers, middle: "".join(tower * times for tower, times in towers) + middle,
    st.lists(st.tuples(st.lists(starts, min_size=1, max_size=3).map("".join), st.integers(1, 70)), max_size=4),
    documents,
)


def of_a_browser(html):
    """[(tag, attributes)] of what a page has that holds `html`; foreign tags with their namespace."""
    tree = html5lib.parseFragment(html, treebuilder="lxml", container="div", namespaceHTMLElements=False)
    roots = [node for node in tree if not isinstance(node, str)]
    return [(str(node.tag), dict(node.attrib)) for root in roots for node in root.iter()]


def scheme_of(address):
    """What a browser takes for the scheme of `address`, in small letters; "" of a relative one."""
    read = re.sub("[\t\n\r]", "", address).lstrip("".join(map(chr, range(33))))
    found = re.match("([a-z][a-z0-9+.-]*):", read, re.IGNORECASE)
    return found[1].lower() if found else ""


@pytest.mark.parametrize(
    ("address", "scheme"),
    [("\x01 jAva\nscript:ran()", "javascript"), ("data:x", "data"), ("%01javascript:ran()", ""), ("/a:b", "")],
)
def test_a_scheme_is_read_as_browsers_read_it(address, scheme):
    assert scheme_of(address) == scheme


def assert_within(html, more_attributes, more_classes, more_tags=frozenset()):
    for tag, attributes in of_a_browser(html):
        assert tag in policy.TAGS | more_tags, html
        allowed = policy.ATTRIBUTES.get(tag, set()) | policy.ATTRIBUTES_EVERYWHERE | {"class"}
        assert attributes.keys() <= allowed | more_attributes.get(tag, set()), html
        classes = policy.CLASSES.get(tag, set()) | more_classes.get(tag, set())
        assert set(attributes.get("class", "").split()) <= classes, html
        for name in {"href", "src"} & attributes.keys():
            assert scheme_of(attributes[name]) in {"", "http", "https", "mailto", "tel"}, html
        assert "javascript" not in attributes.get("srcset", "").lower(), html
        assert attributes.get("src", "/media/").startswith("/media/"), html


def assert_is_done_and_safe(html):
    cleaned = sanitize_html(html)
    presented = str(present_body(cleaned))

    assert sanitize_html(cleaned) == cleaned
    assert_within(cleaned, {"a": {"rel"}}, {})
    assert_within(presented, policy.SHOWN_ATTRIBUTES, policy.SHOWN_CLASSES, policy.SHOWN_TAGS)


@ALWAYS_THE_SAME
@given(documents)
@example("<p>a<table><tr><td></p><script>ran()</script>")
@example("".join(VECTORS))
def test_any_text_is_clean_after_one_time_and_stays_so(html):
    assert_is_done_and_safe(html)


@ALWAYS_THE_SAME
@given(deep_documents)
@example("<ul><li>" * 39 + "<table><tr><td><blockquote><p>a<h2>b")
@example("<b><i>" * 30 + "<p>a</b>b</i>" * 30)
def test_so_is_a_text_that_nests_deep(html):
    assert_is_done_and_safe(html)


@ALWAYS_THE_SAME
@given(documents)
@example('&lt;img src=x onerror="ran()"&gt;')
@example("&lt;script&gt;ran()&lt;/script&gt;<p>a</p>")
@example("<meta http-equiv=refresh content='0;url=/quan-tri/'>")
def test_readers_get_nothing_else_even_of_a_stored_text_that_nobody_cleaned(html):
    """The text came into the table by SQL, or from a backup of another program."""
    assert_within(str(present_body(html)), policy.SHOWN_ATTRIBUTES, policy.SHOWN_CLASSES, policy.SHOWN_TAGS)


@pytest.mark.parametrize("words", ["&lt;img src=x onerror=ran()&gt;", "a &lt;b&gt; &amp;lt;b&amp;gt;", "1 < 2"])
def test_words_before_the_first_element_stay_words(words):
    page = str(present_body(words))

    assert of_a_browser(page) == []
    assert html5lib.parseFragment(page, treebuilder="lxml")[0] == html5lib.parseFragment(words, treebuilder="lxml")[0]


@ALWAYS_THE_SAME
@given(documents)
def test_what_is_presented_is_done_too(html):
    presented = str(present_body(sanitize_html(html)))

    assert clean_for_readers(presented) == presented


@ALWAYS_THE_SAME
@given(documents)
def test_bounding_leaves_no_comment_and_keeps_all_that_a_parser_keeps(html):
    text = bounded(html)

    assert "<!" not in text
    assert "<?" not in text
    assert bounded(text) == text


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>",
        "<p onclick=x>a",
        "<p><svg>",
        "<a href='javascript:x'>",
        "<p hx-get=/x>",
        "<p class=x>",
        "<img src=/x>",
    ],
)
def test_what_is_not_allowed_is_seen(html):
    with pytest.raises(AssertionError):
        assert_within(html, policy.SHOWN_ATTRIBUTES, policy.SHOWN_CLASSES, policy.SHOWN_TAGS)


def test_the_desk_tells_capitals_from_small_letters_in_a_list():
    for kind in "aAiI1":
        for attributes in (f'type="{kind}"', f'start="3" type="{kind}"'):
            html = clean_for_desk(f"<ol {attributes}><li>một</li></ol>")
            assert (f' data-kind="{kind}"' in html) == (kind in "AI"), html
            assert html.replace(f' data-kind="{kind}"', "") == clean_for_readers(f"<ol {attributes}><li>một</li></ol>")
    assert clean_for_desk('<p>&lt;ol type="A"&gt;</p>') == '<p>&lt;ol type="A"&gt;</p>'
