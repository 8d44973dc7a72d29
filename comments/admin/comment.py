from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import SEARCH_VAR
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from unfold.admin import ModelAdmin
from unfold.decorators import display

from articles.admin.filters import DaysFilter
from articles.models.visible_to import NOT_PUBLIC
from comments.models import Comment, Question
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
from comments.moderation.outcome import DONE, who_decided
from comments.questions.assignment import NoQuestion, charge
from comments.questions.forms import ChargeForm
from comments.screening.checks import sentence
from vietnamese.dates import format_date, format_datetime, format_time_date, timesince
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
class CommentAdmin(ModelAdmin):
    """Where moderators decide. Nobody adds, edits or deletes a citizen's words here."""

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
        who = str(comment.decided_by) if comment.decided_by else "Hệ thống"
        return f"{who}, {format_time_date(comment.decided_at)}" if comment.decided_at else ""

    @admin.action(description="Duyệt", permissions=["change"])
    def approve(self, request, queryset):
        self._decide(request, State.APPROVED)

    @admin.action(description="Từ chối…", permissions=["change"])
    def reject(self, request, queryset):
        """Asks for the reason on a page of its own, then rejects."""
        form = ReasonForm(request.POST if "confirmed" in request.POST else None)
        if form.is_bound and form.is_valid():
            return self._decide(request, State.REJECTED, form.cleaned_data["reason"])
        versions = seen_versions(request.POST)
        chosen = [SeenComment(one, versions.get(one.pk, one.version)) for one in self._chosen(request)]
        context = {"title": "Từ chối bình luận", "form": form, "chosen": chosen, "opts": self.opts}
        return self._page(request, "comments/admin/reject.html", context, status=422 if form.is_bound else 200)

    @admin.action(description="Bình luận rác", permissions=["change"])
    def mark_spam(self, request, queryset):
        self._decide(request, State.SPAM)

    @admin.action(description="Đưa về chờ duyệt", permissions=["change"])
    def reopen(self, request, queryset):
        self._decide(request, State.PENDING)

    def _chosen(self, request):
        """The ticked comments, also those that a colleague has decided since, which the list does not show."""
        return self.get_queryset(request).filter(pk__in=request.POST.getlist(ACTION_CHECKBOX_NAME))

    def _decide(self, request, state, reason=""):
        chosen, seen = self._chosen(request), seen_versions(request.POST)
        outcome = decide_many(chosen, state, by=request.user, seen_versions=seen, reason=reason)
        for level, message in outcome.messages(state):
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
        comment.version = seen_versions(request.POST).get(comment.pk, comment.version)
        try:
            if "answer" in request.POST:
                return self._answer(request, comment)
            if "charge" in request.POST:
                return self._charge(request, comment)
            return self._move(request, comment, request.POST.get("decision"))
        except AlreadyDecided as clash:
            self.message_user(request, who_decided(clash.comment), messages.WARNING)
            return redirect("admin:comments_comment_change", comment.pk)

    def _answer(self, request, comment):
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self._show(request, comment, answer_form=form, status=422)
        answer_officially(comment, form.cleaned_data["body"], by=request.user, name=form.cleaned_data["name"])
        self.message_user(request, "Đã đăng câu trả lời chính thức.", messages.SUCCESS)
        return redirect("admin:comments_comment_change", comment.pk)

    def _charge(self, request, comment):
        form = ChargeForm(request.POST)
        if not form.is_valid():
            return self._show(request, comment, charge_form=form, status=422)
        try:
            question = charge(comment, form.cleaned_data["unit"], by=request.user, due_on=form.cleaned_data["due_on"])
        except NoQuestion as problem:
            self.message_user(request, str(problem), messages.WARNING)
        else:
            due = format_date(question.due_on)
            self.message_user(request, f"Đã giao {question.unit} trả lời, hạn {due}.", messages.SUCCESS)
        return redirect("admin:comments_comment_change", comment.pk)

    def _move(self, request, comment, decision):
        if decision not in DECISIONS or not comment.may_be_decided:
            self.message_user(request, "Xin chọn một trong các nút xử lý.", messages.WARNING)
            return redirect("admin:comments_comment_change", comment.pk)
        state, form = State(decision), ReasonForm(request.POST)
        if state == State.REJECTED and not form.is_valid():
            return self._show(request, comment, reason_form=form, status=422)
        reason = form.cleaned_data["reason"] if state == State.REJECTED else ""
        decide(comment, state, by=request.user, reason=reason)
        self.message_user(request, f"Bình luận của {comment.name}: {DONE[state]}.", messages.SUCCESS)
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
            "answer_form": answer_form or AnswerForm(),
            "question": question,
            "charge_form": charge_form or ChargeForm.of(question),
            "may_decide": self.has_change_permission(request, comment),
        }
        return self._page(request, "comments/admin/comment.html", context, status=status)

    def _page(self, request, template, context, status=200):
        return render(request, template, {**self.admin_site.each_context(request), **context}, status=status)


def _shows_waiting(request):
    return (request.GET.get("state") or State.PENDING) == State.PENDING


def _lines(sentences):
    return format_html(
        '<ul class="comment-why">{}</ul>', format_html_join("", "<li>{}</li>", ((s,) for s in sentences))
    )
