"""What stands around the place of a paste: headings go on below the one above, footnotes count on."""

import pytest

from richtext.sanitize import sanitize_html

pytestmark = pytest.mark.browser
NOTE = (
    "<html xmlns:w='urn:schemas-microsoft-com:office:word'><body><p class=MsoNormal>{0}<a href='#_ftn1'>[1]</a></p>"
    "<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href='#_ftnref1'>[1]</a> của {0}</p></div>"
)
READ = """async ([html, options]) => {
  const { translate } = await import("/static/richtext/clipboard/index.js");
  const { allowedContent: allowed } = CKEDITOR.instances.id_body.config;
  return translate(html, { allowed, ...options }).html;
}"""


@pytest.mark.parametrize(
    ("html", "above", "tags"),
    [
        ("<h1>a</h1><h2>b</h2>", 1, ["h2", "h3"]),  # a page with its title
        ("<h2>a</h2><h3>b</h3>", 1, ["h2", "h3"]),  # and without
        ("<h3>a</h3><h3>b</h3><h2>c</h2>", 1, ["h2", "h2", "h2"]),
        ("<h2>a</h2><h6>b</h6><h6>c</h6>", 2, ["h2", "h3", "h3"]),
        ("<p class=MsoNormal>x</p><h2>a</h2><h3>b</h3>", 1, ["h2", "h3"]),  # of Word: the second level, cut out
        ("<p class=MsoNormal>x</p><h2>a</h2><h3>b</h3>", 2, ["h3", "h4"]),  # below a heading it keeps its own
        ("<p class=MsoNormal>x</p><h3>a</h3>", 2, ["h3"]),
        ("<p class=MsoNormal>x</p><h1>a</h1>", 4, ["h2"]),
    ],
)
def test_headings_go_on_from_the_one_above_without_leaving_a_level_out(editor, html, above, tags):
    assert editor.page.evaluate(READ, [html, {"above": above}]).count("<h") == len(tags)
    found = editor.page.evaluate(READ, [html, {"above": above}])
    assert [part[:2] for part in found.split("<") if part[:1] == "h"] == tags


def test_footnotes_of_a_second_paste_count_on(editor):
    first = editor.page.evaluate(READ, [NOTE.format("a"), {}])
    second = editor.page.evaluate(READ, [NOTE.format("b"), {"notesBefore": 1}])

    stored = sanitize_html(first.replace("</p>", f"</p>{second}", 1))

    assert stored == (
        '<p>a<sup class="note">1</sup></p>\n<p>b<sup class="note">2</sup></p>\n'
        '<div class="notes"><ol><li>của a</li><li>của b</li></ol></div>'
    )


def test_the_editor_shows_each_kind_of_list_as_readers_see_it(editor):
    kinds = "".join(f"<ol type={kind}><li>x</li></ol><p>y</p>" for kind in "1aAiI")

    pasted, _ = editor.paste(kinds)

    shown = "[...CKEDITOR.instances.id_body.editable().$.querySelectorAll('ol')].map(KIND)".replace(
        "KIND", "(list) => getComputedStyle(list).listStyleType"
    )
    assert editor.page.evaluate(shown) == ["decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman"]
    assert "data-cke" not in pasted
    assert [part[0] for part in pasted.split('type="')[1:]] == list("aAiI")
