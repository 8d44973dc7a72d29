from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from vietnamese.fields import CleanCharField, CleanTextField, MailField, MomentField, Within
from vietnamese.order import AlphabetKeyField

from .fields import AddressField


class SiteSettingsManager(models.Manager):
    def current(self):
        """The one row, or unsaved defaults until somebody has saved it. One query."""
        return self.first() or SiteSettings()


class SiteSettings(models.Model):
    """Who runs the portal: one row, shown in the masthead and, as the regulations require, in the footer."""

    name = CleanCharField("tên trang tin", max_length=120, default="Trang tin Cải cách hành chính")
    agency = CleanCharField("cơ quan chủ quản", max_length=160)
    standing_body = CleanCharField("cơ quan thường trực", max_length=160, blank=True)
    description = CleanTextField("giới thiệu ngắn", max_length=300, help_text="Công cụ tìm kiếm hiện câu này.")
    responsible = CleanCharField("chịu trách nhiệm nội dung", max_length=160, help_text="Họ tên và chức vụ.")
    address = CleanCharField("địa chỉ", max_length=240)
    phone = CleanCharField("điện thoại", max_length=40)
    email = MailField("email")
    licence = CleanCharField(
        "giấy phép",
        max_length=240,
        blank=True,
        help_text="Chỉ trang thông tin tổng hợp mới cần; để trống thì không hiện.",
    )
    copyright = CleanCharField("bản quyền", max_length=240)
    indicators_source = CleanCharField("nguồn của các con số trên trang chủ", max_length=240, blank=True)
    logo = models.ForeignKey(
        "uploads.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="biểu trưng",
        help_text="Để trống thì dùng biểu trưng có sẵn.",
    )

    show_view_counts = models.BooleanField("hiện lượt xem của từng bài", default=True)
    show_counters = models.BooleanField("hiện hộp “Thống kê trong ngày”", default=True)
    show_most_read = models.BooleanField("hiện mục “Đọc nhiều”", default=True)
    publishes_statistics = models.BooleanField(
        "công bố trang “Thống kê truy cập”",
        default=True,
        help_text="Tắt mục nào thì mục ấy không còn trên trang tin; bộ đếm vẫn đếm và bàn biên tập vẫn thấy đủ.",
    )
    quiet_days = models.PositiveSmallIntegerField(
        "nhắc khi chuyên mục không có bài mới",
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(730)],
        help_text="Số ngày. Quá bấy nhiêu ngày thì chuyên mục hiện trên “Bảng nhắc việc”.",
    )

    objects = SiteSettingsManager()

    class Meta:
        db_table = "layout_site"  # from an earlier name of the model; the last release reads and writes it too
        verbose_name = "thông tin chung"
        verbose_name_plural = "thông tin chung"
        constraints = [
            models.CheckConstraint(
                name="site_is_one_row", condition=Q(pk=1), violation_error_message="Trang chỉ có một bộ thông tin."
            ),
            models.CheckConstraint(
                name="site_quiet_days_counted",
                condition=Q(quiet_days__gte=1),
                violation_error_message="Số ngày để nhắc phải từ 1 trở lên.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def shows_visits(self):
        """Whether readers see the visits of the portal: in the box of the day, or on the statistics page."""
        return self.show_counters or self.publishes_statistics

    @property
    def explains_counting(self):
        """Whether readers see any figure: then the page that explains counting is shown, too."""
        return self.show_view_counts or self.show_most_read or self.shows_visits

    def save(self, **kwargs):
        self.pk = 1
        super().save(**kwargs)

    @property
    def phone_uri(self):
        """ "0200 000 018" → "tel:+84200000018"; a number with a plus keeps its country."""
        digits = "".join(character for character in self.phone if character.isdigit())
        if self.phone.startswith("+"):
            return f"tel:+{digits}"
        return f"tel:+84{digits.removeprefix('0')}"


class Link(models.Model):
    """One entry of a menu or list of links."""

    class Menu(models.TextChoices):
        MAIN = "main", "Danh mục chính"
        TOP = "top", "Dòng trên cùng"
        SHORTCUTS = "shortcuts", "Lối tắt dịch vụ"
        FOOTER_SITE = "footer_site", "Chân trang: Trang tin"
        FOOTER_READERS = "footer_readers", "Chân trang: Phục vụ bạn đọc"
        AGENCIES = "agencies", "Liên kết cơ quan"

    class Icon(models.TextChoices):
        INBOX = "inbox", "Hộp hồ sơ"
        SEARCH = "search", "Kính lúp"
        COMMENT = "comment", "Lời nói"
        LIST = "list", "Danh sách"
        FILE = "file", "Văn bản"
        PHONE = "phone", "Điện thoại"
        CLOCK = "clock", "Đồng hồ"
        OUT = "out", "Ra trang khác"

    menu = models.CharField("nằm ở", max_length=16, choices=Menu)
    label = CleanCharField("tên", max_length=80)
    url = AddressField(
        "địa chỉ",
        max_length=300,
        help_text="/chuyen-muc/…/ cho trang của trang tin, https://… cho trang khác.",
    )
    hint = CleanCharField("dòng phụ", max_length=80, blank=True, help_text="Chỉ lối tắt dịch vụ có dòng này.")
    icon = models.CharField("biểu tượng", max_length=10, choices=Icon, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    is_shown = models.BooleanField("đang hiện", default=True)
    label_key = AlphabetKeyField(of="label")

    class Meta:
        verbose_name = "liên kết"
        verbose_name_plural = "liên kết"
        ordering = ["menu", "position", "pk"]

    def __str__(self):
        return self.label

    @property
    def is_external(self):
        return not self.url.startswith("/")


class BannerQuerySet(models.QuerySet):
    def running(self, at=None):
        """Banners shown at `at` (aware; default now)."""
        at = at or timezone.now()
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=at), is_shown=True, starts_at__lte=at)


class Banner(models.Model):
    """A notice with a picture at a fixed place, from one moment to another."""

    class Place(models.TextChoices):
        HOME = "home", "Giữa trang chủ (khổ ngang)"
        SIDE = "side", "Cột bên"

    label = CleanCharField("nhãn", max_length=80, default="Thông tin tuyên truyền", help_text="Hiện dưới ảnh.")
    place = models.CharField("vị trí", max_length=8, choices=Place)
    image = models.ForeignKey("uploads.Image", on_delete=models.PROTECT, related_name="+", verbose_name="ảnh")
    narrow_image = models.ForeignKey(
        "uploads.Image",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ảnh cho điện thoại",
    )
    url = AddressField("địa chỉ", max_length=300, blank=True)
    starts_at = MomentField("hiện từ", default=timezone.now)
    ends_at = MomentField("đến", null=True, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    is_shown = models.BooleanField("đang dùng", default=True)

    objects = BannerQuerySet.as_manager()

    class Meta:
        verbose_name = "banner"
        verbose_name_plural = "banner"
        ordering = ["place", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="banner_ends_after_start",
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                violation_error_message="Banner phải kết thúc sau khi bắt đầu.",
            ),
            Within("starts_at", "ends_at", name="banner_moments_within"),
        ]

    def __str__(self):
        return f"{self.get_place_display()}: {self.image}"


class Indicator(models.Model):
    """A figure of the reform on the home page, with its change since the last period."""

    class Trend(models.TextChoices):
        UP = "up", "tăng"
        DOWN = "down", "giảm"
        SAME = "same", "không đổi"

    label = CleanCharField("chỉ số", max_length=120)
    value = CleanCharField("giá trị", max_length=20, help_text="Ví dụ: 98,23%")
    change = CleanCharField("thay đổi", max_length=40, blank=True, help_text="Ví dụ: 0,41 điểm")
    trend = models.CharField("chiều", max_length=4, choices=Trend, default=Trend.SAME)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    label_key = AlphabetKeyField(of="label")

    class Meta:
        verbose_name = "con số cải cách"
        verbose_name_plural = "con số cải cách"
        ordering = ["position", "pk"]

    def __str__(self):
        return self.label
