from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html
from unfold.admin import ModelAdmin
from unfold.decorators import display

from database.deletion_pages import MAX_NAMED, NamesKnownRows

from . import kept
from .crop_page import CropsPictures
from .forms import ImageTextsForm, ImageUploadForm
from .models import Image
from .usage import rows_using, uses_of
from .used_rows import Uses, address_of, entries_of
from .uses_page import ListsUses


class PictureUses(Uses):
    def entries(self, image):
        return [*entries_of(rows_using(image), self.user), *kept.uses_in_bin([image], self.user)]

    def __call__(self, image):
        every = reverse("admin:uploads_image_uses", args=[image.pk])
        return format_html(
            '{}<a class="image-every" href="{}">Tất cả nơi dùng, cả bản đã lưu</a>', super().__call__(image), every
        )


class ImageAdmin(CropsPictures, ListsUses, NamesKnownRows, ModelAdmin):
    """The library of pictures. A picture is added with description and source; later only the texts can be changed.

    It is registered where saves are kept and deletions go to the bin (revisions/admin.py).
    """

    list_display = ["picture", "credited", "dimensions", "uploaded_by", "uploaded_at"]
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
        kwargs["form"] = ImageTextsForm if obj else ImageUploadForm.of_user(request.user)
        return super().get_form(request, obj, **kwargs)

    def get_fields(self, request, obj=None):
        texts = ["alt", "credit", "caption"]
        if obj is None:
            return ["upload", *texts]
        focus = ["focus"] if self.has_change_permission(request, obj) else []
        origin = ["origin"] if obj.cropped_from else []
        return ["preview", *texts, *focus, *origin, "address", PictureUses(request.user)]

    def get_readonly_fields(self, request, obj=None):
        return ["preview", "origin", "address", PictureUses(request.user)]

    def get_search_results(self, request, queryset, search_term):
        return queryset.matching(search_term), False

    def save_model(self, request, image, form, change):
        if change:
            super().save_model(request, image, form, change)
        elif form.note:
            messages.warning(request, format_html('{} <a href="{}">Mở ảnh ấy</a>', form.note, address_of(image)))

    def get_deleted_objects(self, images, request):
        """A picture that something shows cannot be deleted, nor one without which a row of the bin would not come back
        whole.

        The deletion takes no other row with it, so no other permission is needed.
        """
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(images, request)
        images = list(images)
        if uses := uses_of(images):
            entries = entries_of([use.row for use in uses], request.user)
            pictures = [use.image if len(images) > 1 else None for use in uses]
            protected = [_of_picture(*each) for each in zip(pictures, entries, strict=True)]
        protected += kept.uses_in_bin(images, request.user)
        return to_delete, counts, set() if protected else perms_needed, protected[:MAX_NAMED]

    @display(description="Ảnh", ordering="sort_key")
    def picture(self, image):
        return format_html(
            '<span class="image-row"><img src="{}" alt="" width="64" height="64" loading="lazy">{}</span>',
            image.url_for("vuong"),
            image.alt,
        )

    @display(description="Nguồn ảnh", ordering="credit_key")
    def credited(self, image):
        return image.credit

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

    @display(description="Cắt từ")
    def origin(self, image):
        original = Image.objects.filter(content_hash=image.cropped_from).first()
        if original is None:
            return "Ảnh gốc không còn trong thư viện."
        return format_html('<a href="{}">{}</a>', address_of(original), original)

    @display(description="Địa chỉ")
    def address(self, image):
        return format_html('<a href="{0}">{0}</a>', image.url)


def _of_picture(image, entry):
    return format_html("{} ← ảnh “{}”", entry, image) if image else entry
