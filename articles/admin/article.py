"""The article in the admin: the list, the form in which journalists write, and what saving does."""

from uuid import UUID

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from unfold.admin import ModelAdmin, TabularInline
from unfold.contrib.filters.admin import RelatedDropdownFilter
from unfold.decorators import display

from articles.search.query import narrow
from richtext.sanitize import clean_for_readers, only_allowed
from uploads.widgets import PicksPictures
from vietnamese.dates import format_time_date
from vietnamese.text import clean_multiline
from vietnamese.widgets import MOMENT_FIELD

from .. import workflow
from ..bylines import split_names
from ..models import Article, Attachment
from ..models.display_status import DisplayStatus
from ..models.visible_to import NOT_FOR_YOU
from ..presentation import keep_telephones
from .choosers import ChoosesSafely
from .filters import DaysFilter, DisplayStatusFilter
from .forms import ArticleForm
from .mixins import DeletesPlainly, LeadsToItsPage

# Translates the choosers, and lets them take typed words as new tags. In the order in which they must load.
CHOOSERS = [
    "admin/js/vendor/jquery/jquery.min.js",
    "admin/js/vendor/select2/select2.full.js",
    "admin/js/vendor/select2/i18n/vi.js",
    "articles/new_tags.js",
    "admin/js/jquery.init.js",
]
PUBLIC_FIELDS = {"title", "summary", "body", "cover", "cover_caption", "byline", "source"}


class AttachmentInline(TabularInline):
    model = Attachment
    fields = ["title", "file", "position"]
    extra = 0


@admin.register(Article)
class ArticleAdmin(LeadsToItsPage, DeletesPlainly, PicksPictures, ChoosesSafely, ModelAdmin):
    form = ArticleForm
    inlines = [AttachmentInline]
    formfield_overrides = {models.DateTimeField: MOMENT_FIELD}
    list_display = ["headline", "state", "category", "signed", "shown_from", "saved"]
    list_display_links = ["headline"]
    list_select_related = ["category", "cover", "created_by", "saved_by"]
    list_filter = [
        DisplayStatusFilter,
        ("category", RelatedDropdownFilter),
        ("authors", RelatedDropdownFilter),
        ("created_by", RelatedDropdownFilter),
        ("published_at", DaysFilter),
        "is_featured",
        "in_ticker",
    ]
    list_filter_submit = True
    list_per_page = 30
    show_full_result_count = False
    list_fullwidth = True
    list_before_template = "articles/admin/display_statuses.html"
    search_fields = ["title"]
    search_help_text = "Tìm trong tiêu đề, sapo, nội dung; gõ không dấu cũng được."
    ordering = ["-saved_at"]
    autocomplete_fields = ["tags", "event"]
    readonly_fields = ["display_status", "steps", "text"]
    compressed_fields = False
    warn_unsaved_form = True
    fieldsets = [
        (
            None,
            {
                "classes": ["story"],
                "fields": ["title", "summary", "body", "cover", "cover_caption", "byline", "source", "source_url"],
            },
        ),
        (
            "Xuất bản",
            {"classes": ["panel"], "fields": ["display_status", "status", "note", "published_at", "expires_at"]},
        ),
        ("Xếp chỗ", {"classes": ["panel"], "fields": ["category", "tags", "event", "is_featured", "in_ticker"]}),
        ("Khác", {"classes": ["panel"], "fields": ["comments_open", "slug"]}),
        ("Các bước duyệt", {"classes": ["panel"], "fields": ["steps"]}),
    ]

    class Media:
        css = {"all": ["articles/desk.css"]}
        js = CHOOSERS

    def get_queryset(self, request):
        """What this person may know; lists, forms, history, deletion and choosers all begin here."""
        return super().get_queryset(request).visible_to(request.user).without_texts()

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """Django's answer wherever an article is not found, also one that is not for this person."""
        is_number = str(object_id).isdecimal() and len(str(object_id)) < 18
        if is_number and Article.objects.filter(pk=object_id).exists():
            raise PermissionDenied(NOT_FOR_YOU)
        return super()._get_obj_does_not_exist_redirect(request, opts, object_id)

    def get_search_results(self, request, queryset, search_term):
        return (narrow(queryset, search_term), False) if search_term else (queryset, False)

    def get_form(self, request, obj=None, **kwargs):
        return super().get_form(request, obj, form=ArticleForm.of_user(request.user), **kwargs)

    def get_fieldsets(self, request, obj=None):
        """Omits the steps of a new article; shows whoever may only read the text, and no field for a note."""
        if obj is None:
            return self.fieldsets[:-1]
        if self.has_change_permission(request, obj):
            return self.fieldsets
        instead = {"body": ["text"], "note": []}
        return [
            (title, options | {"fields": [shown for name in options["fields"] for shown in instead.get(name, [name])]})
            for title, options in self.fieldsets
        ]

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return super().has_change_permission(request)
        return workflow.may_edit(request.user, obj)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Drops the window for new tags: they are typed where tags are chosen (forms.py)."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "tags":
            field.widget = field.widget.widget
            if request.user.has_perm("articles.add_tag"):
                field.widget.attrs |= {"data-tags": "true", "data-token-separators": '[","]'}
        return field

    def changelist_view(self, request, extra_context=None):
        """Gives the choices of the filter of display statuses to the tabs above the list."""
        response = super().changelist_view(request, extra_context)
        if changelist := (getattr(response, "context_data", None) or {}).get("cl"):
            response.context_data["display_status_tabs"] = list(changelist.filter_specs[0].choices(changelist))
        return response

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Makes one article of a form that is sent twice; shows what was typed into one that may not be edited any
        more.
        """
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        if object_id is None and (made := self._made_by_form(request)):
            return self._already_saved(request, made)
        if object_id and (article := self._published_meanwhile(request, object_id)):
            return self._not_saved(request, article)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            if object_id is None and (made := self._made_by_form(request)):
                return self._already_saved(request, made)
            raise

    def _made_by_form(self, request):
        try:
            key = UUID(request.POST.get("form_token", ""))
        except ValueError:
            return None
        return Article.objects.filter(form_key=key, created_by=request.user).first()

    def _already_saved(self, request, article):
        messages.info(request, "Bài đã được lưu từ lần bấm trước; lần bấm này được bỏ qua.")
        return redirect("admin:articles_article_change", article.pk)

    def _published_meanwhile(self, request, object_id):
        """The article that its writer sends after an editor published it, or None."""
        article = self.get_object(request, unquote(object_id))
        own = article is not None and article.created_by_id == request.user.pk
        return article if own and not self.has_change_permission(request, article) else None

    def _not_saved(self, request, article):
        context = {
            **self.admin_site.each_context(request),
            "title": "Chưa lưu được",
            "article": article,
            "typed": {
                "title": clean_multiline(request.POST.get("title", "")),
                "summary": clean_multiline(request.POST.get("summary", "")),
                "body": mark_safe(only_allowed(request.POST.get("body", ""))),
            },
        }
        return render(request, "articles/admin/not_saved.html", context, status=409)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        form = context["adminform"].form
        if context["errors"]:
            form.prepare_redisplay()
        source = form.source_status
        context["next_step"] = workflow.next_step(request.user, obj or Article(), source)
        context["show_save_and_add_another"] = False
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_model(self, request, article, form, change):
        article.edition += 1
        article.saved_by = request.user
        if not change:
            article.created_by = request.user
            article.form_key = form.cleaned_data["form_token"]
        elif form.source_status == workflow.PUBLISHED and PUBLIC_FIELDS.intersection(form.changed_data):
            article.revised_at = timezone.now()
        data = form.cleaned_data
        workflow.move(
            article,
            data.get("status", form.source_status),
            by=request.user,
            source=form.source_status,
            note=data.get("note", ""),
        )
        if article.status != form.source_status:
            messages.success(request, _display_status_sentence(article))

    @display(description="Bài viết", ordering="sort_key", header=True)
    def headline(self, article):
        lines = [article.title, article.created_by or ""]
        if article.cover:
            picture = {"path": article.cover.url_for("vuong"), "width": 48, "height": 48, "squared": True}
            lines += [None, picture]
        return lines

    @display(
        description="Trạng thái",
        ordering="status",
        label={
            "Chờ duyệt": "warning",
            "Hẹn giờ": "info",
            "Đang hiện": "success",
            "Đã gỡ": "danger",
        },
    )
    def state(self, article):
        return article.display_status().label

    @display(description="Tác giả", ordering="byline")
    def signed(self, article):
        """The byline, which wraps between names only."""
        names = format_html_join(" ", "<span>{}</span>", ((name,) for name in split_names(article.byline)))
        return format_html("<span>{}</span>", names or "–")

    @display(description="Xuất bản lúc", ordering="published_at")
    def shown_from(self, article):
        return _moment(article.published_at) if article.published_at else "–"

    @display(description="Lưu lúc", ordering="saved_at")
    def saved(self, article):
        return format_html("{}<br><small>{}</small>", _moment(article.saved_at), article.saved_by or "")

    @display(description="Nội dung")
    def text(self, article):
        return format_html(
            '<div class="desk-read">{}</div>', mark_safe(clean_for_readers(keep_telephones(article.body)))
        )

    @display(description="Hiện nay")
    def display_status(self, article):
        """The status of the saved row: in a form shown again the object already holds what was typed."""
        saved = Article.objects.only("status", "published_at", "expires_at").filter(pk=article.pk).first()
        article = saved or Article()
        return format_html(
            '<span class="desk-display-status" data-display-status="{}">{}</span>',
            article.display_status(),
            _display_status_sentence(article),
        )

    @display(description="")
    def steps(self, article):
        return render_to_string("articles/admin/steps.html", {"steps": article.transitions.select_related("by")})


def _moment(moment):
    """ "21/11/2026 08:30", which a column can hold on one line."""
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def _display_status_sentence(article):
    """What readers see of the article now, as a sentence."""
    shown_from = format_time_date(article.published_at) if article.published_at else ""
    expired_at = format_time_date(article.expires_at) if article.expires_at else ""
    return {
        DisplayStatus.DRAFT: "Bản nháp, bạn đọc chưa thấy.",
        DisplayStatus.REVIEW: "Đang chờ biên tập viên duyệt, bạn đọc chưa thấy.",
        DisplayStatus.SCHEDULED: f"Đã hẹn giờ: bài tự hiện lúc {shown_from}.",
        DisplayStatus.SHOWN: f"Đang hiện từ {shown_from}.",
        DisplayStatus.EXPIRED: f"Hết hạn lúc {expired_at}, bạn đọc không còn thấy.",
        DisplayStatus.WITHDRAWN: "Đã gỡ, bạn đọc không còn thấy.",
    }[article.display_status()]
