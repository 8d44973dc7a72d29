"""A portal with everything on it, and visitors to look at it."""

from datetime import timedelta

import pytest
from django.core.files import File
from django.utils import timezone

from articles.models import Attachment, Page, Tag
from sample.source import document_path
from tests.comments.factories import make_comment
from tests.factories import make_article, make_category, make_event, make_image, make_site

BODY = """
<p>Thực hiện Nghị quyết 18-NQ/TU, bộ phận một cửa theo cơ chế CCHC mới trả kết quả trong buổi.</p>
<h2>Ba quầy, quầy nào cũng nhận</h2>
<figure><img src="{picture}" alt="Ba quầy tiếp dân" width="1280" height="720">
<figcaption>Ba quầy sáng 20/11. Ảnh: Thùy Nhung</figcaption></figure>
<blockquote><p>Chúng tôi chỉ bỏ đi những quãng chờ không cần thiết.</p></blockquote>
<table><caption>Kết quả theo lĩnh vực</caption><thead><tr><th scope="col">Lĩnh vực</th><th scope="col">Hồ sơ</th></tr>
</thead><tbody><tr><th scope="row">Hộ tịch</th><td>4.212</td></tr></tbody></table>
<ul><li>mở thêm buổi sáng thứ Bảy;</li><li>đặt bàn viết thấp<sup class="note">1</sup>.</li></ul>
<div class="notes"><ol><li>Theo Kế hoạch 55/KH-UBND.</li></ol></div>
"""


@pytest.fixture
def visitor(open_window):
    """Opens the window of a new visitor; what the policy of a page forbids fails the test.

    `options` are those of `open_window`.
    """
    forbidden = []

    def listen(message):
        if "Content Security" in message.text:
            forbidden.append(message.text)

    def open_window_of_visitor(**options):
        page = open_window(**options)
        page.on("console", listen)
        return page

    yield open_window_of_visitor
    assert not forbidden, f"the policy forbids: {forbidden}"


@pytest.fixture
def portal():
    """The site with articles in two categories; the newest has a table, pictures, attachments, tags and comments."""
    make_site(standing_body="Sở Nội vụ tỉnh Sông Lam")
    parent = make_category("Thủ tục hành chính", slug="thu-tuc-hanh-chinh", description="Tin về thủ tục.")
    child = make_category("Một cửa", slug="mot-cua", parent=parent)
    event, picture, cover = make_event(place="Nhà văn hóa xã Tân Phong"), make_image(), make_image()
    tags = [Tag.objects.create(name=name) for name in ("một cửa", "hộ tịch")]
    for day in range(14, 0, -1):
        make_article(category=parent, cover=cover, published_at=timezone.now() - timedelta(days=day), tags=tags)
    article = make_article(
        title="Sáng nộp, trưa nhận: xã Tân Phong trả kết quả ngay 38 thủ tục",
        body=BODY.format(picture=picture.url),
        category=child,
        cover=picture,
        cover_caption="Quầy số 1",
        event=event,
        source="Ban Biên tập",
        tags=tags,
    )
    with document_path("Phiếu góp ý dự thảo", "docx").open("rb") as file:
        Attachment.objects.create(article=article, title="Phiếu góp ý", file=File(file, "phieu.docx"))
    root = make_comment(article)
    make_comment(article, parent=root, name="UBND xã Tân Phong", is_official=True, sender_key=None)
    Page.objects.create(title="Giới thiệu", slug="gioi-thieu", body="<p>Về chúng tôi</p>", is_published=True)
    return article
