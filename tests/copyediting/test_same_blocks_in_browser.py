"""The page makes the same blocks of the editor's tree as the server makes of stored HTML."""

import re

import pytest

from proofreading.document import Kind
from proofreading.html import document_of_html
from richtext.sanitize import sanitize_html
from sample.source import read_articles
from tests.newsroom.forms_in_admin import ADD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
READ = """async (bodies) => {
  const { readText } = await import("/static/copyediting/document.js");
  const { toPoints } = await import("/static/copyediting/points.js");
  const editor = CKEDITOR.instances.id_body;
  const all = [];
  for (const html of bodies) {
    await new Promise((callback) => editor.setData(html, { callback }));
    const { blocks, pictures, tablesWithHeadings } = readText(editor.editable().$);
    all.push({
      blocks: blocks.map(({ kind, text, level, table, cell, links, skipped, bold }) => ({
        kind, text, level, table, cell, bold,
        links: links.map(([start, end, address]) => [toPoints(text, start), toPoints(text, end), address]),
        skipped: skipped.map((stretch) => stretch.map((place) => toPoints(text, place))),
      })),
      pictures: pictures.map(({ address, alt, block }) => ({ address, alt, block })),
      tablesWithHeadings,
    });
  }
  return all;
}"""
RARE = [
    "<p>một<strong>cửa</strong> <em>số</em> 1</p>",
    "<p><strong>Cả</strong> <strong><em>đoạn</em></strong></p><h3><strong>mục</strong></h3>",
    "<p>trên<br>dưới</p><p>   </p><p>&nbsp;</p><p>m<sup>2</sup>, H<sub>2</sub>O &amp; &lt;b&gt;</p>",
    '<p>Xem <a href="/bai-viet/a-1/">tại <em>đây</em></a> và <a href="https://b.vn/?a=1&amp;b=2">kia</a>.</p>',
    '<p>😀 Lệnh <code>make run</code>, <span lang="en">one door</span>, <abbr title="Hội đồng">HĐND</abbr> họp.</p>',
    '<p>Theo kế hoạch<sup class="note">1</sup>.</p><div class="notes"><ol><li>Kế hoạch 55.</li></ol></div>',
    "<ul><li>một<ul><li>hai</li></ul></li><li>ba</li></ul>",
    "<blockquote><p>Lời.</p><footer>Ông Hòa</footer></blockquote>",
    "<pre>a\n  b\tc</pre><h2>Đề mục</h2><h3>Mục <em>nhỏ</em></h3><hr><p>Hết.</p>",
    '<table><caption>Kết quả</caption><thead><tr><th scope="col" colspan="2">Lĩnh vực</th><th>Hồ sơ</th></tr>'
    '</thead><tbody><tr><th scope="row">Hộ tịch</th><td>4.212</td><td>7</td></tr>'
    "<tr><td>a</td><td>b</td><td>c</td></tr>"
    "</tbody></table><table><tbody><tr><td>x</td></tr></tbody></table>",
    '<figure class="image"><img src="/media/anh/a.webp" alt="Ba quầy" width="1" height="1"><figcaption>Quầy số 1 '
    '<span class="credit">Ảnh: Nhung</span></figcaption></figure><p>Sau ảnh.</p>',
    '<div class="gallery"><figure class="image"><img src="/media/anh/a.webp" alt="Một" width="1" height="1">'
    '<figcaption>A</figcaption></figure><figure class="image"><img src="/media/anh/b.webp" alt="Hai" width="1" '
    'height="1"><figcaption>B</figcaption></figure></div><p>Sau bộ ảnh.</p>',
    '<figure class="video"><a href="/video/abcdefghij/">Phim</a><figcaption>Lời phim</figcaption></figure>'
    '<p class="audio"><a href="/am-thanh/abcdefghij/">Tiếng</a></p><p>Hết.</p>',
    "",
]  # fmt: skip


TIMED = """async () => {
  const { Timing } = await import("/static/copyediting/timing.js");
  const waits = [];
  const { setTimeout } = window;
  window.setTimeout = (work, wait) => waits.push(wait);
  const timing = new Timing(async () => "done");
  for (const what of ["changed", "left", "changed"]) timing[what]();
  window.setTimeout = setTimeout;
  return waits;
}"""
SAMPLE = [
    re.sub(r'data-sample="([\w-]+)"', r'src="/media/anh/\1.webp" width="1280" height="720"', article["body"])
    for article in read_articles()
]


def read_by_server(html):
    document = document_of_html(html)
    assert all(block.kind != Kind.FIELD for block in document.blocks)
    return {
        "blocks": [
            {
                "kind": block.kind.value,
                "text": block.text,
                "level": block.level,
                "table": block.table,
                "cell": block.cell and list(block.cell),
                "bold": block.is_bold,
                "links": [[link.start, link.end, link.address] for link in block.links],
                "skipped": [list(stretch) for stretch in block.skipped],
            }
            for block in document.blocks
        ],
        "pictures": [
            {"address": picture.address, "alt": picture.alt, "block": picture.block} for picture in document.pictures
        ],
        "tablesWithHeadings": sorted(document.tables_with_headings),
    }


def test_the_page_reads_the_blocks_that_the_server_reads(writing):
    page, _ = writing(ADD)
    bodies = [sanitize_html(html) for html in [*RARE, *SAMPLE]]

    read = page.evaluate(READ, bodies)

    quiet, soon = page.evaluate(TIMED)  # what is told after a paragraph is left puts nothing off
    assert soon < quiet
    for html, by_page in zip(bodies, read, strict=True):
        by_page["tablesWithHeadings"].sort()
        assert by_page == read_by_server(html), html[:300]
