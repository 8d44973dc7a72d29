"""Static pages: about us, privacy, rules."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from articles import glossary
from articles.presentation import present_body
from recordings.in_texts import recordings_in
from recordings.models import Recording
from richtext.fields import RichTextField
from vietnamese.fields import AddressSlugField, CleanCharField, CleanTextField
from vietnamese.order import AlphabetKeyField
from vietnamese.slugs import slugify


class Page(models.Model):
    title = CleanCharField("tiêu đề", max_length=160)
    slug = AddressSlugField("đường dẫn", max_length=100, unique=True, blank=True)
    summary = CleanTextField("tóm tắt", blank=True)
    body = RichTextField("nội dung")
    is_published = models.BooleanField("đang hiện trên trang tin", default=True)
    updated_at = models.DateTimeField("cập nhật lúc", auto_now=True)
    sort_key = AlphabetKeyField(of="title")

    class Meta:
        verbose_name = "trang tĩnh"
        verbose_name_plural = "trang tĩnh"
        ordering = ["sort_key", "pk"]

    def __str__(self):
        return self.title

    def clean(self):
        self.slug = self.slug or slugify(self.title)
        if self.title and not self.slug:
            raise ValidationError({"title": "Tiêu đề phải có ít nhất một chữ cái hoặc chữ số."})
        # A form does not validate a blank slug.
        if Page.objects.filter(slug=self.slug).exclude(pk=self.pk).exists():
            raise ValidationError({"title": "Đã có trang mang tiêu đề này; xin đặt khác hoặc điền đường dẫn khác."})

    def save(self, **kwargs):
        self.slug = self.slug or slugify(self.title)
        super().save(**kwargs)

    @cached_property
    def recordings(self) -> dict[str, Recording]:
        """The videos and sound recordings of the body, by key. One query, for a body that names one."""
        return recordings_in(self.body)

    @property
    def body_html(self):
        """The body as readers see it (articles/presentation.py), with what the glossary explains today."""
        return present_body(self.body, self.recordings, glossary.of_this_moment().explained_on(timezone.localdate()))

    def get_absolute_url(self):
        return reverse("articles:page", args=[self.slug])
