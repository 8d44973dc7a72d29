"""The article, its attachments, and the record of its steps."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from articles.bylines import names_in_byline
from articles.presentation import present_body
from articles.search.index import SearchLexemesField
from richtext.fields import RichTextField
from uploads.fields import DocumentField
from vietnamese.fields import AddressSlugField, CleanCharField, CleanTextField, MomentField, Within
from vietnamese.order import AlphabetKeyField
from vietnamese.slugs import slugify

from .display_status import DisplayStatus, display_status_of
from .queryset import ArticleQuerySet
from .taxonomy import NAME_MAX, Author


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

    search_exact = SearchLexemesField(lane="exact", null=True, editable=False)
    search_folded = SearchLexemesField(lane="folded", null=True, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "bài viết"
        verbose_name_plural = "bài viết"
        ordering = ["-published_at", "-pk"]
        permissions = [
            ("publish_article", "Được duyệt, xuất bản và trả lại bài"),
            ("withdraw_article", "Được gỡ bài đã xuất bản"),
            ("edit_any_article", "Được sửa bài của người khác"),
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
        ]
        indexes = [
            # The index includes the columns that lists filter by, so that they are counted and paged without reading
            # rows.
            models.Index(
                fields=["-published_at", "-id"],
                include=["expires_at", "category"],
                name="article_newest",
                condition=Q(status="published"),
            ),
            models.Index(
                fields=["category", "-published_at", "-id"],
                include=["expires_at"],
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
            models.Index(fields=["expires_at"], name="article_expiry", condition=Q(expires_at__isnull=False)),
            GinIndex(fields=["search_exact"], name="article_search_exact"),
            GinIndex(fields=["search_folded"], name="article_search_folded"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("articles:detail", args=[self.slug, self.pk])

    def clean(self):
        super().clean()
        for name in names_in_byline(self.byline):
            if len(name) > NAME_MAX:
                raise ValidationError(
                    {
                        "byline": f"“{name[:40]}…” dài {len(name)} ký tự, tên một tác giả tối đa {NAME_MAX} ký tự. "
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

    def is_scheduled(self, at=None):
        return self.display_status(at) == DisplayStatus.SCHEDULED

    def is_gone(self, at=None):
        """Whether readers once saw it and do not any more: they get a page that says so, with 410."""
        return self.display_status(at) in {DisplayStatus.EXPIRED, DisplayStatus.WITHDRAWN}

    def was_public(self, at=None):
        """Whether readers see it at `at`, or could once; the same rule as `visible_to(None)`."""
        at = at or timezone.now()
        return self.status in {"published", "withdrawn"} and self.published_at is not None and self.published_at <= at

    @property
    def was_updated(self):
        """Whether the text changed after readers first saw it."""
        return self.revised_at is not None and self.revised_at > self.published_at

    @property
    def changed_at(self):
        return self.revised_at if self.was_updated else self.published_at

    @property
    def body_html(self):
        """The body as readers see it (articles/presentation.py)."""
        return present_body(self.body)

    @property
    def accepts_comments(self):
        return self.comments_open and self.category.comments_open


class Attachment(models.Model):
    """A document that readers download under an article."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="attachments")
    title = CleanCharField("tên tệp hiển thị", max_length=200)
    file = DocumentField("tệp", upload_to="tep/%Y/%m")
    size = models.PositiveIntegerField("dung lượng", editable=False)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "tệp đính kèm"
        verbose_name_plural = "tệp đính kèm"
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title

    def save(self, **kwargs):
        self.size = self.file.size
        super().save(**kwargs)

    @property
    def kind(self):
        """ "PDF", "DOCX": the word that shows readers which program opens the file."""
        return self.file.name.rpartition(".")[2].upper()


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
