from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import SEARCH_VAR
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from unfold.admin import ModelAdmin
from unfold.decorators import display

from articles.admin.filters import DaysFilter
from articles.models.visible_to import NOT_PUBLIC
from comments.models import CannedAnswer, Comment, Question
from comments.moderation.canned import insertion
from comments.moderation.charging import charge
from comments.moderation.concerns import ANSWER, STILL, TOLD, concerns, sent_again, unagreed
from comments.moderation.decisions import (
    DECISIONS,
    AlreadyDecided,
    SeenComment,
    answer_officially,
    decide,
    decide_many,
    seen_versions,
)
from comments.moderation.forms import AnswerForm, ReasonForm
from comments.moderation.outcome import DONE, charged_otherwise, explain
from comments.moderation.taken_steps import note_answer, note_step
from comments.moderation.threads import move_answers, told_of_moved
from comments.questions.assignment import NoQuestion, remark_on_day, said_of_charge
from comments.questions.forms import ChargeForm
from comments.screening.checks import sentence
from copyediting.forms import ProofreadFormMixin, proofread_attributes
from database.keys import read_key
from vietnamese.dates import format_datetime, format_time_date, timesince
from vietnamese.numbers import format_number

State = Comment.State
THREAD_SHOWN = 50
OTHERS_SHOWN = 10


class StateFilter(admin.SimpleListFilter):
    """Shows what waits first; the other states, or all, on demand."""

    title = "trạng thái"
    parameter_name = "state"
    ALL = "all"

    def lookups(self, request, model_admin):
        return [*State.choices, (self.ALL, "Tất cả")]

    @cached_property
    def counts(self):
        """Comments by state, as the tabs and the filter both show them."""
        counts = Comment.objects.state_counts()
        return counts | {self.ALL: sum(counts.values())}

    def value(self):
        return super().value() or State.PENDING.value

    def choices(self, changelist):
        counts = self.counts
        for value, label in self.lookup_choices:
            query = changelist.get_query_string({self.parameter_name: value})
            display = f"{label} ({format_number(counts.get(value, 0))})"
            yield {"selected": self.value() == value, "query_string": query, "display": display}

    def queryset(self, request, queryset):
        return queryset if self.value() == self.ALL else queryset.filter(state=self.value())


@admin.register(Comment)
class CommentAdmin(ProofreadFormMixin, ModelAdmin):
    """Where moderators decide. Nobody adds, edits or deletes a citizen's words here."""

    proofread = AnswerForm.proofread
    list_display = ["text", "about", "sender", "why_held", "sent"]
    list_display_links = ["text"]
    list_filter = [StateFilter, ("created_at", DaysFilter)]
    list_filter_submit = True
    list_per_page = 50
    list_fullwidth = True
    list_disable_select_all = True
    show_full_result_count = False
    search_fields = ["name", "body"]
    search_help_text = "Tìm trong tên và nội dung, hoặc theo số tiếp nhận."
    actions = ["approve", "reject", "mark_spam", "reopen"]
    list_before_template = "comments/admin/states.html"

    class Media:
        css = {"all": ["comments/desk.css"]}

    def changelist_view(self, request, extra_context=None):
        """Gives the choices of the state filter to the tabs above the list; searching for a number leads to its
        comment, whatever its state.
        """
        if found := Comment.objects.numbered(request.GET.get(SEARCH_VAR, "")).first():
            return redirect("admin:comments_comment_change", found.pk)
        response = super().changelist_view(request, extra_context)
        if changelist := (getattr(response, "context_data", None) or {}).get("cl"):
            response.context_data["state_tabs"] = list(changelist.filter_specs[0].choices(changelist))
        return response

    def lookup_allowed(self, lookup, value, request=None):
        """Django lets an address filter by every column; this hides e-mail addresses and senders."""
        is_covered = lookup.partition("__")[0] in {"email", "sender_key", "browser_key"}
        return not is_covered and super().lookup_allowed(lookup, value, request)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).for_queue().with_article_title(request.user)

    def get_ordering(self, request):
        """The oldest waiting first; what is decided, the newest first."""
        return ["created_at", "pk"] if _shows_waiting(request) else ["-created_at", "-pk"]

    def get_list_display(self, request):
        return self.list_display if _shows_waiting(request) else [*self.list_display, "status", "decision"]

    @display(description="Bình luận")
    def text(self, comment):
        """With the version that the moderator sees, so that a decision counts only for that."""
        seen = format_html('<input type="hidden" name="version-{}" value="{}">', comment.pk, comment.version)
        return format_html('<span class="comment-text">{}</span>{}', comment.body, seen)

    @display(description="Bài viết")
    def about(self, comment):
        return format_html('<span class="comment-about">{}</span>', comment.article_title or NOT_PUBLIC)

    @display(description="Người gửi")
    def sender(self, comment):
        return comment.name

    @display(description="Vì sao cần xem kỹ")
    def why_held(self, comment):
        reasons = [comment.reason] if comment.reason else []
        return _lines([*reasons, *map(sentence, comment.findings)])

    @display(description="Gửi lúc", ordering="created_at")
    def sent(self, comment):
        return format_html(
            '<span title="{}">{}</span>', format_datetime(comment.created_at), timesince(comment.created_at)
        )

    @display(
        description="Trạng thái",
        label={"Chờ duyệt": "warning", "Đã duyệt": "success", "Từ chối": "danger", "Bình luận rác": "danger"},
    )
    def status(self, comment):
        return comment.get_state_display()

    @display(description="Xử lý")
    def decision(self, comment):
        by_nobody = "Người gửi" if comment.state == State.WITHDRAWN else "Hệ thống"
        who = str(comment.decided_by) if comment.decided_by else by_nobody
        return f"{who}, {format_time_date(comment.decided_at)}" if comment.decided_at else ""

    @admin.action(description="Duyệt", permissions=["change"])
    def approve(self, request, queryset):
        return self._asked_or_decided(request, State.APPROVED)

    @admin.action(description="Từ chối…", permissions=["change"])
    def reject(self, request, queryset):
        """Asks for the reason on a page of its own, which says what there is to know of them, then rejects."""
        form, comments = ReasonForm(request.POST if "confirmed" in request.POST else None), list(self._chosen(request))
        is_filled_in = form.is_bound and form.is_valid()
        if is_filled_in and not unagreed(comments, State.REJECTED, request.user, request.POST):
            return self._decide(request, State.REJECTED, form.cleaned_data["reason"])
        versions = seen_versions(request.POST)
        context = {
            "title": "Từ chối bình luận",
            "form": form,
            "chosen": [SeenComment(one, versions.get(one.pk, one.version)) for one in comments],
            "concerns": concerns(comments, State.REJECTED, request.user),
            "with_answers": [read_key(value) for value in request.POST.getlist("with_answers")],
            "opts": self.opts,
        }
        status = 409 if is_filled_in else 422 if form.is_bound else 200
        return self._page(request, "comments/admin/reject.html", context, status=status)

    @admin.action(description="Bình luận rác", permissions=["change"])
    def mark_spam(self, request, queryset):
        return self._asked_or_decided(request, State.SPAM)

    @admin.action(description="Đưa về chờ duyệt", permissions=["change"])
    def reopen(self, request, queryset):
        return self._asked_or_decided(request, State.PENDING)

    def _asked_or_decided(self, request, state):
        back = f"{reverse('admin:comments_comment_changelist')}?{request.GET.urlencode()}"
        return self._asked(request, self._chosen(request), state, back) or self._decide(request, state)

    def _chosen(self, request):
        """The ticked comments, also those that a colleague has decided since, which the list does not show."""
        return self.get_queryset(request).filter(pk__in=request.POST.getlist(ACTION_CHECKBOX_NAME))

    def _decide(self, request, state, reason=""):
        chosen, seen = self._chosen(request), seen_versions(request.POST)
        outcome = decide_many(chosen, state, by=request.user, seen_versions=seen, reason=reason)
        told = outcome.messages(state)
        if moved := move_answers(outcome.done, request.POST, by=request.user):
            told.insert(1, ("info", told_of_moved(moved)))
        if outcome.done:
            note_step(request.session, told[0][1], [*outcome.done, *moved])
        for level, message in told:
            self.message_user(request, message, level)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """One comment with all that helps to decide, and the decision. The text itself cannot be changed."""
        comment = self.get_object(request, unquote(object_id))
        if comment is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if request.method == "POST":
            return self._decide_one(request, comment)
        if not self.has_view_permission(request, comment):
            raise PermissionDenied
        return self._show(request, comment)

    def history_view(self, request, object_id, extra_context=None):
        """The events on the comment's page are its history."""
        return redirect("admin:comments_comment_change", object_id)

    def _decide_one(self, request, comment):
        if not self.has_change_permission(request, comment):
            raise PermissionDenied
        if "insert" in request.POST:
            return self._insert(request, comment)
        try:
            if "answer" in request.POST:
                return self._answer(request, comment)
            if "charge" in request.POST:
                return self._charge(request, _as_seen(request, comment))
            return self._move(request, comment, request.POST.get("decision"))
        except AlreadyDecided as clash:
            return self._refuse(request, comment.pk, explain(clash, request.user))

    def _refuse(self, request, pk, sentence):
        """The comment as it is now, with `sentence`, and what was typed in its forms."""
        self.message_user(request, sentence, messages.WARNING)
        comment, typed = self.get_object(request, str(pk)), {}
        if request.POST.get("body"):
            typed["answer_form"] = AnswerForm(initial=_signed(comment) | _typed(request))
        if request.POST.get("other_reason"):
            typed["reason_form"] = ReasonForm(initial=request.POST.dict())
        return self._show(request, comment, **typed, status=409)

    def _asked(self, request, comments, action, back, *, name=""):
        """The page that asks before `action` on `comments`; None where nothing is to be asked, or was agreed to."""
        found = unagreed(list(comments), action, request.user, request.POST, name=name)
        if not found:
            return None
        context = {
            "title": "Xin xem lại trước khi làm",
            "concerns": found[:TOLD],
            "more": len(found) - TOLD,
            "fields": sent_again(request.POST, found),
            "button": STILL.get(action) or f"Vẫn đăng dưới tên {name}",
            "back": back,
            "opts": self.opts,
        }
        return self._page(request, "comments/admin/asks.html", context, status=409)

    def _answer(self, request, comment):
        form = AnswerForm(request.POST, comment=comment, user=request.user)
        if not form.is_valid():
            return self._show(request, comment, answer_form=form, status=422)
        name, unit = form.cleaned_data["name"], comment.charged_unit
        if request.POST.get("charged", unit) != unit:
            return self._refuse(request, comment.pk, charged_otherwise(comment, unit))
        if asked := self._asked(request, [comment], ANSWER, request.path, name=name):
            return asked
        was_pending, seen = comment.state == State.PENDING, _as_seen(request, comment).version
        given = answer_officially(comment, form.cleaned_data["body"], by=request.user, name=name)
        note_answer(request.session, comment, given, was_pending=was_pending, seen=seen)
        self.message_user(request, "Đã đăng câu trả lời chính thức.", messages.SUCCESS)
        if says := form.note_reading():
            self.message_user(request, says, messages.WARNING)
        return redirect("admin:comments_comment_change", comment.pk)

    def _insert(self, request, comment):
        """The page again, with a canned answer behind what was typed; nothing is stored."""
        words, body, told = insertion(request.POST.get("canned"), request.POST.get("body", ""))
        self.message_user(request, told, messages.INFO if words else messages.WARNING)
        form = AnswerForm(initial=_signed(comment) | _typed(request) | {"body": body})
        return self._show(request, comment, answer_form=form, status=200 if words else 422)

    def _charge(self, request, comment):
        form = ChargeForm(request.POST)
        if not form.is_valid():
            return self._show(request, comment, charge_form=form, status=422)
        asked = form.charge_of(Question.objects.filter(comment=comment).first())
        try:
            question, was = charge(comment, by=request.user, **asked)
        except NoQuestion as problem:
            self.message_user(request, str(problem), messages.WARNING)
        else:
            note_step(request.session, said_of_charge(question), [comment], "charge", {"charge": was})
            self.message_user(request, said_of_charge(question), messages.SUCCESS)
            if remark := remark_on_day(question.due_on):
                self.message_user(request, remark, messages.WARNING)
        return redirect("admin:comments_comment_change", comment.pk)

    def _move(self, request, comment, decision):
        if decision not in DECISIONS or not comment.may_be_decided:
            self.message_user(request, "Xin chọn một trong các nút xử lý.", messages.WARNING)
            return redirect("admin:comments_comment_change", comment.pk)
        state, form = State(decision), ReasonForm(request.POST)
        if state == State.REJECTED and not form.is_valid():
            return self._show(request, comment, reason_form=form, status=422)
        reason = form.cleaned_data["reason"] if state == State.REJECTED else ""
        if asked := self._asked(request, [comment], state, request.path):
            return asked
        decide(_as_seen(request, comment), state, by=request.user, reason=reason)
        told = f"Bình luận của {comment.name}: {DONE[state]}."
        moved = move_answers([comment], request.POST, by=request.user)
        note_step(request.session, told, [comment, *moved])
        self.message_user(request, told, messages.SUCCESS)
        if moved:
            self.message_user(request, told_of_moved(moved), messages.INFO)
        following = Comment.objects.pending().exclude(pk=comment.pk).first()
        if following is None or state == State.PENDING:
            return redirect("admin:comments_comment_changelist")
        return redirect("admin:comments_comment_change", following.pk)

    def _show(self, request, comment, *, reason_form=None, answer_form=None, charge_form=None, status=200):
        root, question = comment.root, Question.objects.filter(comment=comment).first()
        others = Comment.objects.others_of_sender(comment).for_queue()
        context = {
            "title": f"Bình luận của {comment.name}",
            "opts": self.opts,
            "original": comment,
            "comment": comment,
            "held_because": [sentence(finding) for finding in comment.findings],
            "thread": [root, *root.replies.for_queue()[:THREAD_SHOWN]],
            "events": comment.events.select_related("by"),
            "decisions": [state for state in DECISIONS if comment.may_be_decided and comment.state != state],
            "others": others[:OTHERS_SHOWN],
            "reason_form": reason_form or ReasonForm(),
            "answer_form": answer_form or AnswerForm(initial=_signed(comment)),
            "signed": _signed(comment)["name"],
            "canned": CannedAnswer.objects.offered(),
            "answer": Comment.objects.official_answers_to(comment.pk).select_related("decided_by").first(),
            "proofread": proofread_attributes(self.proofread, comment.pk),
            "shows_lists": True,
            "question": question,
            "charge_form": charge_form or ChargeForm.of(question),
            "may_decide": self.has_change_permission(request, comment),
        }
        return self._page(request, "comments/admin/comment.html", context, status=status)

    def _page(self, request, template, context, status=200):
        return render(request, template, {**self.admin_site.each_context(request), **context}, status=status)


def _as_seen(request, comment):
    """`comment`, in the version that the page showed."""
    comment.version = seen_versions(request.POST).get(comment.pk, comment.version)
    return comment


def _signed(comment):
    """The name under an answer, unless the moderator writes another."""
    return {"name": comment.charged_unit or "Ban Biên tập"}


def _typed(request):
    """What was typed in the form of the answer; without a name that nobody has touched."""
    typed = {"body": request.POST.get("body", "")}
    is_touched = request.POST.get("name") != request.POST.get("signed")
    return typed | {"name": request.POST.get("name", "")} if is_touched else typed


def _shows_waiting(request):
    return (request.GET.get("state") or State.PENDING) == State.PENDING


def _lines(sentences):
    return format_html(
        '<ul class="comment-why">{}</ul>', format_html_join("", "<li>{}</li>", ((s,) for s in sentences))
    )
