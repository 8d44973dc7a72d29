"""Categories, tags, authors and events of articles."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, Max, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from articles.bylines import names_in_byline
from vietnamese.fields import AddressSlugField, CleanCharField, CleanTextField, MomentField, Within
from vietnamese.names import given_name_key, initials
from vietnamese.order import AlphabetKeyField
from vietnamese.slugs import slugify
from vietnamese.text import clean_text

from .display_status import begun

NAME_MAX = 120


class Slugged(models.Model):
    """A name and the slug made from it when none is given."""

    name = CleanCharField("tên", max_length=NAME_MAX)
    slug = AddressSlugField(
        "đường dẫn", max_length=100, unique=True, blank=True, help_text="Để trống thì tự tạo từ tên, không dấu."
    )

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    def clean(self):
        self.slug = self.slug or slugify(self.name)
        if self.name and not self.slug:
            raise ValidationError({"name": "Tên phải có ít nhất một chữ cái hoặc chữ số."})
        # A form does not validate a blank slug.
        if type(self).objects.filter(slug=self.slug).exclude(pk=self.pk).exists():
            raise ValidationError({"name": "Đã có tên này; xin đặt tên khác hoặc điền đường dẫn khác."})

    def save(self, **kwargs):
        self.slug = self.slug or slugify(self.name)
        super().save(**kwargs)


class CategoryQuerySet(models.QuerySet):
    def top(self):
        """Categories without a parent, in menu order."""
        return self.filter(parent=None)

    def with_children(self):
        """Children in menu order as `.children.all()`, in one further query."""
        return self.prefetch_related("children")

    def in_tree_order(self):
        """Each category followed by its children, both in menu order."""
        return self.select_related("parent").order_by(
            Coalesce("parent__position", "position"),
            Coalesce("parent__sort_key", "sort_key"),
            F("parent_id").asc(nulls_first=True),
            "position",
            "sort_key",
        )

    def with_newest_publication(self, at):
        """With `newest_publication`: the moment, by `at`, when readers first could see the newest article of each
        category itself, also if it expired since; None where there was none.
        """
        newest = Max("articles__published_at", filter=begun(at, to_article="articles__"))
        return self.annotate(newest_publication=newest)

    def as_choices(self):
        """(pk, name) in tree order; a child behind its parent's name. One query."""
        return [
            (row.pk, f"{row.parent.name} › {row.name}" if row.parent else row.name) for row in self.in_tree_order()
        ]


class Category(Slugged):
    """A section of the portal. Two levels: a child has no children of its own."""

    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="thuộc chuyên mục",
        limit_choices_to={"parent": None},
    )
    description = CleanTextField("giới thiệu", blank=True)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    on_home = models.BooleanField("có khối trên trang chủ", default=True)
    comments_open = models.BooleanField("cho bình luận", default=True)
    quiet_days = models.PositiveSmallIntegerField(
        "nhắc khi không có bài mới",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(730)],
        help_text=(
            "Số ngày, riêng cho chuyên mục này. Quá bấy nhiêu ngày không có bài mới thì chuyên mục hiện trên "
            "“Bảng nhắc việc”. Để trống thì theo số chung ở “Thông tin chung”."
        ),
    )

    sort_key = AlphabetKeyField(of="name")

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = "chuyên mục"
        verbose_name_plural = "chuyên mục"
        ordering = ["position", "sort_key"]
        constraints = [
            models.CheckConstraint(
                name="category_not_its_own_parent",
                condition=Q(parent=None) | ~Q(parent=F("id")),
                violation_error_message="Chuyên mục không thể thuộc chính nó.",
            ),
            models.CheckConstraint(
                name="category_quiet_days_counted",
                condition=Q(quiet_days__gte=1),
                violation_error_message="Số ngày để nhắc phải từ 1 trở lên.",
            ),
        ]

    def clean(self):
        super().clean()
        if self.parent and self.parent.parent_id:
            raise ValidationError({"parent": "Chuyên mục chỉ có hai cấp: hãy chọn một chuyên mục cấp trên."})
        if self.parent and self.pk and self.children.exists():
            raise ValidationError({"parent": "Chuyên mục này đang có chuyên mục con nên phải ở cấp trên."})

    def get_absolute_url(self):
        return reverse("articles:category", args=[self.slug])


class NamedByArticlesQuerySet(models.QuerySet):
    """Rows that articles name by their many-to-many field, and that mean nothing to readers without one of these."""

    def public(self, at=None):
        """Those that an article names which readers may see at `at` (aware; default now)."""
        link = self.model.articles.rel
        published = link.related_model.objects.published(at)
        return self.filter(Exists(published.filter(**{link.field.name: OuterRef("pk")})))

    def visible_to(self, user, at=None):
        """Those whose name `user` (None: anybody) may know: the public ones, all for a colleague who reads their list.
        No query but for rights.
        """
        reads_list = (
            user is not None and user.is_staff and user.has_perm(f"articles.view_{self.model._meta.model_name}")
        )
        return self.all() if reads_list else self.public(at)


class TagQuerySet(NamedByArticlesQuerySet):
    def named(self, name):
        """The tag that `name` means, with marks or without, made if there is none; None for a name without letters."""
        name = clean_text(name)[:NAME_MAX].strip()
        slug = slugify(name)
        return self.get_or_create(slug=slug, defaults={"name": name})[0] if slug else None


class Tag(Slugged):
    sort_key = AlphabetKeyField(of="name")

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = "thẻ"
        verbose_name_plural = "thẻ"
        ordering = ["sort_key", "pk"]

    def get_absolute_url(self):
        return reverse("articles:tag", args=[self.slug])


class AuthorQuerySet(NamedByArticlesQuerySet):
    def of_byline(self, byline):
        """The authors that `byline` names, in order and once each; an unknown name gets a row, a longer one than fits
        what fits of it. At most three queries a name.
        """
        names = {}
        for name in names_in_byline(byline):
            names.setdefault(slugify(name), name[:NAME_MAX].strip())
        return [self.get_or_create(slug=slug, defaults={"name": name})[0] for slug, name in names.items()]


class Author(Slugged):
    """A pen name that signs articles. Rows come from bylines (`Article.byline`); staff add a line about the person."""

    bio = CleanTextField("giới thiệu", blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tài khoản",
    )
    sort_key = models.CharField(max_length=200, editable=False)

    objects = AuthorQuerySet.as_manager()

    class Meta:
        verbose_name = "tác giả"
        verbose_name_plural = "tác giả"
        ordering = ["sort_key"]

    def save(self, **kwargs):
        self.sort_key = given_name_key(self.name)[:200]
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("articles:byline", args=[self.slug])

    @property
    def initials(self):
        return initials(self.name)


class EventQuerySet(models.QuerySet):
    def upcoming(self, at=None):
        """Events not over at `at` (aware; default now), the next one first."""
        at = at or timezone.now()
        return self.alias(last=Coalesce("ends_at", "starts_at")).filter(last__gte=at).order_by("starts_at", "pk")

    def past(self, at=None):
        """Events over at `at` (aware; default now), the latest first."""
        at = at or timezone.now()
        return self.alias(last=Coalesce("ends_at", "starts_at")).filter(last__lt=at).order_by("-starts_at", "-pk")


class Event(Slugged):
    """An event that articles may belong to."""

    class Status(models.TextChoices):
        SCHEDULED = "scheduled", "Theo lịch"
        POSTPONED = "postponed", "Đã hoãn"
        CANCELLED = "cancelled", "Đã hủy"

    summary = CleanTextField("tóm tắt", blank=True)
    picture = models.ForeignKey(
        "uploads.Image", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ảnh"
    )
    starts_at = MomentField("bắt đầu")
    ends_at = MomentField("kết thúc", null=True, blank=True)
    place = CleanCharField("địa điểm", max_length=200, blank=True)
    status = models.CharField(
        "tình trạng",
        max_length=10,
        choices=Status,
        default=Status.SCHEDULED,
        db_default=Status.SCHEDULED,
        help_text="Hoãn: sẽ có ngày khác. Hủy: không tổ chức nữa. Đừng xóa sự kiện, bạn đọc cần biết.",
    )
    is_cancelled = models.BooleanField(
        default=False,
        editable=False,
        help_text="Postponed or cancelled: one word for both in the last release. A trigger keeps it.",
    )
    sort_key = AlphabetKeyField(of="name")
    place_key = AlphabetKeyField(of="place")

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "sự kiện"
        verbose_name_plural = "sự kiện"
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="event_ends_after_start",
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
                violation_error_message="Sự kiện phải kết thúc sau khi bắt đầu.",
            ),
            Within("starts_at", "ends_at", name="event_moments_within"),
            models.CheckConstraint(
                name="event_status_known",
                condition=Q(status__in=["scheduled", "postponed", "cancelled"]),
                violation_error_message="Tình trạng của sự kiện không hợp lệ.",
            ),
        ]
        indexes = [models.Index(fields=["starts_at"], name="event_starts_at")]

    def get_absolute_url(self):
        return reverse("articles:event", args=[self.slug])

    def save(self, **kwargs):
        """Keeps the column of the last release; a new row made by that name alone is postponed, as it was then."""
        if self._state.adding and self.is_cancelled and self.status == self.Status.SCHEDULED:
            self.status = self.Status.POSTPONED
        self.is_cancelled = self.is_off
        super().save(**kwargs)

    @property
    def is_off(self):
        """Whether it does not take place as the dates say: postponed, or cancelled."""
        return self.status != self.Status.SCHEDULED

    def is_past(self, at=None):
        return (self.ends_at or self.starts_at) < (at or timezone.now())

    def is_live(self, at=None):
        at = at or timezone.now()
        return not self.is_off and self.starts_at <= at <= (self.ends_at or self.starts_at)
