"""The form in which journalists write: it offers the states that the user may choose, and loses no text when two save
at once.
"""

import uuid
from copy import copy
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.forms.models import construct_instance
from django.utils.functional import cached_property
from unfold.widgets import UnfoldAdminTextareaWidget

from vietnamese.form_fields import CleanedField
from vietnamese.text import clean_multiline

from .. import workflow
from ..models import Article, Category, Tag

NEW_TAG = "+"
FOR_ITSELF = {"seen_edition", "overwrite", "form_token"}
NOTE_MAX = 2_000


class ArticleForm(forms.ModelForm):
    """An article as `user` writes it. The admin instantiates the form's class with the sent data alone; so each
    request has a class of its own that knows the user (`of_user`).

    `seen_edition` is the edition that the sender had before them, `overwrite` the one they agreed to write over;
    `form_token` is the same for each time that one empty form is sent. A program may leave all three out.
    """

    user = None
    newer = None  # the row as somebody else has just saved it
    refusal = ""  # the sentence about a form with mistakes: that nothing is saved, and what its buttons will do

    seen_edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    overwrite = forms.IntegerField(required=False)
    form_token = forms.UUIDField(widget=forms.HiddenInput, required=False)
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
            "comments_open": "Bài mới có “địa chỉ bài gốc” ở trang khác thì lúc đầu đóng bình luận; lưu xong, ai muốn "
            "mở thì đánh dấu rồi lưu lại."
        }
        widgets = {
            "title": UnfoldAdminTextareaWidget(attrs={"rows": 1, "maxlength": 200}),
            "summary": UnfoldAdminTextareaWidget(attrs={"rows": 3, "maxlength": 600}),
            "cover_caption": UnfoldAdminTextareaWidget(attrs={"rows": 2}),
        }

    @classmethod
    def of_user(cls, user):
        return type(cls)(cls.__name__, (cls,), {"user": user})

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data and self._with_new_tags(data), *args, **kwargs)
        self.source_status = self.instance.status
        self.initial["seen_edition"] = self.instance.edition
        if self.instance.pk is None:
            self.initial["form_token"] = uuid.uuid4()
            self.initial.setdefault("byline", self.user.pen_name)
        if "status" in self.fields:
            self.fields["status"].choices = steps = list(self._steps())
            if len(steps) > 1:
                self.fields["status"].help_text = "Chọn bước rồi bấm “Lưu” thì bước ấy mới có hiệu lực."
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
        if not any(value.startswith(NEW_TAG) for value in chosen) or not self.user.has_perm("articles.add_tag"):
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

    def clean(self):
        data = super().clean()
        self._check_edition(data)
        self._check_step(data)
        self._close_what_others_wrote(data)
        return data

    def prepare_redisplay(self):
        """Prepare the form to be shown again after a mistake.

        A step that came with a button is not kept in the field: "Lưu" would take it later, when nobody thinks of it.
        """
        *chosen, last = self.data.getlist("status") or [self.source_status]
        stays = f"Bài chưa được lưu, trạng thái vẫn là “{Article.Status(self.source_status).label}”."
        label = dict(self.fields["status"].choices).get(last) if "status" in self.fields else None
        if last == self.source_status or label is None:
            self.refusal = stays
        elif chosen and chosen[0] != last:
            self.data = self.data.copy()
            self.data["status"] = chosen[0]
            self.refusal = f"{stays} Sửa xong, xin bấm lại “{label}”; bấm “Lưu” thì chỉ lưu bài."
        else:
            self.refusal = f"{stays} Sửa xong, bấm “Lưu” là lưu bài và làm luôn bước “{label}” ở ô Trạng thái."

    def wrong_fields(self):
        return [field for field in self.visible_fields() if field.errors]

    def _check_edition(self, data):
        """Refuse to overwrite somebody else's work unless `overwrite` agrees. The row stays locked until the save is
        done.
        """
        if self.instance.pk is None:
            return
        now = Article.objects.select_for_update(of=("self",)).select_related("saved_by").get(pk=self.instance.pk)
        self.instance.edition = now.edition
        if data.get("seen_edition") is None or now.edition in (data["seen_edition"], data.get("overwrite")):
            return
        self.newer = now
        self.add_error(
            None,
            f"{now.saved_by or 'Người khác'} vừa lưu bài này trong khi bạn đang sửa. "
            "Chữ của bạn vẫn còn nguyên ở dưới và chưa được lưu.",
        )

    def _close_what_others_wrote(self, data):
        """Close the comments of an article that was first published elsewhere, unless the user has changed the box."""
        is_untouched = self.instance.pk is None and "comments_open" not in self.changed_data
        if is_untouched and _is_elsewhere(data.get("source_url", "")):
            data["comments_open"] = False

    def _check_step(self, data):
        target = data.get("status", self.source_status)
        if target == self.source_status or self.errors:
            return
        if target == workflow.PUBLISHED:
            data["published_at"] = workflow.publication_moment(data.get("published_at"))
        draft, note = self._draft(), data.get("note", "")
        try:
            workflow.check_step(draft, target, by=self.user, source=self.source_status, note=note)
        except workflow.Refused as refused:
            self.add_error(refused.field, refused.points)

    def _draft(self):
        """A copy of the article as it would be saved: data of a refused form must not reach the instance."""
        return construct_instance(self, copy(self.instance))


def _is_elsewhere(address):
    """Whether `address` ("" for none) leads to another host than ours, with or without "www."."""
    try:
        host, ours = (urlsplit(each).hostname or "" for each in (address, settings.SITE_URL))
    except ValueError:  # "http://[": its own field refuses it, after this form was asked
        return False
    return bool(host) and host.removeprefix("www.") != ours.removeprefix("www.")


def _tag_pk(value):
    if not value.startswith(NEW_TAG):
        return value
    tag = Tag.objects.named(value.removeprefix(NEW_TAG))
    return str(tag.pk) if tag else ""
