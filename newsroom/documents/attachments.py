"""The rows of the article's form in which documents are attached. A chosen file is stored before the article is: the
row names it by a handle, so that no mistake elsewhere in the form loses it.
"""

from pathlib import PurePosixPath

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.forms.models import BaseInlineFormSet
from django.urls import reverse
from django.utils.html import format_html
from unfold.admin import TabularInline
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminIntegerFieldWidget, UnfoldAdminSelectWidget

from articles.binned_attachments import attached_anew
from articles.models import Attachment
from newsroom.models import StoredDocument
from revisions.bin.binning import put
from uploads.binned_files import where
from uploads.checks import Refused

from .form_rows import known_rows_first, read_deletions
from .stored_documents import attach, store

PREFIX = "attachments"
COUNTS_OF_ROWS = ("attachments-TOTAL_FORMS", "attachments-INITIAL_FORMS")  # fields without which no row is read
LOST = "Tệp đã tải lên không còn trên máy chủ (quá 7 ngày chưa lưu, hoặc của tài khoản khác). Hãy chọn lại tệp."


class Handle(str):
    """The handle of a document, as a row of the form has sent it in place of a file."""


class DocumentInput(UnfoldAdminFileFieldWidget):
    """Takes a file, or the handle of one that is stored already (hidden, `<name>-document`)."""

    template_name = "newsroom/widgets/document_input.html"

    def value_from_datadict(self, data, files, name):
        handle = data.get(f"{name}-document")
        sent = super().value_from_datadict(data, files, name)
        return Handle(handle) if handle and not sent else sent

    def get_context(self, name, value, attrs):
        stored = None
        if isinstance(value, Handle):
            stored, value = StoredDocument.objects.with_handle(value), None
        context = super().get_context(name, value, attrs)
        attached = getattr(value, "instance", None)
        context["widget"] |= {
            "stored": stored,
            "file_name": PurePosixPath(getattr(value, "name", None) or "").name,
            "about": attached.about if isinstance(attached, Attachment) and attached.pk else "",
        }
        return context


class OrderInput(UnfoldAdminIntegerFieldWidget):
    """Buttons that move the row, in place of a number (static/newsroom/attachment_order.js)."""

    template_name = "newsroom/widgets/order_input.html"


class CopyKindSelect(UnfoldAdminSelectWidget):
    template_name = "newsroom/widgets/plain_select.html"


class DocumentFormField(forms.FileField):
    """A file, or a Handle. Who may use it is for the form to say."""

    widget = DocumentInput

    def clean(self, data, initial=None):
        return data if isinstance(data, Handle) else super().clean(data, initial)

    def bound_data(self, data, initial):
        """What a form that comes back shows: Django forgets a file, which no page may choose again."""
        return data if isinstance(data, Handle) else super().bound_data(data, initial)


class AttachmentForm(forms.ModelForm):
    """A row, as `user` fills it in. The admin instantiates a class without more; so each request has one of its own
    that knows the user (`of_user`).
    """

    user = None
    document = None  # the StoredDocument whose file the row takes
    came_back = False  # whether the save brought the row back from the bin

    class Meta:
        model = Attachment
        fields = ("title", "file", "copy_kind", "position")
        field_classes = {"file": DocumentFormField}

    @classmethod
    def of_user(cls, user):
        return type(cls)(cls.__name__, (cls,), {"user": user})

    def clean_file(self):
        """The name of the stored file where a Handle is sent; the row keeps it until the save is done."""
        sent = self.cleaned_data["file"]
        if not isinstance(sent, Handle):
            return sent
        self.document = StoredDocument.objects.select_for_update().named_by(sent, self.user)
        if self.document is None or not default_storage.exists(where(self.document.file.name)):
            raise ValidationError(LOST, code="lost")
        return self.document.file.name

    def _post_clean(self):
        """Stores a sent file that has passed, so that it stays when something else of the form is wrong."""
        super()._post_clean()
        sent = self.cleaned_data.get("file")
        if not isinstance(sent, UploadedFile) or "file" in self.errors:
            return
        try:
            self.document = store(sent, self.user)
        except Refused as refusal:
            self.add_error("file", refusal.about(sent.name))
            return
        self.instance.file = self.document.file.name
        self.data = self.data.copy()
        self.data[f"{self.add_prefix('file')}-document"] = self.document.handle
        self.files = {}

    def save(self, commit=True):
        """Saves the row; a document of the bin comes back with it, as the row that it was if it was one of this
        article.
        """
        if self.document:
            self.instance.pages = self.document.pages
        if self.document and commit:
            self.came_back = attached_anew(self.instance, self.user)
        return super().save(commit)

    def _save_m2m(self):
        super()._save_m2m()
        if self.document:
            attach(self.document, self.instance)


class AttachmentFormSet(BaseInlineFormSet):
    """The rows together. What is taken out of them goes to the bin: `binned` are the entries that a save has made."""

    binned = ()

    def __init__(self, data=None, files=None, instance=None, prefix=None, **kwargs):
        if data is not None and instance is not None and instance.pk:
            data, files = known_rows_first(data, files, prefix, self._attached_before(data, instance, prefix))
        super().__init__(data, files, instance=instance, prefix=prefix, **kwargs)

    def delete_existing(self, obj, commit=True):
        if commit and (entry := put(obj, self.form.user)):
            self.binned = (*self.binned, entry)

    def full_clean(self):
        """Rows that only show what was typed (ArticleForm.only_shows) say nothing of their mistakes."""
        super().full_clean()
        if self.data.get("only_shows"):
            self._non_form_errors.clear()
            for errors in self._errors:
                errors.clear()

    def _attached_before(self, data, article, prefix):
        """{number of a row: pk of its attachment}, of new rows whose document a save has attached to `article`: the
        answer to that save was lost. No query without such a row.
        """
        handles = {
            name.removesuffix("-file-document").removeprefix(f"{prefix}-"): handle
            for name, handle in data.items()
            if name.endswith("-file-document") and name.startswith(f"{prefix}-") and handle
        }
        found = {}
        for number, handle in handles.items():
            if number.isdecimal() and not data.get(f"{prefix}-{number}-id"):
                document = StoredDocument.objects.named_by(handle, self.form.user)
                if document and document.attachment_id and document.attachment.article_id == article.pk:
                    found[int(number)] = document.attachment_id
        return found


class SaysWhatIsBinned:
    """For the ModelAdmin of articles: a save says which documents went to the bin, and which came back from there."""

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        for entry in getattr(formset, "binned", ()):
            address = reverse("bin:entry", args=[entry.pk])
            said = format_html(
                'Đã đưa tệp “{}” vào thùng rác. <a href="{}">Xem hoặc khôi phục</a>', entry.name, address
            )
            messages.success(request, said)
        for row in formset.forms:
            if getattr(row, "came_back", False):
                messages.success(request, f"Tệp “{row.instance}” đã được khôi phục từ thùng rác.")


def lost_attachments(data, files, article):
    """The titles of the attachments of `article`, if what is sent leaves it none. One query where some are deleted."""
    deleted, is_any_kept = read_deletions(data, files, PREFIX)
    if not deleted or is_any_kept:
        return []
    attached = list(article.attachments.order_by("position", "pk"))
    return [each.title for each in attached] if {str(each.pk) for each in attached} <= deleted else []


class AttachmentInline(TabularInline):
    """Their titles are read as fields of the article's form (ArticleAdmin.proofread)."""

    model = Attachment
    formset = AttachmentFormSet
    template = "newsroom/attachments.html"
    fields = ["title", "file", "copy_kind", "position"]
    extra = 0

    def get_formset(self, request, obj=None, **kwargs):
        return super().get_formset(request, obj, form=AttachmentForm.of_user(request.user), **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "file":
            return db_field.formfield(form_class=DocumentFormField, widget=DocumentInput)
        if db_field.name == "position":
            return db_field.formfield(widget=OrderInput)
        if db_field.name == "copy_kind":
            return db_field.formfield(
                widget=CopyKindSelect, choices=[("", "không ghi rõ"), *Attachment.CopyKind.choices]
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)
