"""The sample content: a portal of an invented province, written and drawn for this project.

`articles/NN-*.html` hold an article each (TOML between `+++` lines, then HTML); `site.toml` everything else;
`pictures/` the drawings; `files/` the documents offered for download. Moments are relative to the loading, so that the
portal is as fresh as on the day it was written.
"""

import random
import re
import tomllib
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from articles.models import Article, Attachment, Author, Category, Event, Page, Tag, Transition
from layout.models import Banner, Indicator, Link, Site
from uploads.images import store_image
from vietnamese.slugs import slugify

FOLDER = Path(__file__).parent
CREDIT = "Minh họa: Ban Biên tập"
STAFF = {
    "phongvien": ("Phóng viên", "Thùy Nhung", "Nguyễn", "Thùy Nhung"),
    "bientap": ("Biên tập viên", "Minh Hòa", "Trần Thị", "Minh Hòa"),
    "kiemduyet": ("Kiểm duyệt viên", "Ngọc Ánh", "Lê", "Ngọc Ánh"),
    "quantri": ("Quản trị web", "Hoàng Phúc", "Phạm", "Hoàng Phúc"),
}


@transaction.atomic
def load(password=None):
    """Fill an empty portal. `password` opens the four staff accounts (none: they cannot sign in). Returns the articles."""
    loader = _Loader(now=timezone.now(), staff=_load_staff(password))
    return loader.load()


def _load_staff(password):
    staff = {}
    for username, (role, pen_name, last_name, first_name) in STAFF.items():
        user = get_user_model()(
            username=username, pen_name=pen_name, last_name=last_name, first_name=first_name, is_staff=True
        )
        user.set_password(password)
        user.save()
        user.groups.add(Group.objects.get(name=role))
        staff[username] = user
    return staff


def _read_article(path):
    """The front matter and the body of one file, with its number as `number`."""
    _, head, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    return {**tomllib.loads(head), "number": int(path.name[:2]), "body": body}


@dataclass
class _Loader:
    now: object
    staff: dict

    def load(self):
        self.site = tomllib.loads((FOLDER / "site.toml").read_text(encoding="utf-8"))
        self.pictures = {}
        self._load_taxonomy()
        self._load_pages()
        self._load_layout()
        written = sorted((FOLDER / "articles").glob("*.html"), reverse=True)
        return {row["number"]: self._load_article(row) for row in map(_read_article, written)}

    def _ago(self, days):
        return self.now - timedelta(days=days)

    def picture(self, key, alt=""):
        """The library's picture for `key`, stored on first use with `alt` as its description."""
        if key not in self.pictures:
            with (FOLDER / "pictures" / f"{key}.webp").open("rb") as file:
                self.pictures[key] = store_image(
                    File(file), alt=alt or key, credit=CREDIT, by=self.staff["phongvien"]
                )
        return self.pictures[key]

    def _load_taxonomy(self):
        self.categories = {}
        for position, row in enumerate(self.site["category"]):
            parent = self.categories.get(row.get("parent", ""))
            self.categories[row["slug"]] = Category.objects.create(
                slug=row["slug"], name=row["name"], description=row["description"], parent=parent, position=position
            )
        for row in self.site["author"]:
            Author.objects.create(name=row["name"], bio=row["bio"])
        self.events = {row["slug"]: self._load_event(row) for row in self.site["event"]}

    def _load_event(self, row):
        day = timezone.localtime(self.now + timedelta(days=row["days_from_now"]))
        starts_at = day.replace(hour=int(row.get("hour", 8)), minute=int(row.get("minute", 0)), second=0, microsecond=0)
        return Event.objects.create(
            slug=row["slug"],
            name=row["name"],
            summary=row["summary"],
            picture=self.picture(row["picture"], row["name"]),
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=row.get("hours", 3)),
            place=row["place"],
            is_cancelled=row.get("cancelled", False),
        )

    def _load_pages(self):
        for row in self.site["page"]:
            Page.objects.create(slug=row["slug"], title=row["title"], body=row["body"])

    def _load_layout(self):
        names = {field.name for field in Site._meta.fields}
        Site.objects.create(
            **{name: value for name, value in self.site["site"].items() if name in names},
            indicators_source=self.site["indicators"]["source"],
        )
        for position, row in enumerate(self.site["link"]):
            Link.objects.create(position=position, **row)
        for position, row in enumerate(self.site["indicator"]):
            Indicator.objects.create(position=position, **row)
        for position, row in enumerate(self.site["banner"]):
            narrow = row.get("narrow_picture")
            Banner.objects.create(
                place=row["position"],
                label=row["label"],
                url=row["url"],
                position=position,
                image=self.picture(row["picture"], row["alt"]),
                narrow_image=self.picture(narrow, row["alt"]) if narrow else None,
                starts_at=self._ago(30),
            )

    def _load_article(self, row):
        published_at = self._ago(row["days_ago"])
        is_shown = row["status"] in ("published", "withdrawn")
        article = Article(
            title=row["title"],
            summary=row["summary"],
            body=self._with_pictures(row["body"]),
            category=self.categories[row["category"]],
            event=self.events.get(row.get("event")),
            cover=self.picture(row["cover"], row["cover_alt"]),
            cover_caption=row["cover_caption"],
            byline=row["byline"],
            source=row["source"],
            status=row["status"],
            published_at=published_at if is_shown else None,
            expires_at=self._ago(row["expires_days_ago"]) if "expires_days_ago" in row else None,
            is_featured=row.get("featured", False),
            in_ticker=row.get("ticker", False),
            created_by=self.staff["phongvien"],
            saved_by=self.staff["bientap"],
        )
        article.save()
        article.tags.set([self._tag(name) for name in row["tags"]])
        self._attach(article, row.get("attachments", []))
        self._record_steps(article, published_at)
        return article

    def _tag(self, name):
        tag, _ = Tag.objects.get_or_create(slug=slugify(name), defaults={"name": name})
        return tag

    def _with_pictures(self, body):
        def put(match):
            picture = self.picture(match["key"], match["alt"])
            return f'<img src="{picture.url}" alt="{match["alt"]}" width="{picture.width}" height="{picture.height}">'

        return re.sub(r'<img data-sample="(?P<key>[\w-]+)" alt="(?P<alt>[^"]*)">', put, body)

    def _attach(self, article, rows):
        for position, row in enumerate(rows):
            path = FOLDER / "files" / f"{slugify(row['title'])}.{row['kind']}"
            with path.open("rb") as file:
                attachment = Attachment(article=article, title=row["title"], position=position)
                attachment.file.save(path.name, File(file), save=False)
                attachment.save()

    def _record_steps(self, article, published_at):
        writer, editor = self.staff["phongvien"], self.staff["bientap"]
        before = min(published_at, self.now)
        draft, review, published, withdrawn = Article.Status
        steps = {
            draft: [],
            review: [(0.1, writer, draft, review, "")],
            published: [(0.2, writer, draft, review, ""), (0.1, editor, review, published, "")],
            withdrawn: [
                (0.2, writer, draft, review, ""),
                (0.1, editor, review, published, ""),
                (-0.5, editor, published, withdrawn, "Số liệu trong bài cần kiểm tra lại với đơn vị cung cấp."),
            ],
        }
        for days, by, source, target, note in steps[article.status]:
            at = before - timedelta(days=days)
            Transition.objects.create(article=article, at=at, by=by, from_status=source, to_status=target, note=note)
