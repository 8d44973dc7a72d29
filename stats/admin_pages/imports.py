"""Figures from elsewhere: a file is read and shown as it was understood, then added, and can be taken out again."""

from pathlib import PurePath

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from stats.imports import cells, figure_imports
from stats.imports.report import Told, Unusable
from stats.imports.series_columns import CHOICES
from stats.imports.sheets import MOST_COLUMNS
from stats.imports.text_files import is_workbook
from stats.models import FigureImport
from uploads.checks import UPLOAD_MAX_BYTES, Refused, check_document, check_size
from vietnamese.numbers import format_number

from .base_page import require_statistics_access, show

PERMISSION = "stats.add_figureimport"
# What a request may take (two seconds of a processor): larger files are for the command.
MOST_UNPACKED = 50 * 1024 * 1024
MOST_LINES = 100_000
SHOWN = 100
COLUMN_CHOICES = [
    ("", "Không dùng"),
    ("day", "Ngày"),
    ("views", "Lượt xem trang"),
    ("visits", "Lượt truy cập"),
    ("visitors", "Khách"),
]
SENTENCES = 20


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Tệp",
        allow_empty_file=True,
        error_messages={"required": "Chưa chọn tệp. Hãy chọn tệp rồi bấm “Đọc tệp”."},
    )
    order = forms.ChoiceField(
        label="Thứ tự trong ngày",
        required=False,
        choices=[
            (cells.AUTO, "Tự nhận"),
            (cells.DAY_FIRST, "Ngày/tháng/năm"),
            (cells.MONTH_FIRST, "Tháng/ngày/năm"),
        ],
        error_messages={"invalid_choice": "Chọn một trong các thứ tự có sẵn."},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        try:
            check_size(file)
            if is_workbook(file):
                check_document(file, f"{PurePath(file.name).stem}.xlsx")
        except Refused as error:
            raise forms.ValidationError(error.about(file.name)) from error
        return file

    def clean_order(self):
        return self.cleaned_data["order"] or cells.AUTO

    def clean(self):
        """`columns` {name of a column: what it was chosen to be}, of fields “name-0”, “column-0” and so on."""
        places = [place for place in range(MOST_COLUMNS) if f"name-{place}" in self.data]
        columns = {self.data[f"name-{place}"]: self.data.get(f"column-{place}", "") for place in places}
        if not set(columns.values()) <= set(CHOICES):
            self.add_error(None, "Với mỗi cột, chọn một trong các mục có sẵn.")
        return {**self.cleaned_data, "columns": columns}


@require_statistics_access
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request):
    """The imports, and a form for whoever may import; its answer is the page of what was understood. Two queries of
    its own.
    """
    form, problems, columns = UploadForm(), [], []
    if request.method == "POST":
        _require_importer(request)
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                return redirect("stats:import", pk=_checked(form.cleaned_data, request.user).pk)
            except Unusable as error:
                problems, columns = _sentences(error), error.columns
    own = Q(state=FigureImport.State.WAITING, by=request.user)
    rows = FigureImport.objects.filter(~Q(state=FigureImport.State.WAITING) | own).select_related("by")
    return show(
        request,
        "imports",
        tab="stats:imports",
        rows=rows.defer("report")[:SHOWN],
        most_shown=SHOWN,
        form=form,
        problems=problems,
        columns=_to_choose(columns),
        column_choices=COLUMN_CHOICES,
        may_import=request.user.has_perm(PERMISSION),
        most_lines=MOST_LINES,
        most_megabytes=UPLOAD_MAX_BYTES // 1024**2,
    )


@require_statistics_access
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request, pk):
    """What was understood of one file; POST adds it. One query of its own."""
    problems, asked_at = [], timezone.now()
    if request.method == "POST":
        _require_importer(request)
        try:
            row = figure_imports.add(pk, request.user, request.POST.get("seen", ""))
        except Unusable as error:
            problems = _sentences(error)
        else:
            if row.added_at >= asked_at:
                messages.success(request, f"Đã nhập {format_number(row.day_count)} ngày từ tệp “{row.file_name}”.")
            else:
                messages.info(request, "Tệp này đã nhập từ trước, lần này không nhập thêm gì.")
            return redirect("stats:import", pk=pk)
    row = _seen_by(request, pk)
    if row is None:
        messages.warning(request, "Tệp chờ này không còn: đã hết hạn hoặc đã bỏ. Hãy tải tệp lên lại.")
        return redirect("stats:imports")
    return _page_of(request, row, problems)


@require_statistics_access
@require_POST
def discard(request, pk):
    """Forget a file that waits; twice is once. What was added meanwhile is not forgotten so."""
    _require_importer(request)
    if not figure_imports.discard(pk, request.user) and figure_imports.done().filter(pk=pk).exists():
        messages.warning(request, "Không bỏ được: tệp này đã nhập. Muốn bỏ số liệu thì hoàn tác đợt nhập.")
        return redirect("stats:import", pk=pk)
    messages.success(request, "Đã bỏ tệp chờ, không nhập gì.")
    return redirect("stats:imports")


@require_statistics_access
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request, pk):
    """Asks, and by POST takes the figures of one import out again."""
    _require_importer(request)
    row = get_object_or_404(_with_people(), ~Q(state=FigureImport.State.WAITING), pk=pk)
    problems, asked_at = [], timezone.now()
    if request.method == "POST":
        try:
            row = figure_imports.undo(pk, request.user)
        except Unusable as error:
            problems = _sentences(error)
        else:
            if row.undone_at >= asked_at:
                messages.success(request, f"Đã hoàn tác: số liệu của tệp “{row.file_name}” không còn trong thống kê.")
            else:
                messages.info(request, "Đợt nhập này đã được hoàn tác từ trước, lần này không thay đổi gì.")
            return redirect("stats:import", pk=pk)
    return _page_of(request, row, problems, asks_undo=row.state == FigureImport.State.ADDED)


def _require_importer(request):
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied


def _checked(data, user):
    """The FigureImport that waits. Raises Unusable."""
    name = data["file"].name
    checked = figure_imports.check(
        data["file"], name, data["order"], data["columns"], most_lines=MOST_LINES, most_bytes=MOST_UNPACKED
    )
    return figure_imports.wait(checked, user)


def _seen_by(request, pk):
    """The row of that number; None for one that waited and is gone. Raises Http404 for what waits for others."""
    row = _with_people().filter(pk=pk).first()
    if row and row.state == FigureImport.State.WAITING and row.by != request.user:
        raise Http404
    return row


def _with_people():
    return FigureImport.objects.select_related("by", "undone_by")


def _to_choose(columns):
    """[(name, what it is read as)] of columns that can be chosen anew."""
    return [(name, code if code in CHOICES else "") for name, code in columns[:MOST_COLUMNS]]


def _page_of(request, row, problems, *, asks_undo=False):
    is_waiting_series = (row.state, row.kind) == (FigureImport.State.WAITING, FigureImport.Kind.SERIES)
    return show(
        request,
        "import",
        columns=_to_choose(row.report.get("columns", [])) if is_waiting_series else [],
        column_choices=COLUMN_CHOICES,
        form=UploadForm(),
        tab="stats:imports",
        row=row,
        digest=bytes(row.digest).hex(),
        told=Told.of(row.report, has_advice=row.state == FigureImport.State.WAITING),
        problems=problems,
        asks_undo=asks_undo,
        may_import=request.user.has_perm(PERMISSION),
    )


def _sentences(error):
    told = [f"{problem.vietnamese().rstrip('.')}." for problem in error.problems]
    more = len(told) - SENTENCES
    return told[:SENTENCES] + ([f"Và {format_number(more)} chỗ nữa."] if more > 0 else [])
