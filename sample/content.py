"""Categories, articles, events, pages, menus and banners of the sample portal."""

import html
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.files import File
from django.utils import timezone

from articles.models import Article, Attachment, Author, Category, Event, Page, Tag, Transition
from layout.models import Banner, Indicator, Link, SiteSettings
from uploads.images import store_image
from vietnamese.slugs import slugify

from .source import document_path, picture_path

CREDIT = "Minh họa: Ban Biên tập"
DRAFT, REVIEW, PUBLISHED, WITHDRAWN = Article.Status
REASON_OF_WITHDRAWAL = "Số liệu trong bài cần kiểm tra lại với đơn vị cung cấp."


@dataclass
class Content:
    """Writes the rows. `site` is what `site.toml` says, `now` the moment to which all ages are relative."""

    site: dict
    staff: dict
    now: datetime
    pictures: dict = field(default_factory=dict)

    def load(self, rows):
        """Everything, with an article for each of `rows`; returns the articles by their number."""
        self.descriptions = {row["cover"]: row["cover_alt"] for row in rows}
        self._load_taxonomy()
        self._load_pages()
        self._load_layout()
        return {row["number"]: self._load_article(row) for row in rows}

    def _ago(self, days):
        return self.now - timedelta(days=days)

    def _picture(self, key, alt):
        """The library's picture for `key`, stored on first use; described by the article that it opens, else `alt`."""
        alt = self.descriptions.get(key, alt)
        if key not in self.pictures:
            with picture_path(key).open("rb") as file:
                self.pictures[key] = store_image(File(file), alt=alt, credit=CREDIT, by=self.staff["phongvien"])
        return self.pictures[key]

    def _load_taxonomy(self):
        self.categories = {}
        for position, row in enumerate(self.site["category"]):
            self.categories[row["slug"]] = Category.objects.create(
                slug=row["slug"],
                name=row["name"],
                description=row["description"],
                parent=self.categories.get(row.get("parent")),
                position=position,
            )
        for row in self.site["author"]:
            Author.objects.create(name=row["name"], bio=row["bio"])
        self.events = {row["slug"]: self._load_event(row) for row in self.site["event"]}

    def _load_event(self, row):
        day = timezone.localtime(self.now + timedelta(days=row["days_from_now"]))
        starts_at = day.replace(hour=row.get("hour", 8), minute=row.get("minute", 0), second=0, microsecond=0)
        return Event.objects.create(
            slug=row["slug"],
            name=row["name"],
            summary=row["summary"],
            picture=self._picture(row["picture"], row["name"]),
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=row.get("hours", 3)),
            place=row["place"],
            status=Event.Status.POSTPONED if row.get("postponed") else Event.Status.SCHEDULED,
        )

    def _load_pages(self):
        for row in self.site["page"]:
            Page.objects.create(slug=row["slug"], title=row["title"], body=row["body"])

    def _load_layout(self):
        SiteSettings.objects.create(**self.site["site"], indicators_source=self.site["indicators"]["source"])
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
                image=self._picture(row["picture"], row["alt"]),
                narrow_image=self._picture(narrow, row["alt"]) if narrow else None,
                starts_at=self._ago(30),
            )

    def _published_at(self, row):
        """The moment so many days ago as `row` says; except today, the hour is moved into the working day."""
        moment = timezone.localtime(self._ago(row["days_ago"]))
        if moment.date() == timezone.localtime(self.now).date():
            return moment
        part = (moment.hour * 60 + moment.minute) / (24 * 60)
        return moment.replace(hour=6, minute=30, second=0, microsecond=0) + timedelta(minutes=round(part * 15 * 60))

    def _load_article(self, row):
        published_at = self._published_at(row)
        is_dated = row["status"] in (PUBLISHED, WITHDRAWN)
        article = Article.objects.create(
            title=row["title"],
            summary=row["summary"],
            body=self._with_pictures(row["body"]),
            category=self.categories[row["category"]],
            event=self.events.get(row.get("event")),
            cover=self._picture(row["cover"], row["cover_alt"]),
            cover_caption=row["cover_caption"],
            byline=row["byline"],
            source=row["source"],
            status=row["status"],
            published_at=published_at if is_dated else None,
            expires_at=self._ago(row["expires_days_ago"]) if "expires_days_ago" in row else None,
            is_featured=row.get("featured", False),
            in_ticker=row.get("ticker", False),
            created_by=self.staff["phongvien"],
            saved_by=self.staff["bientap"],
        )
        article.tags.set([self._tag(name) for name in row["tags"]])
        self._attach(article, row.get("attachments", []))
        self._date_back(article, min(published_at, self.now))
        return article

    def _tag(self, name):
        tag, _ = Tag.objects.get_or_create(slug=slugify(name), defaults={"name": name})
        return tag

    def _with_pictures(self, body):
        def put(match):
            picture = self._picture(match["key"], html.unescape(match["alt"]))
            size = f'width="{picture.width}" height="{picture.height}"'
            return f'<img src="{picture.url}" alt="{match["alt"]}" {size}>'

        return re.sub(r'<img data-sample="(?P<key>[\w-]+)" alt="(?P<alt>[^"]*)">', put, body)

    def _attach(self, article, rows):
        for position, row in enumerate(rows):
            path = document_path(row["title"], row["kind"])
            with path.open("rb") as file:
                Attachment.objects.create(
                    article=article, title=row["title"], position=position, file=File(file, name=path.name)
                )

    def _date_back(self, article, at):
        """Date the article and its steps back, as `articles.workflow` would have left them; `at` is when the article
        appeared.
        """
        writer, editor = self.staff["phongvien"], self.staff["bientap"]
        steps = [
            (0.2, writer, DRAFT, REVIEW, ""),
            (0.05, editor, REVIEW, PUBLISHED, ""),
            (-0.5, editor, PUBLISHED, WITHDRAWN, REASON_OF_WITHDRAWAL),
        ]
        taken = {DRAFT: 0, REVIEW: 1, PUBLISHED: 2, WITHDRAWN: 3}[article.status]
        moments = [at - timedelta(days=days) for days, *_ in steps[:taken]]
        for moment, (_, by, source, target, note) in zip(moments, steps, strict=False):
            Transition.objects.create(
                article=article, at=moment, by=by, from_status=source, to_status=target, note=note
            )
        times = {"created_at": at - timedelta(days=0.6), "saved_at": max(moments, default=at - timedelta(hours=1))}
        Article.objects.filter(pk=article.pk).update(**times)
