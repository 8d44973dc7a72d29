"""The actions of the list of articles that take steps with many."""

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html

from database.keys import is_key
from newsroom.form.article_form import NOTE_MAX
from revisions.bin.notices import notice_of_many
from vietnamese.limits import too_long
from vietnamese.numbers import format_number
from vietnamese.text import clean_multiline

from .bulk_steps import BIN, MAX_ARTICLES, STEPS, candidates, read_seen, take

LEVELS = {"success": messages.SUCCESS, "info": messages.INFO, "warning": messages.WARNING}


class TakesStepsWithMany:
    """For the ModelAdmin of Article: actions of the list, each with a page that asks before."""

    actions = list(STEPS)

    @admin.action(description=STEPS["submit_many"].label, permissions=["change"])
    def submit_many(self, request, queryset):
        return self._take_step(request, queryset, STEPS["submit_many"])

    @admin.action(description=STEPS["return_many"].label, permissions=["publish"])
    def return_many(self, request, queryset):
        return self._take_step(request, queryset, STEPS["return_many"])

    @admin.action(description=STEPS["publish_many"].label, permissions=["publish"])
    def publish_many(self, request, queryset):
        return self._take_step(request, queryset, STEPS["publish_many"])

    @admin.action(description=STEPS["withdraw_many"].label, permissions=["withdraw"])
    def withdraw_many(self, request, queryset):
        return self._take_step(request, queryset, STEPS["withdraw_many"])

    @admin.action(description=BIN.label, permissions=["delete"])
    def delete_selected(self, request, queryset):
        """Under the name of Django's own, which deletes."""
        return self._take_step(request, queryset, BIN)

    def get_actions(self, request):
        actions = super().get_actions(request)
        if BIN.key in actions:
            actions[BIN.key] = self.get_action(BIN.key)
        return actions

    def has_publish_permission(self, request):
        return request.user.has_perm("articles.publish_article")

    def has_withdraw_permission(self, request):
        return request.user.has_perm("articles.withdraw_article")

    def response_action(self, request, queryset):
        """Refuses what is no number; articles that the list, as it is filtered, shows no more are chosen still: the
        first of two clicks may have moved them.
        """
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if not all(map(is_key, chosen)):
            messages.warning(request, "Danh sách gửi lên có mục không đọc được. Xin chọn lại.")
            return None
        is_step = STEPS.keys() & set(request.POST.getlist("action"))
        if is_step and chosen and request.POST.get("select_across") != "1":
            queryset = self.get_queryset(request)
        return super().response_action(request, queryset)

    def _take_step(self, request, chosen, step):
        """The page that asks, or None once the step is taken: then the list follows."""
        count = chosen.count()
        if count > MAX_ARTICLES:
            messages.warning(
                request,
                f"Mỗi lần làm được nhiều nhất {MAX_ARTICLES} bài, mà bạn đã chọn {format_number(count)} bài. "
                "Xin lọc danh sách cho ít hơn, hoặc làm từng trang.",
            )
            return None
        if "confirmed" not in request.POST and not (step is BIN and "post" in request.POST):
            return self._ask(request, chosen, step)
        note, refusal = _note_of(request, step)
        if refusal:
            return self._ask(request, chosen, step, note=request.POST.get("note", ""), refusal=refusal)
        seen = read_seen(request.POST, request.POST.getlist(ACTION_CHECKBOX_NAME))
        outcome = take(request.user, step, seen, note, self.get_queryset(request))
        for level, sentence in outcome.sentences(step):
            messages.add_message(request, LEVELS[level], sentence)
        if step is BIN and outcome.done:
            messages.info(request, format_html('<a href="{}">Mở thùng rác</a>', reverse("bin:list")))
        return None

    def _ask(self, request, chosen, step, *, note="", refusal=""):
        found = candidates(request.user, chosen, step)
        able = [one for one in found if not one.why_not]
        context = {
            **self.admin_site.each_context(request),
            "title": f"{step.button}: {format_number(len(found))} bài đã chọn",
            "step": step,
            "able": able,
            "unable": [one for one in found if one.why_not],
            "note": note,
            "refusal": refusal,
            "note_max": NOTE_MAX,
            "bin": notice_of_many([one.article for one in able], request.user) if step is BIN else None,
            "back": request.get_full_path(),
        }
        return render(request, "newsroom/bulk_step.html", context, status=422 if refusal else 200)


def _note_of(request, step):
    """(the cleaned reason, the sentence that refuses it or "")."""
    note = clean_multiline(request.POST.get("note", ""))
    if step.needs_note and not note.strip():
        return note, f"{step.button}: xin ghi lý do để người viết biết."
    if len(note) > NOTE_MAX:
        return note, f"Lý do {too_long(len(note), NOTE_MAX)}"
    return note, ""
