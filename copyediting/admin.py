"""“Từ điển của tòa soạn” in the admin: editors keep it, whoever writes sees it and takes their own words back."""

import csv
from http import HTTPStatus

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import path, reverse
from unfold.admin import ModelAdmin
from unfold.decorators import display

from database.deletion_pages import NamesKnownRows
from revisions.admin import KeepsRevisions
from revisions.saving import saved_by
from vietnamese.dates import format_time_date
from vietnamese.list_search import FindsWithoutMarks
from vietnamese.numbers import format_number
from vietnamese.order import by_label
from vietnamese.text import canonical

from . import house_words
from .house_words import MAX_LINES, add_many
from .models import HouseWord, OwnWord
from .words import impossible_in, is_everyday, warning

Standing = HouseWord.Standing
MAX_LENGTH = 60_000  # of what is pasted
NAMED = 20  # in a sentence


class OwnFilter(admin.SimpleListFilter):
    title = "của tôi"
    parameter_name = "cua_toi"

    def lookups(self, request, model_admin):
        return [("1", "Từ tôi thêm"), ("cho", "Từ tôi thêm, chờ duyệt")]

    def queryset(self, request, queryset):
        if self.value() == "1":
            return queryset.filter(added_by=request.user)
        return queryset.filter(own__user=request.user) if self.value() == "cho" else queryset


@admin.register(HouseWord)
class HouseWordAdmin(FindsWithoutMarks, KeepsRevisions, NamesKnownRows, ModelAdmin):
    """Words of people who may only write wait until an editor accepts or refuses them here."""

    list_display = ["named", "kind_label", "state", "note", "added_by", "added"]
    sortable_by = ["named", "kind_label", "state", "added_by", "added"]
    list_display_links = ["named"]
    list_filter = ["standing", "kind", OwnFilter, "added_at"]
    list_select_related = ["added_by"]
    list_per_page = 100
    search_fields = ["text", "canonical", "note"]
    folded_fields = ("text", "note")
    search_help_text = "Tìm trong từ và ghi chú; gõ không dấu cũng được."
    actions = ["accept_many", "refuse_many", "give_up_many"]
    fields = ["text", "kind", "standing", "note"]
    list_before_template = "copyediting/list_head.html"

    class Media:
        css = {"all": ["newsroom/article_form.css"]}

    def get_urls(self):
        views = [("them-nhieu/", self.many_view, "many"), ("tai-ve/", self.file_view, "file")]
        own = [
            path(address, self.admin_site.admin_view(view), name=f"copyediting_houseword_{name}")
            for address, view, name in views
        ]
        return own + super().get_urls()

    def changelist_view(self, request, extra_context=None):
        waiting = HouseWord.objects.waiting().count()
        head = {
            "waiting": waiting,
            "waiting_value": Standing.PROPOSED.value,
            "may_add": self.has_add_permission(request),
        }
        return super().changelist_view(request, {**head, **(extra_context or {})})

    def get_search_results(self, request, queryset, search_term):
        """Finds a word however its tone is placed."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if spelled := canonical(search_term).strip():
            found |= queryset.filter(canonical__contains=spelled)
        return found, may_repeat

    @display(description="Từ hoặc tên", ordering="sort_key")
    def named(self, word):
        return word.text

    @display(description="Loại", ordering=by_label("kind", HouseWord.Kind.choices))
    def kind_label(self, word):
        return word.get_kind_display()

    @display(
        description="Tình trạng",
        ordering=by_label("standing", Standing.choices),
        label={Standing.PROPOSED.label: "warning", Standing.REFUSED.label: "danger"},
    )
    def state(self, word):
        return word.get_standing_display()

    @display(description="Thêm lúc", ordering="added_at")
    def added(self, word):
        return format_time_date(word.added_at)

    # Saving ----------------------------------------------------------------------------------------------------

    def save_model(self, request, word, form, change):
        if not change:
            word.added_by = request.user
        super().save_model(request, word, form, change)
        if word.standing != Standing.PROPOSED:
            word.own.all().delete()
        if word.standing == Standing.USED and is_everyday(word.text):
            self.message_user(request, warning(word.text), messages.WARNING)
        if word.standing == Standing.USED and (impossible := impossible_in(word.text)):
            said = f"Tiếng Việt không có chữ “{impossible}”; nếu gõ nhầm thì mở lại “{word}” để sửa."
            self.message_user(request, said, messages.WARNING)
        house_words.expire()

    def save_restored(self, request, word):
        super().save_restored(request, word)
        house_words.expire()

    def brought_back(self, request, word):
        super().brought_back(request, word)
        house_words.expire()

    def delete_model(self, request, word):
        super().delete_model(request, word)
        house_words.expire()

    def delete_queryset(self, request, queryset):
        with saved_by(request.user):
            house_words.locked(queryset)
            super().delete_queryset(request, queryset)
        house_words.expire()

    # Actions ---------------------------------------------------------------------------------------------------

    @admin.action(description="Nhận vào từ điển", permissions=["change"])
    def accept_many(self, request, queryset):
        self._stand(request, queryset, Standing.USED, house_words.accept, "Đã nhận vào từ điển")

    @admin.action(description="Không nhận", permissions=["change"])
    def refuse_many(self, request, queryset):
        self._stand(request, queryset, Standing.REFUSED, house_words.refuse, "Đã ghi là không nhận")

    @admin.action(description="Soát lại trong bài của tôi", permissions=["view"])
    def give_up_many(self, request, queryset):
        """For whoever proposed words: they are looked at again."""
        own = OwnWord.objects.filter(user=request.user).values("word")
        with saved_by(request.user):
            chosen = house_words.locked(queryset.filter(pk__in=own))
            words = [word for word in chosen if house_words.give_up(word, request.user)]
        if words:
            self.message_user(request, f"Soát lại trong bài của bạn: {_names(words)}.", messages.SUCCESS)
        else:
            self.message_user(request, "Trong các từ đã chọn không có từ nào chỉ của riêng bạn.", messages.INFO)

    def _stand(self, request, queryset, standing, carry_out, done):
        with saved_by(request.user):
            words = [word for word in house_words.locked(queryset) if word.standing != standing]
            for word in words:
                carry_out(word)
                self.log_change(request, word, done)
        house_words.expire()
        if words:
            self.message_user(request, f"{done}: {_names(words)}.", messages.SUCCESS)
        else:
            label = Standing(standing).label
            self.message_user(request, f"Các từ đã chọn đều ở tình trạng “{label}” từ trước.", messages.INFO)

    # Pages -----------------------------------------------------------------------------------------------------

    def many_view(self, request):
        """Adds a word a line; what could not be added stays in the field, with the reason."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method not in ("GET", "HEAD", "POST"):
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        kind = request.POST.get("kind", HouseWord.Kind.WORD)
        kind = kind if kind in HouseWord.Kind.values else HouseWord.Kind.WORD
        if request.method != "POST":
            return self._many_page(request, kind)
        lines = [line for line in request.POST.get("words", "").splitlines() if line.strip()]
        if refusal := _refusal_of(lines):
            return self._many_page(request, kind, typed=request.POST.get("words", ""), refusal=refusal)
        report = add_many(lines, kind, request.user, is_sure="sure" in request.POST)
        self._tell(request, report)
        if report.refused:
            typed = "\n".join(line for line, _ in report.refused)
            return self._many_page(request, kind, typed=typed, refused=report.refused, asks=bool(report.doubted))
        return redirect("admin:copyediting_houseword_changelist")

    def _tell(self, request, report):
        if report.added:
            self.message_user(request, f"Đã thêm {format_number(len(report.added))} từ.", messages.SUCCESS)
        if report.there:
            self.message_user(request, f"Từ điển đã có: {_names(report.there)}.", messages.INFO)
        for word in report.everyday[:NAMED]:
            self.message_user(request, warning(word), messages.WARNING)

    def _many_page(self, request, kind, *, typed="", refusal="", refused=(), asks=False):
        context = {
            **self.admin_site.each_context(request),
            "title": "Thêm nhiều từ",
            "opts": self.opts,
            "kinds": HouseWord.Kind.choices,
            "kind": kind,
            "typed": typed,
            "refusal": refusal,
            "refused": refused,
            "asks": asks,
            "max_lines": MAX_LINES,
            "max_length": MAX_LENGTH,
            "back": reverse("admin:copyediting_houseword_changelist"),
        }
        status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal or refused else HTTPStatus.OK
        return render(request, "copyediting/many_words.html", context, status=status)

    def file_view(self, request):
        """The words in use, a line each, as `many_view` reads them and spreadsheets open them."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="tu-dien.csv"'
        writer = csv.writer(answer, delimiter=";")
        for word in HouseWord.objects.in_use().only("text", "kind", "note").iterator():
            writer.writerow([word.text, word.get_kind_display(), word.note.lstrip("=+-@|%")])
        return answer


def _refusal_of(lines):
    if not lines:
        return "Chưa có từ nào; xin dán mỗi dòng một từ hoặc một tên."
    if len(lines) > MAX_LINES:
        return f"Mỗi lần thêm được {MAX_LINES} dòng, ở đây có {format_number(len(lines))} dòng; xin dán làm nhiều lần."
    return ""


def _names(words):
    """The first of them, quoted; the others as a number."""
    named = ", ".join(f"“{word}”" for word in words[:NAMED])
    rest = len(words) - NAMED
    return f"{named} và {format_number(rest)} từ khác" if rest > 0 else named
