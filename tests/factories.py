"""People, articles and pictures for tests: functions with defaults, one row each."""

import io
from datetime import timedelta
from itertools import count

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image as Pillow

from articles import glossary
from articles.migrations._first_abbreviations import first_abbreviations
from articles.models import Abbreviation, Article, Category, Event
from layout.models import SiteSettings
from uploads.images import store_image

_numbers = count(1)

WRITER, EDITOR, MODERATOR, WEBMASTER = "Phóng viên", "Biên tập viên", "Kiểm duyệt viên", "Quản trị web"


def make_user(role=None, *, username=None, **fields):
    """A staff user with `role` (see accounts.roles), or with no role."""
    username = username or f"user{next(_numbers)}"
    user = get_user_model().objects.create_user(username, password="a long password", is_staff=True, **fields)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def make_category(name="Thủ tục hành chính", **fields):
    number = next(_numbers)
    return Category.objects.create(name=name, slug=fields.pop("slug", f"chuyen-muc-{number}"), **fields)


def make_article(**fields):
    """An article that readers see since an hour ago, unless `fields` say otherwise."""
    fields.setdefault("title", f"Xã Tân Phong trả kết quả ngay, bài {next(_numbers)}")
    fields.setdefault("summary", "Bộ phận một cửa trả kết quả trong buổi.")
    fields.setdefault("body", "<p>Người dân không phải đi lại lần thứ hai.</p>")
    fields.setdefault("byline", "Thùy Nhung")
    fields.setdefault("status", Article.Status.PUBLISHED)
    fields.setdefault("published_at", timezone.now() - timedelta(hours=1))
    tags = fields.pop("tags", [])
    if "category" not in fields:
        fields["category"] = Category.objects.first() or make_category()
    article = Article.objects.create(**fields)
    article.tags.set(tags)
    return article


def make_glossary(*readings):
    """Rows of the glossary, each (short, long) or {field: value}; those of a new portal, if none are given."""
    rows = readings or [
        {"short": short, "long": long, "explains": explains} for short, long, explains in first_abbreviations()
    ]
    fields = [row if isinstance(row, dict) else dict(zip(("short", "long"), row, strict=True)) for row in rows]
    made = Abbreviation.objects.bulk_create(Abbreviation(**row) for row in fields)
    glossary.expire()
    glossary.current()  # as a process that has been answering for a while
    return made


def make_event(name="Ngày hội Công dân số", **fields):
    fields.setdefault("starts_at", timezone.now() + timedelta(days=2))
    fields.setdefault("slug", f"su-kien-{next(_numbers)}")
    return Event.objects.create(name=name, **fields)


def picture_file(width=800, height=450, colour="firebrick", kind="JPEG", name="anh.jpg"):
    """The bytes of a real picture, as an uploaded file has them."""
    buffer = io.BytesIO()
    Pillow.new("RGB", (width, height), colour).save(buffer, kind)
    return ContentFile(buffer.getvalue(), name=name)


def make_image(**fields):
    """A picture of the library; each call makes another one."""
    colour = f"#{next(_numbers) % 0xFFFFFF:06x}"
    fields.setdefault("alt", "Ba cán bộ tiếp dân tại bộ phận một cửa")
    fields.setdefault("credit", "Ảnh: Thùy Nhung")
    return store_image(picture_file(colour=colour, kind="PNG"), **fields)  # JPEG makes near colours equal


def make_site(**fields):
    """The identity that every page shows."""
    defaults = {
        "name": "Trang tin Cải cách hành chính",
        "agency": "Ủy ban nhân dân tỉnh Sông Lam",
        "description": "Tin tức về cải cách hành chính.",
        "responsible": "Bà Trần Thị Minh Hòa",
        "address": "Số 18, đường Bến Lam",
        "phone": "0200 000 018",
        "email": "banbientap@songlam.example",
        "copyright": "© UBND tỉnh Sông Lam",
    }
    return SiteSettings.objects.create(**defaults | fields)
