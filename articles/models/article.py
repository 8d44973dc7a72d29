"""The article, and the record of its steps."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from articles.bylines import names_in_byline
from articles.search.index import SearchLexemesField
from richtext.fields import RichTextField
from vietnamese.fields import AddressSlugField, CleanCharField, CleanTextField, MomentField, Within
from vietnamese.limits import too_long
from vietnamese.order import AlphabetKeyField
from vietnamese.slugs import slugify

from .display_status import DisplayStatus, display_status_of
from .queryset import ArticleManager, ArticleQuerySet
from .readiness import gaps
from .taxonomy import NAME_MAX, Author

STAYS_WHOLE = (
    "%(sentence)s Bài đã xuất bản hoặc hẹn giờ thì lúc nào cũng phải đủ; "
    "không muốn bạn đọc thấy bài nữa, xin dùng “Gỡ bài”."
)


def _index_of_list(name, *fields):
    """The index of an order of the admin's list. What most of its filters ask, and who may know the article, is in it,
    so that lists are counted and paged without reading rows.
    """
    asked = ("status", "published_at", "expires_at", "category", "created_by", "binned_at")
    include = [column for column in asked if column not in {field.removeprefix("-") for field in fields}]
    return models.Index(fields=[*fields, "-saved_at", "-id"], include=include, name=name)


class Article(models.Model):
    class Status(models.TextChoices):
        DRAFT = "draft", "Bản nháp"
        REVIEW = "review", "Chờ duyệt"
        PUBLISHED = "published", "Đã xuất bản"
        WITHDRAWN = "withdrawn", "Đã gỡ"

    # First in the row, before the long texts: every list and search reads these three of very many rows.
    status = models.CharField("trạng thái", max_length=10, choices=Status, default=Status.DRAFT)
    published_at = MomentField(
        "xuất bản lúc", null=True, blank=True, help_text="Giờ sau hiện tại là hẹn giờ: đến giờ bài tự hiện."
    )
    expires_at = MomentField(
        "hết hạn lúc", null=True, blank=True, help_text="Đến giờ này bài tự thôi hiện. Để trống: không hết hạn."
    )

    title = CleanCharField("tiêu đề", max_length=200)
    slug = AddressSlugField("đường dẫn", max_length=100, blank=True, help_text="Để trống thì tự tạo từ tiêu đề.")
    summary = CleanTextField("sapo", max_length=600, blank=True, help_text="Một đến ba câu, nói điều quan trọng nhất.")
    body = RichTextField("nội dung", blank=True)
    category = models.ForeignKey(
        "articles.Category", on_delete=models.PROTECT, related_name="articles", verbose_name="chuyên mục"
    )
    event = models.ForeignKey(
        "articles.Event",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name="sự kiện",
    )
    tags = models.ManyToManyField("articles.Tag", blank=True, related_name="articles", verbose_name="thẻ")
    cover = models.ForeignKey(
        "uploads.Image", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ảnh đại diện"
    )
    cover_caption = CleanTextField("chú thích ảnh đại diện", max_length=400, blank=True)
    byline = CleanCharField(
        "tác giả",
        max_length=200,
        blank=True,
        help_text="Bút danh; nhiều người thì cách nhau bằng dấu “–”: Thùy Nhung – Quang Hậu.",
    )
    authors = models.ManyToManyField(
        "articles.Author", blank=True, related_name="articles", editable=False, verbose_name="tác giả"
    )
    source = CleanCharField("nguồn", max_length=200, blank=True, help_text="Ví dụ: Theo BBT, Sở Nội vụ.")
    source_url = CleanCharField(
        "địa chỉ bài gốc", max_length=400, blank=True, validators=[URLValidator(["http", "https"])]
    )

    is_featured = models.BooleanField("tin nổi bật", default=False, help_text="Đưa lên đầu trang chủ.")
    in_ticker = models.BooleanField("dòng tin mới", default=False, help_text="Đưa vào dòng tin mới ở đầu trang chủ.")
    comments_open = models.BooleanField("cho bình luận", default=True)

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="người viết",
    )
    created_at = models.DateTimeField("tạo lúc", auto_now_add=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="người lưu sau cùng",
    )
    saved_at = models.DateTimeField("lưu lúc", auto_now=True)
    revised_at = models.DateTimeField("cập nhật nội dung lúc", null=True, blank=True, editable=False)
    form_key = models.UUIDField(
        null=True, unique=True, editable=False, help_text="Of the form that made the row: a form sent twice makes one."
    )
    first_slug = models.CharField(
        max_length=100,
        default="",
        db_default="",
        editable=False,
        help_text="By which feeds know it; empty while that is its slug. A trigger keeps it.",
    )
    edition = models.PositiveIntegerField("lần lưu", default=0, editable=False)
    sort_key = AlphabetKeyField(of="title")
    byline_key = AlphabetKeyField(of="byline")

    search_exact = SearchLexemesField(lane="exact", null=True, editable=False)
    search_folded = SearchLexemesField(lane="folded", null=True, editable=False)
    binned_at = models.DateTimeField("vào thùng rác lúc", null=True, editable=False)

    objects = ArticleManager()
    with_binned = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "bài viết"
        verbose_name_plural = "bài viết"
        ordering = ["-published_at", "-pk"]
        permissions = [
            ("publish_article", "Được duyệt, xuất bản và trả lại bài"),
            ("withdraw_article", "Được gỡ bài đã xuất bản"),
            ("edit_any_article", "Được sửa bài của người khác"),
            ("backdate_article", "Được ghi ngày xuất bản lùi về trước"),
            ("bin_article", "Được đưa bài vào thùng rác và khôi phục"),
        ]
        constraints = [
            models.CheckConstraint(
                name="article_published_has_date",
                condition=~Q(status="published") | Q(published_at__isnull=False),
                violation_error_message="Bài đã xuất bản phải có ngày xuất bản.",
            ),
            models.CheckConstraint(
                name="article_expires_after_publication",
                condition=Q(expires_at=None) | Q(published_at=None) | Q(expires_at__gt=F("published_at")),
                violation_error_message="Giờ hết hạn phải sau giờ xuất bản.",
            ),
            models.CheckConstraint(
                name="article_has_title",
                condition=~Q(title=""),
                violation_error_message="Bài phải có tiêu đề.",
            ),
            Within("published_at", "expires_at", name="article_moments_within"),
            # The last release knows of no bin: what it publishes comes out of it, by a trigger.
            models.CheckConstraint(
                name="article_binned_is_not_published",
                condition=Q(binned_at=None) | ~Q(status="published"),
                violation_error_message="Bài trong thùng rác không thể là bài đã xuất bản.",
            ),
        ]
        indexes = [
            # The index includes the columns that lists filter by, so that they are counted and paged without reading
            # rows.
            models.Index(
                fields=["-published_at", "-id"],
                include=["expires_at", "category", "binned_at"],
                name="article_newest",
                condition=Q(status="published"),
            ),
            models.Index(
                fields=["category", "-published_at", "-id"],
                include=["expires_at", "binned_at"],
                name="article_newest_in_category",
                condition=Q(status="published"),
            ),
            models.Index(
                fields=["-published_at", "-id"],
                name="article_featured",
                condition=Q(status="published", is_featured=True),
            ),
            models.Index(
                fields=["-published_at", "-id"],
                name="article_in_ticker",
                condition=Q(status="published", in_ticker=True),
            ),
            # The orders of the admin's list; the last two also find what it is filtered by.
            _index_of_list("article_listed"),
            _index_of_list("article_listed_by_title", "sort_key"),
            _index_of_list("article_listed_by_byline", "byline_key"),
            _index_of_list("article_listed_by_date", "-published_at"),
            _index_of_list("article_listed_by_status", "status"),
            _index_of_list("article_listed_by_category", "category"),
            models.Index(fields=["-saved_at", "-id"], name="article_saved_featured", condition=Q(is_featured=True)),
            models.Index(fields=["-saved_at", "-id"], name="article_saved_in_ticker", condition=Q(in_ticker=True)),
            models.Index(fields=["expires_at"], name="article_expiry", condition=Q(expires_at__isnull=False)),
            GinIndex(fields=["search_exact"], name="article_search_exact"),
            GinIndex(fields=["search_folded"], name="article_search_folded"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("articles:detail", args=[self.slug, self.pk])

    def clean(self):
        """Refuses a byline that names no author rows, and what readers see or will see with something missing."""
        super().clean()
        if self.status == self.Status.PUBLISHED and (found := gaps(self)):
            raise ValidationError([ValidationError(STAYS_WHOLE, "gap", vars(gap)) for gap in found])
        for name in names_in_byline(self.byline):
            if len(name) > NAME_MAX:
                raise ValidationError(
                    {
                        "byline": f"“{name[:40]}…” {too_long(len(name), NAME_MAX)} "
                        "Nhiều người thì xin cách nhau bằng dấu “–”."
                    }
                )

    def save(self, *, update_fields=None, **kwargs):
        """Fills the slug, writes the words for the search, and links the author rows that the byline names."""
        self.slug = self.slug or slugify(self.title) or "bai-viet"
        if update_fields is None:
            # The admin loads a row without these, and Django writes no column that was not loaded.
            self.search_exact = self.search_folded = None
        super().save(update_fields=update_fields, **kwargs)
        if update_fields is None or "byline" in update_fields:
            self.authors.set(Author.objects.of_byline(self.byline))

    def display_status(self, at=None):
        """The DisplayStatus at `at` (aware; default now)."""
        return display_status_of(self, at)

    def is_visible(self, at=None):
        """Whether a reader sees this row at `at`; the same rule as `ArticleQuerySet.published`."""
        return self.display_status(at) == DisplayStatus.SHOWN

    @cached_property
    def as_stored(self):
        """The status and the two moments of its row in the database, whatever was typed into this object since; an
        empty Article without one. One query, once for each object.
        """
        rows = Article.with_binned.only("status", "published_at", "expires_at", "binned_at")
        return rows.filter(pk=self.pk).first() or Article()

    def remember_stored(self):
        """Call it on a row as it was just read, before anything is typed into it: spares `as_stored` its query."""
        known = ("status", "published_at", "expires_at", "binned_at")
        self.as_stored = Article(pk=self.pk, **{name: getattr(self, name) for name in known})

    @cached_property
    def steps_taken(self):
        """The Transitions with who took them, the latest first. One query, once for each object."""
        return list(self.transitions.select_related("by"))

    def is_scheduled(self, at=None):
        return self.display_status(at) == DisplayStatus.SCHEDULED

    def is_gone(self, at=None):
        """Whether readers once saw it and do not any more: they get a page that says so, with 410."""
        status = self.display_status(at)
        if status == DisplayStatus.BINNED:  # there a state tells as much (articles/binning.py)
            return self.status == self.Status.WITHDRAWN
        return status in {DisplayStatus.EXPIRED, DisplayStatus.WITHDRAWN}

    def was_public(self, at=None):
        """Whether readers see it at `at`, or could once, also what is in the bin now; as `visible_to(None)` has it."""
        at = at or timezone.now()
        return self.status in {"published", "withdrawn"} and self.published_at is not None and self.published_at <= at

    def readers_saw(self, at=None):
        """Whether readers ever could see it until `at`, also what was taken back and is a draft again."""
        return bool(self.first_slug) or self.was_public(at)

    @property
    def was_updated(self):
        """Whether the text changed after readers first saw it."""
        return self.revised_at is not None and self.revised_at > self.published_at

    @property
    def changed_at(self):
        return self.revised_at if self.was_updated else self.published_at

    @property
    def accepts_comments(self):
        return self.comments_open and self.category.comments_open


class Transition(models.Model):
    """One step of an article from state to state. Rows are only ever added (articles/workflow.py)."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="transitions")
    at = models.DateTimeField("lúc", default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người làm"
    )
    from_status = models.CharField("từ", max_length=10, choices=Article.Status)
    to_status = models.CharField("sang", max_length=10, choices=Article.Status)
    note = CleanTextField("lý do", blank=True)

    class Meta:
        verbose_name = "bước duyệt"
        verbose_name_plural = "các bước duyệt"
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.get_from_status_display()} → {self.get_to_status_display()}"
