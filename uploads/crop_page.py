"""The page on which a part of a picture becomes a picture of its own."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.html import format_html

from .crop_form import CropForm
from .images import kept_note

METHODS = ("GET", "HEAD", "POST")
NO_RIGHT = "Tài khoản của bạn chưa được thêm ảnh nên chưa cắt được. Hãy nhờ biên tập viên, hoặc hỏi quản trị web."
DONE = (
    "Đã cắt thành ảnh mới, dưới đây. Những nơi đang dùng ảnh gốc không thay đổi: muốn đổi, mở nơi ấy và chọn ảnh này."
)
NOT_ANEW = "Phần này đã được cắt trước đó, là ảnh dưới đây."


class CropsPictures:
    """For the ModelAdmin of pictures: `<pk>/cat/`."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.crop_view)
        return [path("<path:object_id>/cat/", view, name="uploads_image_crop"), *super().get_urls()]

    def crop_view(self, request, object_id):
        """GET shows the picture with what can be chosen; POST (see CropForm) makes the new one and leads to it."""
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if not self.has_add_permission(request):
            raise PermissionDenied(NO_RIGHT)
        image = self.get_object(request, unquote(object_id))
        if image is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, image):
            raise PermissionDenied
        form = CropForm(image, request.POST if request.method == "POST" else None, user=request.user)
        if form.is_bound and form.is_valid():
            return self._cropped(request, image, form)
        context = {
            **self.admin_site.each_context(request),
            "title": "Cắt ảnh",
            "crumb": "Cắt ảnh",
            "opts": self.opts,
            "original": image,
            "image": image,
            "form": form,
        }
        return render(request, "uploads/crop.html", context, status=400 if form.errors else 200)

    def _cropped(self, request, image, form):
        taken = form.taken
        if taken.is_new:
            self.log_addition(request, taken.image, f"Cắt từ ảnh số {image.pk}")
            original = reverse("admin:uploads_image_change", args=[image.pk])
            messages.success(request, format_html('{} <a href="{}">Mở ảnh gốc</a>', DONE, original))
        else:
            note = kept_note(taken, is_used=False, **{name: form.cleaned_data[name] for name in form.Meta.fields})
            messages.warning(request, note or NOT_ANEW)
        return redirect("admin:uploads_image_change", taken.image.pk)
