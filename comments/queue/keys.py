"""The letters that act in the queue: which there are, and those that a moderator has chosen.

Single letters can be switched off or changed (WCAG 2.1.4); the choice goes with the account, to every browser. Digits
choose the reason of a refusal, and nothing else.
"""

import json
from dataclasses import dataclass
from typing import Any, cast
from unicodedata import normalize

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.models import User
from comments.models import QueueKeys
from comments.moderators import MODERATES

from .responses import require_permission

MARKS = ".,;/-=[]`'?"  # of every keyboard, with the letters a–z


@dataclass(frozen=True, slots=True)
class Action:
    """What a key does: `code` names it in addresses and in the page, `letter` is what it is without a choice."""

    code: str
    letter: str
    label: str
    more: str = ""


ACTIONS = [
    Action("next", "j", "Bình luận sau"),
    Action("previous", "k", "Bình luận trước"),
    Action("approve", "a", "Duyệt"),
    Action("reject", "r", "Từ chối", "bấm tiếp số của lý do, 0 để viết lý do khác, Esc để hủy"),
    Action("spam", "s", "Bình luận rác"),
    Action("mask", "m", "Che dữ liệu cá nhân"),
    Action("charge", "c", "Giao cho đơn vị"),
    Action("undo", "z", "Hoàn tác việc vừa làm", "bấm nữa để lùi thêm"),
    Action("help", "?", "Mở bảng phím tắt"),
]
CODES = {action.code: action for action in ACTIONS}
DEFAULTS = {action.code: action.letter for action in ACTIONS}


@dataclass(frozen=True, slots=True)
class Keys:
    """The choice of one moderator: `letters` is `{code: letter}`, "" of an action without a key."""

    is_on: bool
    letters: dict[str, str]

    @property
    def as_json(self) -> str:
        """`{"is_on", "letters"}` for the script of the page."""
        return json.dumps({"is_on": self.is_on, "letters": self.letters})


def keys_of(user: User) -> Keys:
    """One query. What a later release stored and this one does not know is left aside."""
    stored = QueueKeys.objects.filter(user=user.pk).values_list("is_on", "keys").first()
    is_on, changed = stored or (True, {})
    known = {code: letter for code, letter in changed.items() if code in DEFAULTS and why_not(letter) is None}
    letters = DEFAULTS | known
    if len(set(filter(None, letters.values()))) < len(list(filter(None, letters.values()))):
        letters = DEFAULTS  # a release between gave the letter to another action
    return Keys(is_on, letters)


def why_not(letter: str) -> str | None:
    """Why `letter` cannot be a key, in a sentence; None when it can."""
    if letter == "" or (len(letter) == 1 and (("a" <= letter <= "z") or letter in MARKS)):
        return None
    if len(letter) != 1:
        return "chỉ gõ một ký tự"
    if letter.isdigit():
        return "chữ số dành để chọn lý do từ chối, xin chọn một chữ cái"
    if letter.isalpha():
        return "bộ gõ có thể đổi chữ này khi bấm, xin chọn một chữ cái từ a đến z không dấu"
    return f"xin chọn một chữ cái từ a đến z, hay một trong các dấu {' '.join(MARKS)}"


def _letter_input() -> forms.TextInput:
    attributes = {"size": 3, "maxlength": 1, "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
    return forms.TextInput(attrs=attributes)


class KeysForm(forms.Form):
    """The letters of one moderator; an empty field is an action without a key."""

    is_on = forms.BooleanField(label="Dùng phím tắt một chữ", required=False)

    def __init__(self, data: QueryDict | None = None, *, keys: Keys) -> None:
        super().__init__(data, initial={"is_on": keys.is_on} | keys.letters)
        for action in ACTIONS:
            self.fields[action.code] = forms.CharField(label=action.label, required=False, widget=_letter_input())

    @property
    def letter_fields(self) -> list[forms.BoundField]:
        return [self[action.code] for action in ACTIONS]

    def clean(self) -> dict[str, Any]:
        fields = self.cleaned_data
        taken: dict[str, Action] = {}
        for action in ACTIONS:
            letter = fields[action.code] = normalize("NFC", fields.get(action.code, "")).lower()
            if why := why_not(letter):
                self.add_error(action.code, f"Phím của “{action.label}” đang là “{letter[:20]}”: {why}.")
            elif letter in taken:
                other = taken[letter].label
                self.add_error(
                    action.code, f"Phím “{letter}” đã dùng cho “{other}”. Xin chọn phím khác cho “{action.label}”."
                )
            elif letter:
                taken[letter] = action
        self._refuse_unknown()
        return fields

    def _refuse_unknown(self) -> None:
        unknown = set(self.data) - set(self.fields) - {"csrfmiddlewaretoken", "here", "reset"}
        if unknown:
            names = ", ".join(f"“{name[:40]}”" for name in sorted(unknown)[:3])
            self.add_error(None, f"Hàng đợi không có việc {names}. Xin tải lại trang rồi đặt phím lại.")


@require_permission(MODERATES, require_http_methods(["GET", "HEAD", "POST"]))
def choose_keys(request: HttpRequest) -> HttpResponse:
    """The page of one's keys; the dialog of the queue sends the same form. Two queries, three to save."""
    user = cast(User, request.user)
    is_reset = request.method == "POST" and "reset" in request.POST
    form = KeysForm(None if is_reset or request.method != "POST" else request.POST, keys=keys_of(user))
    if is_reset:
        QueueKeys.objects.filter(user=user.pk).delete()
    elif form.is_valid():
        _keep(user, form.cleaned_data)
    is_done = is_reset or form.is_valid()
    if not request.accepts("text/html"):
        return _answer_script(user, form, is_done=is_done)
    if is_done:
        messages.success(request, said(keys_of(user)))
        return redirect("queue:queue")
    context = admin.site.each_context(request) | {"title": "Phím tắt của hàng đợi", "keys_form": form}
    return render(request, "comments/queue/keys_page.html", context, status=422 if form.is_bound else 200)


def _keep(user: User, fields: dict[str, Any]) -> None:
    changed = {code: fields[code] for code, letter in DEFAULTS.items() if fields[code] != letter}
    QueueKeys.objects.update_or_create(user=user, defaults={"is_on": fields["is_on"], "keys": changed})


def said(keys: Keys) -> str:
    """What holds after a change, as a sentence."""
    return "Đã lưu phím tắt." if keys.is_on else "Đã tắt phím tắt một chữ. Mọi việc vẫn làm được bằng nút."


def _answer_script(user: User, form: KeysForm, *, is_done: bool) -> JsonResponse:
    if not is_done:
        told = [{"level": "warning", "text": error} for errors in form.errors.values() for error in errors]
        return JsonResponse({"told": told}, status=422)
    keys = keys_of(user)
    told = [{"level": "success", "text": said(keys)}]
    return JsonResponse({"told": told, "is_on": keys.is_on, "letters": keys.letters})
