from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.utils.html import format_html
from unfold.admin import ModelAdmin
from unfold.decorators import display

from database.deletion_pages import NamesKnownRows
from revisions.admin import KeepsRevisions
from uploads.used_rows import Uses, address_of, entries_of
from uploads.widgets import PicksPictures
from vietnamese.numbers import format_bytes

from . import binned
from .changes import changed
from .forms import NewRecordingForm, RecordingForm
from .models import Recording
from .players import player_of
from .rights import refusal_to_change
from .usage import rows_using


class RecordingUses(Uses):
    def entries(self, recording):
        return uses_of(recording, self.user)


@admin.register(Recording)
class RecordingAdmin(KeepsRevisions, NamesKnownRows, PicksPictures, ModelAdmin):
    """The library of videos and sound recordings. What plays never changes; title, still and transcript do, by whom
    rights.py says.
    """

    list_display = ["named", "kind", "provider", "lasts", "has_transcript", "uploaded_by", "uploaded_at"]
    list_display_links = ["named"]
    list_filter = ["kind", "provider", "uploaded_at"]
    list_select_related = ["uploaded_by", "still"]
    list_per_page = 30
    search_fields = ["search_text"]
    search_help_text = "Tìm trong tên và lời thoại; gõ không dấu cũng được."
    compressed_fields = True

    class Media:
        css = {"all": ["uploads/images.css"]}

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return super().has_change_permission(request)
        return not self._refusal(request, obj)

    def change_view(self, request, object_id, *args, **kwargs):
        if refusal := self._refusal_at(request, object_id):
            if request.method == "POST":
                raise PermissionDenied(refusal)
            messages.info(request, refusal)
        return super().change_view(request, object_id, *args, **kwargs)

    def revision_view(self, request, object_id, number):
        if request.method == "POST" and (refusal := self._refusal_at(request, object_id)):
            raise PermissionDenied(refusal)
        return super().revision_view(request, object_id, number)

    def _refusal_at(self, request, object_id):
        """The sentence for whoever may see the row of that number and not change it; "" if there is none."""
        row = self.get_object(request, unquote(object_id)) if self.has_view_permission(request) else None
        return self._refusal(request, row) if row else ""

    def _refusal(self, request, recording):
        """As `refusal_to_change`, asked once a request: it looks through texts."""
        known = request.__dict__.setdefault("recording_refusals", {})
        if recording.pk not in known:
            known[recording.pk] = refusal_to_change(request.user, recording)
        return known[recording.pk]

    def get_form(self, request, obj=None, **kwargs):
        kwargs["form"] = RecordingForm if obj else NewRecordingForm.of_user(request.user)
        return super().get_form(request, obj, **kwargs)

    def get_fields(self, request, obj=None):
        if obj is None:
            return ["address", "upload", "title", "still", "seconds", "transcript"]
        seconds = "seconds" if self.has_change_permission(request, obj) else "lasts"
        return ["source", "title", "still", seconds, "transcript", "address", RecordingUses(request.user)]

    def get_readonly_fields(self, request, obj=None):
        return ["source", "address", RecordingUses(request.user)] if obj else []

    def get_queryset(self, request):
        return super().get_queryset(request).defer("search_text")

    def get_search_results(self, request, queryset, search_term):
        return queryset.matching(search_term), False

    def save_model(self, request, recording, form, change):
        if not change:
            if form.note:
                messages.warning(
                    request, format_html('{} <a href="{}">Mở mục ấy</a>', form.note, address_of(recording))
                )
            return
        super().save_model(request, recording, form, change)
        if {"title", "transcript"} & set(form.changed_data):
            changed(recording)

    def get_deleted_objects(self, recordings, request):
        """A recording that something shows cannot be deleted: readers would press and see nothing."""
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(recordings, request)
        uses = [entry for recording in recordings for entry in uses_of(recording, request.user)]
        return to_delete, counts, perms_needed, [*protected, *uses]

    @display(description="Tên", ordering="sort_key")
    def named(self, recording):
        still = recording.still
        picture = (
            format_html('<img src="{}" alt="" width="64" height="64" loading="lazy">', still.url_for("vuong"))
            if still
            else ""
        )
        return format_html('<span class="image-row">{}{}</span>', picture, recording.title)

    @display(description="Thời lượng", ordering="seconds")
    def lasts(self, recording):
        return recording.length or "–"

    @display(description="Lời thoại")
    def has_transcript(self, recording):
        return "Có" if recording.transcript else "Chưa có"

    @display(description="Nguồn phát")
    def source(self, recording):
        if recording.provider == Recording.Provider.FILE:
            kind = recording.file.name.rpartition(".")[2].upper()
            return f"{recording.get_provider_display()} ({kind}, {format_bytes(recording.size)})"
        player = player_of(recording)
        if player is None:
            return f"{recording.code} (máy chủ này không còn trong VIDEO_HOSTS nên bạn đọc không xem được)"
        return f"{recording.get_provider_display()}: {recording.code}"

    @display(description="Địa chỉ")
    def address(self, recording):
        return format_html('<a href="{0}">{0}</a>', recording.get_absolute_url())


def uses_of(recording, user):
    """Entries of the rows that show `recording`, as far as `user` may know them."""
    return entries_of(rows_using(recording), user)


binned.register()
