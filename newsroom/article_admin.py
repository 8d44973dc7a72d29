"""The article in the admin: the form in which journalists write, and what saving does. Its list: article_list.py."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import ValidationError
from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.widgets import UnfoldAdminRelatedFieldWrapperWidget

from articles import workflow
from articles.admin.mixins import DeletesPlainly, LeadsToItsPage
from articles.models import Article
from articles.models.display_status import DisplayStatus
from articles.presentation import keep_telephones
from copyediting.forms import ProofreadFormMixin
from richtext.sanitize import clean_for_desk
from uploads.widgets import PicksPictures
from vietnamese.dates import format_time_date
from vietnamese.widgets import MOMENT_FIELD

from .answers import wrong_places
from .choosers import ChoosesSafely
from .copies.shown_copies import ShowsWorkingCopies
from .documents.attachments import AttachmentInline, SaysWhatIsBinned
from .form.article_form import ArticleForm
from .form.duplicate_page import DuplicatesArticles
from .form.known_authors import KnowsAuthors
from .form.manuscript_page import ReadsManuscripts
from .form.restored_articles import PUBLIC_FIELDS, RestoresArticles
from .form.step_buttons import step_buttons
from .form.step_findings import ARTICLE
from .form.text_length import length_in_form
from .lists.article_list import ListsArticles
from .lists.bins_articles import BinsArticles
from .presence.shown_presence import ShowsPresence
from .preview.framed_previews import FramesPreviews
from .saving.saving import SavesByFetch

# Translates the choosers, and lets them take typed words as new tags. In the order in which they must load.
CHOOSERS = [
    "admin/js/vendor/jquery/jquery.min.js",
    "admin/js/vendor/select2/select2.full.js",
    "admin/js/vendor/select2/i18n/vi.js",
    "newsroom/new_tags.js",
    "admin/js/jquery.init.js",
]

_when_shown = lazy(render_to_string, SafeString)


@admin.register(Article)
class ArticleAdmin(
    FramesPreviews,
    SaysWhatIsBinned,
    SavesByFetch,
    ShowsWorkingCopies,
    ListsArticles,
    DuplicatesArticles,
    KnowsAuthors,
    ReadsManuscripts,
    ShowsPresence,
    BinsArticles,
    RestoresArticles,
    ProofreadFormMixin,
    LeadsToItsPage,
    DeletesPlainly,
    PicksPictures,
    ChoosesSafely,
    ModelAdmin,
):
    form = ArticleForm
    proofread = ARTICLE
    inlines = [AttachmentInline]
    formfield_overrides = {models.DateTimeField: MOMENT_FIELD}
    actions = [*ListsArticles.actions, "duplicate_one"]
    autocomplete_fields = ["tags", "event"]
    readonly_fields = ["display_status", "steps", "text"]
    compressed_fields = False
    fieldsets = [
        (None, {"classes": ["head"], "fields": ["display_status", "category"]}),
        (
            None,
            {
                "classes": ["story"],
                "fields": ["title", "summary", "body", "cover", "cover_caption", "byline", "source", "source_url"],
            },
        ),
        (
            "Xuất bản",
            {"classes": ["panel"], "fields": ["note", "published_at", "expires_at"]},
        ),
        ("Xếp chỗ", {"classes": ["panel"], "fields": ["tags", "event", "is_featured", "in_ticker"]}),
        ("Khác", {"classes": ["panel"], "fields": ["comments_open", "slug"]}),
        ("Các bước duyệt", {"classes": ["panel", "steps"], "fields": ["steps"]}),
    ]

    class Media:
        css = {
            "all": [
                "newsroom/article_form.css",
                "newsroom/presence.css",
                "newsroom/preview.css",
                "newsroom/manuscripts.css",
            ]
        }
        js = [*CHOOSERS, forms.Script("newsroom/article_form.js", type="module")]

    def get_queryset(self, request):
        """What this person may know; lists, forms, history, deletion and choosers all begin here."""
        return super().get_queryset(request).visible_to(request.user).without_texts()

    def get_object(self, request, object_id, from_field=None):
        """The article of a form, with its texts and tags. Two queries."""
        field = self.opts.get_field(from_field) if from_field else self.opts.pk
        articles = self.get_queryset(request).defer(None).without_search_words().prefetch_related("tags")
        try:
            return articles.filter(**{field.name: field.to_python(object_id)}).first()
        except (ValidationError, ValueError):
            return None

    def get_form(self, request, obj=None, **kwargs):
        """Besides the fields that it shows, the form knows `status`: buttons and programs send it."""
        shown = kwargs.pop("fields", None) or flatten_fieldsets(self.get_fieldsets(request, obj))
        form = ArticleForm.of_user(request.user)
        return super().get_form(request, obj, form=form, fields=[*shown, "status"], **kwargs)

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
        """Drops the window for new tags: they are typed where tags are chosen (article_form.py); of the links beside
        the category all but the one to a new one: it stands in the first lines of the form.
        """
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "category":
            may_add = field.widget.can_add_related
            field.widget = UnfoldAdminRelatedFieldWrapperWidget(
                field.widget.widget, db_field.remote_field, self.admin_site, can_add_related=may_add
            )
        if db_field.name == "tags":
            field.widget = field.widget.widget
            if request.user.has_perm("articles.add_tag"):
                field.widget.attrs |= {"data-tags": "true", "data-token-separators": '[","]'}
        return field

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        form = context["adminform"].form
        if context["errors"] or form.asks:
            form.prepare_redisplay()
        article = obj or Article()
        context["next_step"] = workflow.next_step(request.user, article, form.source_status)
        context["step_buttons"] = step_buttons(form, request.user, article)
        context["show_save_and_add_another"] = False
        context["text_length"] = length_in_form(form)
        context["wrong_places"] = [place for place in wrong_places(context) if place.label]
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
        self.end_copy(request, article)
        if article.status != form.source_status:
            messages.success(request, _display_status_sentence(article))

    @display(description="Nội dung")
    def text(self, article):
        return format_html('<div class="desk-read">{}</div>', mark_safe(clean_for_desk(keep_telephones(article.body))))

    @display(description="Hiện nay")
    def display_status(self, article):
        """The status of the saved row: in a form shown again the object already holds what was typed."""
        stored = article.as_stored
        return format_html(
            '<span class="desk-display-status" data-display-status="{}">{}</span>',
            stored.display_status(),
            _display_status_sentence(stored),
        )

    @display(description="")
    def steps(self, article):
        """The theme asks for a field five times and shows it once: it is rendered when shown."""
        return _when_shown("newsroom/steps.html", {"steps": article.steps_taken})


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
        DisplayStatus.BINNED: "Ở trong thùng rác, bạn đọc không thấy.",
    }[article.display_status()]
