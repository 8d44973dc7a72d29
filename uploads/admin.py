from django.contrib import admin, messages
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from unfold.admin import ModelAdmin
from unfold.decorators import display

from database.deletion_pages import NamesKnownRows
from database.known_rows import describe_hidden, hidden_from

from .forms import ImageUploadForm
from .models import Image
from .usage import rows_using, texts_using

KNOWN_PICTURE = "Ảnh này đã có trong thư viện; mô tả và nguồn đã lưu trước đó được giữ nguyên."


class Uses:
    """A read-only field of the form: where a picture is used, as far as `user` may know. Django compares them."""

    __name__ = "uses"  # of its CSS class
    short_description = "Đang dùng ở"

    def __init__(self, user):
        self.user = user

    def __eq__(self, other):
        return isinstance(other, Uses) and other.user == self.user

    def __hash__(self):
        return hash(self.user)

    def __call__(self, image):
        rows = ((entry,) for entry in _entries(rows_using(image), self.user))
        return format_html_join("", '<span class="image-use">{}</span>', rows) or "Chưa dùng ở đâu."


@admin.register(Image)
class ImageAdmin(NamesKnownRows, ModelAdmin):
    """The library of pictures. A picture is added with description and source; later only the texts can be changed."""

    list_display = ["picture", "credit", "dimensions", "uploaded_by", "uploaded_at"]
    list_display_links = ["picture"]
    list_filter = ["uploaded_at"]
    list_select_related = ["uploaded_by"]
    list_per_page = 30
    search_fields = ["search_text"]
    search_help_text = "Tìm trong mô tả, nguồn, chú thích; gõ không dấu cũng được."
    compressed_fields = True

    class Media:
        css = {"all": ["uploads/images.css"]}

    def get_form(self, request, obj=None, **kwargs):
        if obj is None:
            kwargs["form"] = ImageUploadForm.of_user(request.user)
        return super().get_form(request, obj, **kwargs)

    def get_fields(self, request, obj=None):
        texts = ["alt", "credit", "caption"]
        return ["preview", *texts, "address", Uses(request.user)] if obj else ["upload", *texts]

    def get_readonly_fields(self, request, obj=None):
        return ["preview", "address", Uses(request.user)]

    def get_search_results(self, request, queryset, search_term):
        return queryset.matching(search_term), False

    def save_model(self, request, image, form, change):
        if change:
            super().save_model(request, image, form, change)
        elif form.was_known:
            messages.warning(request, KNOWN_PICTURE)

    def get_deleted_objects(self, images, request):
        """A picture that a text shows cannot be deleted, nor one that is a cover.

        The deletion takes no other row with it, so no other permission is needed.
        """
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(images, request)
        protected += _entries([row for image in images for row in texts_using(image)], request.user)
        return to_delete, counts, set() if protected else perms_needed, protected

    def delete_queryset(self, request, queryset):
        """Delete the pictures one by one, so that their files are deleted, too."""
        for image in queryset:
            image.delete()

    @display(description="Ảnh", ordering="sort_key")
    def picture(self, image):
        return format_html(
            '<span class="image-row"><img src="{}" alt="" width="64" height="64" loading="lazy">{}</span>',
            image.url_for("vuong"),
            image.alt,
        )

    @display(description="Kích thước")
    def dimensions(self, image):
        return f"{image.width} × {image.height}"

    @display(description="Ảnh")
    def preview(self, image):
        return format_html(
            '<img class="image-preview" src="{}" alt="{}" width="{}" height="{}">',
            image.url,
            image.alt,
            image.width,
            image.height,
        )

    @display(description="Địa chỉ")
    def address(self, image):
        return format_html('<a href="{0}">{0}</a>', image.url)


def _entries(rows, user):
    """The names of `rows` with links; rows that `user` may not know are named by model and number."""
    hidden = hidden_from(user, rows)
    return [describe_hidden(row) if row in hidden else _linked(row) for row in rows]


def _linked(row):
    label = f"{row._meta.verbose_name.capitalize()}: {row}"
    try:
        address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    except NoReverseMatch:
        return label
    return format_html('<a href="{}">{}</a>', address, label)
