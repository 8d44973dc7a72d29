from uuid import UUID

from django.contrib import admin, messages
from django.db import IntegrityError
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html
from unfold.admin import ModelAdmin, TabularInline
from unfold.contrib.filters.admin import RangeDateTimeFilter, RelatedDropdownFilter
from unfold.decorators import display

from vietnamese.dates import format_datetime

from . import workflow
from .admin_forms import ArticleForm
from .models import Article, Attachment, Author, Category, Event, Page, Tag, Transition
from .search import narrow

READERS_SEE = {"title", "summary", "body", "cover", "cover_caption", "byline", "source"}


class AttachmentInline(TabularInline):
    model = Attachment
    fields = ["title", "file", "position"]
    extra = 0
    tab = True


class TransitionInline(TabularInline):
    model = Transition
    fields = readonly_fields = ["at", "by", "from_status", "to_status", "note"]
    extra = 0
    can_delete = False
    tab = True

    def has_add_permission(self, request, obj):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Article)
class ArticleAdmin(ModelAdmin):
    form = ArticleForm
    inlines = [AttachmentInline, TransitionInline]
    list_display = ["headline", "state", "category", "byline", "shown_from", "saved"]
    list_display_links = ["headline"]
    list_select_related = ["category", "cover", "created_by", "saved_by"]
    list_filter = [
        "status",
        ("category", RelatedDropdownFilter),
        ("authors", RelatedDropdownFilter),
        ("created_by", RelatedDropdownFilter),
        ("published_at", RangeDateTimeFilter),
        "is_featured",
        "in_ticker",
    ]
    list_filter_submit = True
    list_per_page = 30
    list_fullwidth = True
    search_fields = ["title"]
    search_help_text = "Tìm trong tiêu đề, sapo, nội dung; gõ không dấu cũng được."
    ordering = ["-saved_at"]
    date_hierarchy = None
    autocomplete_fields = ["tags", "event"]
    compressed_fields = True
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
            {"classes": ["panel"], "fields": ["status", "note", "published_at", "expires_at", "overwrite"]},
        ),
        ("Xếp chỗ", {"classes": ["panel"], "fields": ["category", "event", "tags", "is_featured", "in_ticker"]}),
        ("Khác", {"classes": ["panel"], "fields": ["comments_open", "slug", "edition", "form_key"]}),
    ]

    class Media:
        css = {"all": ["articles/desk.css"]}

    def get_queryset(self, request):
        return super().get_queryset(request).defer("body", "search_exact", "search_folded")

    def get_search_results(self, request, queryset, search_term):
        return (narrow(queryset, search_term), False) if search_term else (queryset, False)

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.user = request.user
        return form

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return super().has_change_permission(request)
        return workflow.may_edit(request.user, obj)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A form sent twice makes one article: the second press leads to the row that the first one made."""
        if request.method == "POST" and object_id is None and (made := self._made_by_form(request)):
            return self._already_saved(request, made)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            if object_id is None and (made := self._made_by_form(request)):
                return self._already_saved(request, made)
            raise

    def _made_by_form(self, request):
        try:
            key = UUID(request.POST.get("form_key", ""))
        except ValueError:
            return None
        return Article.objects.filter(form_key=key).first()

    def _already_saved(self, request, article):
        messages.info(request, "Bài đã được lưu từ lần bấm trước; lần bấm này được bỏ qua.")
        return redirect("admin:articles_article_change", article.pk)

    def save_model(self, request, article, form, change):
        article.edition += 1
        article.saved_by = request.user
        if not change:
            article.created_by = request.user
            article.form_key = form.cleaned_data["form_key"]
        elif form.source_status == workflow.PUBLISHED and READERS_SEE.intersection(form.changed_data):
            article.revised_at = timezone.now()
        data = form.cleaned_data
        workflow.move(
            article,
            data.get("status", form.source_status),
            by=request.user,
            source=form.source_status,
            note=data.get("note", ""),
        )

    def view_on_site(self, article):
        return article.get_absolute_url()

    @display(description="Bài viết", ordering="title", header=True)
    def headline(self, article):
        lines = [article.title, article.created_by or ""]
        if article.cover:
            lines += [None, {"path": article.cover.url_for(640), "width": 64, "height": 40}]
        return lines

    @display(
        description="Trạng thái",
        ordering="status",
        label={"Bản nháp": "info", "Chờ duyệt": "warning", "Đã xuất bản": "success", "Hẹn giờ": "primary"},
    )
    def state(self, article):
        if article.is_scheduled():
            return "Hẹn giờ"
        if article.status == workflow.PUBLISHED and article.is_gone():
            return "Hết hạn"
        return article.get_status_display()

    @display(description="Xuất bản lúc", ordering="published_at")
    def shown_from(self, article):
        return format_datetime(article.published_at) if article.published_at else "–"

    @display(description="Lưu lúc", ordering="saved_at")
    def saved(self, article):
        return format_html("{}<br><small>{}</small>", format_datetime(article.saved_at), article.saved_by or "")


@admin.register(Category)
class CategoryAdmin(ModelAdmin):
    list_display = ["name", "parent", "position", "on_home", "comments_open"]
    list_editable = ["position", "on_home", "comments_open"]
    list_select_related = ["parent"]
    list_filter = ["parent"]
    search_fields = ["name", "slug"]
    fields = ["name", "parent", "description", "position", "on_home", "comments_open", "slug"]


@admin.register(Tag)
class TagAdmin(ModelAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name", "slug"]
    fields = ["name", "slug"]


@admin.register(Author)
class AuthorAdmin(ModelAdmin):
    list_display = ["name", "bio", "user"]
    list_select_related = ["user"]
    search_fields = ["name", "slug"]
    fields = ["name", "bio", "user", "slug"]


@admin.register(Event)
class EventAdmin(ModelAdmin):
    list_display = ["name", "starts_at", "ends_at", "place", "is_cancelled"]
    list_filter = ["is_cancelled", ("starts_at", RangeDateTimeFilter)]
    list_filter_submit = True
    search_fields = ["name", "slug", "place"]
    fields = ["name", "summary", "picture", "starts_at", "ends_at", "place", "is_cancelled", "slug"]

    def view_on_site(self, event):
        return event.get_absolute_url()


@admin.register(Page)
class PageAdmin(ModelAdmin):
    list_display = ["title", "slug", "is_published", "updated_at"]
    search_fields = ["title", "slug"]
    fields = ["title", "summary", "body", "is_published", "slug"]

    def view_on_site(self, page):
        return page.get_absolute_url()
