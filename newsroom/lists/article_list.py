"""The list of articles in the admin: its columns, filters and search."""

from django.contrib.admin.options import IncorrectLookupParameters
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from unfold.decorators import display

from articles.admin.filters import COUNTED, DaysFilter, DisplayStatusFilter, SignedByFilter, WrittenByFilter
from articles.admin.many_choices import ManyRowsFilter
from articles.bylines import split_names
from articles.search.query import narrow, narrowed_page
from database.bounded import KeyPage, page_of_keys
from newsroom.presence.shown_presence import ListOfOpenArticles

from .bulk_step_actions import TakesStepsWithMany
from .pages import MAX_PAGE, KeyPaginator
from .saved_filters import tabs_of


class ArticleChangeList(ListOfOpenArticles):
    """Finds the keys of a page in an index and reads these rows alone; counts once what the tabs and the list show."""

    BY_TABS = {DisplayStatusFilter.parameter_name, WrittenByFilter.parameter_name}

    def get_queryset(self, request, exclude_parameters=None):
        text, self.query = self.query, ""
        self.unsearched = super().get_queryset(request, exclude_parameters)
        self.query = text
        return narrow(self.unsearched, text) if text else self.unsearched

    def get_results(self, request):
        """One query beside the tabs', two where more filters are set, three or four where words are searched. Raises
        IncorrectLookupParameters for a page without rows.
        """
        per_page = self.list_per_page
        number = self.page_num if 1 <= self.page_num <= MAX_PAGE else 1
        found = self._find((number - 1) * per_page, number * per_page + 1)
        self.multi_page = found.count > per_page
        self.can_show_all = not found.is_capped and found.count <= self.list_max_show_all
        shows_all = not self.multi_page or (self.show_all and self.can_show_all)
        if shows_all and (number > 1 or self.multi_page):
            found = self._find(0, self.list_max_show_all)
        rows = self._rows(found.keys)
        if not shows_all and (not rows or number != self.page_num):
            raise IncorrectLookupParameters
        self.result_list = rows if shows_all else rows[:per_page]
        self.paginator = KeyPaginator(found, per_page, number, has_next=len(rows) > len(self.result_list))
        self.result_count = found.count
        self.show_full_result_count, self.show_admin_actions = False, True
        # The head of the page tells a number where the two differ; it could not say "more than".
        self.full_result_count = found.count if found.is_capped else None

    def _rows(self, keys):
        """The rows of the `keys`. Where these are a query, it asks itself what this person may know: asked of the rows
        again, PostgreSQL reads them all.
        """
        known = self.root_queryset if isinstance(keys, list) else self.model.objects.without_texts()
        return list(self.shown(known).filter(pk__in=keys).order_by(*self.queryset.query.order_by))

    def _find(self, start, stop):
        """The KeyPage from the place `start` to `stop`."""
        if self.query:
            return narrowed_page(self.unsearched, self.query, start, stop)
        if self.BY_TABS.issuperset(self.get_filters_params()):
            return KeyPage(self.queryset.values("pk")[start:stop], self.filter_specs[0].count(), COUNTED)
        return page_of_keys(self.queryset, start, stop, COUNTED)


class ListsArticles(TakesStepsWithMany):
    """For the ModelAdmin of Article: the list."""

    list_display = ["headline", "state", "category", "signed", "shown_from", "saved"]
    list_display_links = ["headline"]
    list_select_related = ["category", "cover", "created_by", "saved_by"]
    list_filter = [
        DisplayStatusFilter,
        WrittenByFilter,
        ("category", ManyRowsFilter),
        SignedByFilter,
        ("created_by", ManyRowsFilter),
        ("published_at", DaysFilter),
        "is_featured",
        "in_ticker",
    ]
    list_filter_submit = True
    list_per_page = 30
    show_full_result_count = False
    list_fullwidth = True
    list_before_template = "newsroom/display_statuses.html"
    search_fields = ["title"]
    search_help_text = "Tìm trong tiêu đề, sapo, nội dung; gõ không dấu cũng được."
    ordering = ["-saved_at", "-pk"]

    def get_search_results(self, request, queryset, search_term):
        return (narrow(queryset, search_term), False) if search_term else (queryset, False)

    def get_changelist(self, request, **kwargs):
        return ArticleChangeList

    def changelist_view(self, request, extra_context=None):
        """Gives the tabs above the list the choices of its first two filters, and this person's saved filters."""
        response = super().changelist_view(request, extra_context)
        if changelist := (getattr(response, "context_data", None) or {}).get("cl"):
            statuses, whose = ([*spec.choices(changelist)] for spec in changelist.filter_specs[:2])
            response.context_data.update(
                display_status_tabs=statuses,
                whose_tabs=whose,
                saved_filters=tabs_of(request.user, request.GET),
                selection_note_all=f"Đã chọn tất cả {changelist.paginator.shown_count} mục",
            )
        return response

    @display(description="Bài viết", ordering="sort_key", header=True)
    def headline(self, article):
        names = ", ".join(article.open_at or [])
        opened = format_html('<span class="desk-opened">đang mở: {}</span>', names) if names else ""
        lines = [article.title, format_html("{} {}", article.created_by or "", opened)]
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

    @display(description="Tác giả", ordering="byline_key")
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


def _moment(moment):
    """ "21/11/2026 08:30", which a column can hold on one line."""
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
