"""The form in which journalists write: it takes the steps that the user may take, asks before what may be an accident,
and loses no text when two save at once.
"""

import uuid
from copy import copy
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.models import construct_instance
from django.urls import reverse
from django.utils.functional import cached_property
from unfold.widgets import UnfoldAdminTextareaWidget

from accounts.missing_rows import name_missing_rows
from articles import workflow
from articles.models import Article, Category, Tag
from articles.models.readiness import described_gap, undescribed
from articles.save_questions import SaveQuestion, save_questions
from copyediting.forms import has_unread
from newsroom.choosers import NEW
from newsroom.documents.attachments import lost_attachments
from newsroom.saving.newer_edition import GoneMeanwhile, who_saved
from proofreading.structure.press import names_press
from vietnamese.form_fields import CleanedField
from vietnamese.text import clean_multiline

from .step_findings import findings_of_step, takes_text_on

FOR_ITSELF = {"seen_edition", "overwrite", "form_token", "copy_key", "only_shows", "confirmed", "row_names"}
NOTE_MAX = 2_000
KNOWN_AUTHORS = "admin:articles_article_known_authors"


class AnyOf(forms.MultipleChoiceField):
    """A list of words, whichever they are."""

    widget = forms.MultipleHiddenInput

    def valid_value(self, value):
        return True


class StatusField(forms.ChoiceField):
    """The state after the save: as it is, unless a step is sent that the user may take."""

    def __init__(self, choices, label_now):
        super().__init__(choices=choices, required=False, label="Trạng thái", widget=forms.HiddenInput)
        self.label_now = label_now

    def has_changed(self, initial, data):
        return bool(data) and super().has_changed(initial, data)

    def validate(self, value):
        if value and not self.valid_value(value):
            label = dict(Article.Status.choices).get(value, value)
            raise forms.ValidationError(
                f"Bài đang ở trạng thái “{self.label_now}”, bạn không chuyển sang “{label}” được. "
                "Xin dùng một trong các nút bước duyệt trên trang, hoặc nhờ biên tập viên.",
                code="invalid_choice",
            )


class ArticleForm(forms.ModelForm):
    """An article as `user` writes it. The admin instantiates the form's class with the sent data alone; so each
    request has a class of its own that knows the user (`of_user`).

    `seen_edition` is the edition that the sender had before them, `overwrite` the one they agreed to write over;
    `form_token` is the same for each time that one empty form is sent, `copy_key` names the working copy of its text;
    `confirmed` has the keys of SaveQuestions that the sender has answered, `row_names` what the tags are called that
    were chosen ("12 một cửa"). A program may leave all six out; one that does not say what it has seen is asked
    nothing. With `only_shows` the form shows what is sent, and saves nothing.

    `status` is the state that a step leads to: the last one sent counts, and no field shows it.
    """

    user = None
    newer = None  # the row as somebody else has just saved it
    questions = ()  # the SaveQuestions that this sending raises, answered ones too
    reading = None  # the OpenFindings of the step that is taken
    refusal = ""  # the sentence about a form that was not saved: that it is not, and what its buttons will do
    pressed = None  # the Step that was not taken
    gone_rows = None  # {field: [key]} of chosen rows that were deleted meanwhile

    seen_edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    overwrite = forms.IntegerField(required=False)
    form_token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    copy_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    only_shows = forms.BooleanField(widget=forms.HiddenInput, required=False)
    confirmed = AnyOf(required=False)
    row_names = AnyOf(required=False)
    note = CleanedField(
        label="Lời nhắn, lý do",
        clean_function=clean_multiline,
        limit=NOTE_MAX,
        what="Lời nhắn, lý do",
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
        help_text="Cần khi trả lại hoặc gỡ bài; người viết sẽ đọc được.",
    )

    class Meta:
        model = Article
        exclude = ()  # noqa: DJ006 - the fields are those of ArticleAdmin.fieldsets
        help_texts = {
            "comments_open": "Bài chưa đăng ghi nguồn là cơ quan báo chí, hoặc có “địa chỉ bài gốc” ở trang khác, thì "
            "lúc đầu đóng bình luận; lưu xong, ai muốn mở thì đánh dấu rồi lưu lại."
        }
        widgets = {
            "title": UnfoldAdminTextareaWidget(attrs={"rows": 1}),
            "summary": UnfoldAdminTextareaWidget(attrs={"rows": 3}),
            "cover_caption": UnfoldAdminTextareaWidget(attrs={"rows": 2}),
        }

    @classmethod
    def of_user(cls, user):
        return type(cls)(cls.__name__, (cls,), {"user": user})

    def __init__(self, data=None, *args, **kwargs):
        self.only_shown = bool(data and data.get("only_shows"))
        self.gone_rows = {}
        super().__init__(data and self._with_new_tags(data), *args, **kwargs)
        if self.instance.pk:
            self.instance.remember_stored()
        self.source_status = self.instance.status
        self.initial["seen_edition"] = self.instance.edition
        if self.instance.pk is None:
            self.initial["form_token"] = uuid.uuid4()
            self.initial.setdefault("byline", self.user.pen_name)
        if "byline" in self.fields:  # what static/richtext/repeated_lines.js asks
            own = {"data-own-name": self.user.pen_name, "data-known-authors": reverse(KNOWN_AUTHORS)}
            self.fields["byline"].widget.attrs |= own
        if "status" in self.fields:
            self.fields["status"] = StatusField(list(self._steps()), Article.Status(self.source_status).label)
        if "category" in self.fields:
            self.fields["category"].choices = [("", "Chọn chuyên mục"), *Category.objects.as_choices()]

    @cached_property
    def changed_data(self):
        """The fields of the article that differ: what the form sends for itself has no place in the history."""
        return [name for name in super().changed_data if name not in FOR_ITSELF]

    def _with_new_tags(self, data):
        """The sent `data` with rows in place of names: the chooser sends "+một cửa" for a tag that it does not know.

        The tags are made at once, so that a form with an error elsewhere comes back with them.
        """
        chosen = data.getlist("tags")
        has_new = any(value.startswith(NEW) for value in chosen)
        if self.only_shown or not has_new or not self.user.has_perm("articles.add_tag"):
            return data
        data = data.copy()
        data.setlist("tags", [_tag_pk(value) for value in chosen])
        return data

    def _steps(self):
        """What the user may do with the article: leave it as it is, or one of the steps."""
        source = self.source_status
        yield source, f"{Article.Status(source).label}: giữ nguyên"
        for target in workflow.targets(self.user, self.instance, source)[1:]:
            yield target, workflow.step_between(self.user, self.instance, source, target).label

    def full_clean(self):
        """A form that only shows what was typed says nothing of its mistakes before somebody saves it, and is never
        valid.
        """
        super().full_clean()
        if self.only_shown:
            self._errors.clear()

    def is_valid(self):
        return not self.only_shown and super().is_valid() and not self.open_questions

    def clean(self):
        data = super().clean()
        if self.only_shown:
            return data
        data["status"] = data.get("status") or self.source_status
        self.gone_rows = name_missing_rows(self)
        saved = self._check_edition(data)
        self._check_step(data)
        self._check_moment(data, saved)
        self._check_pictures(data, saved)
        self._close_what_others_wrote(data, saved)
        self._ask(data, saved)
        return data

    def _post_clean(self):
        """Puts what a published article lacks (`Article.clean`) beside the field in which it is to be written."""
        super()._post_clean()
        others = self._errors.pop(NON_FIELD_ERRORS, None)
        for error in others.as_data() if others else ():
            self.add_error(error.params["field"] if error.code == "gap" else None, error)

    @property
    def open_questions(self):
        """The SaveQuestions that the sender has not answered: with one, the form is not valid. A list that is not read
        yet is one of them.
        """
        found = [question for question in self.questions if question.key not in self.answered]
        if self.is_unread:
            found.append(SaveQuestion(self.reading.answer, self.reading.sentence, "body"))
        return found

    @property
    def is_unread(self):
        """Whether the step has a list of places that the sender has not read."""
        return self.reading is not None and has_unread(self.reading, self.answered)

    @property
    def asks(self):
        """Whether the form comes back with something that the sender is to answer or to read."""
        return bool(self.questions) or self.is_unread

    @property
    def answered(self):
        return set(self.cleaned_data.get("confirmed", ()))

    @property
    def save_button(self):
        """The name of the button without a step that was pressed."""
        return "_continue" if "_continue" in self.data else "_save"

    def prepare_redisplay(self):
        """Prepare the form to be shown again when it was not saved: it names the step that was pressed, offers it
        again, and takes none by itself.
        """
        target = (self.data.getlist("status") or [self.source_status])[-1]
        if target != self.source_status and target in Article.Status:
            self.pressed = workflow.step_between(self.user, self.instance, self.source_status, target)
        stays = f"Bài chưa được lưu, trạng thái vẫn là “{Article.Status(self.source_status).label}”."
        if self.pressed:
            done = "Sửa" if self.errors else "Trả lời" if self.questions else "Đọc"
            press = f"bấm “{read_and(self.pressed.label)}”" if self.is_unread else f"bấm lại “{self.pressed.label}”"
            self.refusal = f"{stays} {done} xong, xin {press}; bấm “Lưu” thì chỉ lưu bài."
        else:
            self.refusal = stays

    def _check_edition(self, data):
        """The row as it is saved, or an empty Article for a new one. It stays locked until the save is done.

        Refuses to overwrite somebody else's work unless `overwrite` agrees. Raises GoneMeanwhile.
        """
        if self.instance.pk is None:
            return Article()
        now = Article.objects.select_for_update(of=("self",)).filter(pk=self.instance.pk).first()
        if now is None:
            raise GoneMeanwhile
        self.instance.edition = now.edition
        if data.get("seen_edition") is None or now.edition in (data["seen_edition"], data.get("overwrite")):
            return now
        self.newer = now
        self.add_error(None, who_saved(now, self.user))
        return now

    def _close_what_others_wrote(self, data, saved):
        """Close the comments of an article as soon as it says that it is somebody else's, unless the user has changed
        the box. Once it did, or readers see it, the box is theirs.
        """
        is_news = saved.status != workflow.PUBLISHED and not _is_borrowed(saved.source, saved.source_url)
        is_untouched = "comments_open" not in self.changed_data
        if is_news and is_untouched and _is_borrowed(data.get("source", ""), data.get("source_url", "")):
            data["comments_open"] = False

    def _check_step(self, data):
        target = data["status"]
        if target == self.source_status or self.errors:
            return
        if target == workflow.PUBLISHED:
            data["published_at"] = workflow.publication_moment(data.get("published_at"))
        draft, note = self._draft(), data.get("note", "")
        try:
            workflow.check_step(draft, target, by=self.user, source=self.source_status, note=note)
        except workflow.Refused as refused:
            self.add_error(refused.field, refused.points)

    def _check_moment(self, data, saved):
        try:
            workflow.check_moment(data.get("published_at"), by=self.user, saved=saved.published_at)
        except workflow.Refused as refused:
            self.add_error(refused.field, refused.points)

    def _check_pictures(self, data, saved):
        """No picture without a description comes into what readers see (readiness.py asks at publication)."""
        is_public = saved.status == workflow.PUBLISHED == data["status"]
        if is_public and (bare := undescribed(data.get("body", "")) - undescribed(saved.body)):
            self.add_error("body", described_gap(bare).sentence)

    def _ask(self, data, saved):
        """Ask about what may be an accident, once nothing else is wrong and the sender can answer: a program that
        does not say what it has seen cannot.
        """
        if self.errors or data.get("seen_edition") is None:
            return
        tags = [] if data.get("tags") or saved.pk is None else [tag.name for tag in saved.tags.all()]
        attached = [] if saved.pk is None else lost_attachments(self.data, self.files, saved)
        draft = self._draft()
        self.questions = save_questions(saved, draft, by=self.user, lost_tags=tags, lost_attachments=attached)
        if takes_text_on(self.source_status, data["status"]):
            labels = {name: str(field.label) for name, field in self.fields.items()}
            self.reading = findings_of_step(draft, self.user, self.data, labels)

    def _draft(self):
        """A copy of the article as it would be saved: data of a refused form must not reach the instance."""
        return construct_instance(self, copy(self.instance))


def read_and(label):
    """What the button says that takes a step once its list is read: "Đã đọc, gửi duyệt"."""
    return f"Đã đọc, {label[:1].lower()}{label[1:]}"


def _is_borrowed(source, address):
    """Whether the fields of that name say that another site published this first, or that the press owns it."""
    return names_press(source) or _is_elsewhere(address)


def _is_elsewhere(address):
    """Whether `address` ("" for none) leads to another host than ours, with or without "www."."""
    try:
        host, ours = (urlsplit(each).hostname or "" for each in (address, settings.SITE_URL))
    except ValueError:  # "http://[": its own field refuses it, after this form was asked
        return False
    return bool(host) and host.removeprefix("www.") != ours.removeprefix("www.")


def _tag_pk(value):
    if not value.startswith(NEW):
        return value
    tag = Tag.objects.named(value.removeprefix(NEW))
    return str(tag.pk) if tag else ""
