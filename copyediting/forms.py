"""Forms of the admin whose text is proofread: what their pages need to know, as attributes that the script reads, and
the list that is read before a text goes to readers.
"""

import json
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts.models import User

from .dismissals import FIELD, NotDismissed, dismiss, note_read, sent_with_form
from .kinds import TextKind, register
from .known import known_for
from .open_findings import OpenFindings, left_alone, open_findings

SHOWS_LISTS = "shows_lists"  # of a form: whoever sends it sees the list; a program does not, and is asked nothing


class ReadsBefore:
    """For a form, before others: once nothing else is wrong with it, it is valid when its list is read by `user`. The
    text is one of `text_kind` with the key `text_key` (None: it has none yet).
    """

    user: Any = None
    reading: OpenFindings | None = None

    @property
    def text_kind(self) -> TextKind:
        raise NotImplementedError

    @property
    def text_key(self) -> int | None:
        raise NotImplementedError

    @property
    def has_list(self) -> bool:
        """Whether somebody has to read a list this time."""
        return True

    def clean(self) -> Any:
        cleaned = super().clean()  # type: ignore[misc]
        form = cast(Any, self)
        if SHOWS_LISTS in form.data and not form.errors and self.has_list:
            self.reading = self._read(form, form.cleaned_data)
        return cleaned

    def is_valid(self) -> bool:
        return bool(super().is_valid()) and not self.is_unread  # type: ignore[misc]

    @property
    def is_unread(self) -> bool:
        return self.reading is not None and has_unread(self.reading, cast(Any, self).data.getlist("confirmed"))

    def _read(self, form: Any, cleaned: dict[str, Any]) -> OpenFindings:
        kind, key = self.text_kind, self.text_key
        but = left_alone(kind.key, [key], self.user)[key] if key else set()
        but |= {one.id for one in sent_with_form(form.data.get(FIELD, ""))}
        facts = {fact: str(cleaned.get(name) or "") for name, fact in kind.facts.items()}
        labels = {name: str(field.label) for name, field in form.fields.items()}
        values = {name: str(cleaned.get(name) or "") for name in (*kind.fields, kind.body)}
        known = known_for(self.user, facts)
        return open_findings(kind, values, known, user=self.user, but=but, labels=labels)


class ReadsBeforeReaders(ReadsBefore):
    """For the form of a ModelAdmin with `goes_to_readers`, before others."""

    form_admin: Any = None

    @property
    def text_kind(self) -> TextKind:
        return cast(TextKind, self.form_admin.proofread)

    @property
    def text_key(self) -> int | None:
        return cast(int | None, cast(Any, self).instance.pk)

    @property
    def has_list(self) -> bool:
        return bool(self.form_admin.goes_to_readers(self))


class ProofreadFormMixin:
    """For a ModelAdmin, before others: its form has an element `data-proofread` (templates/copyediting/form.html), to
    whose form static/copyediting/ attaches. `proofread` says which of its fields are read. With `reads_before_readers`
    the form shows a list before `goes_to_readers`.
    """

    proofread: TextKind
    reads_before_readers = False
    change_form_before_template = "copyediting/form.html"

    def __init__(self, model: Any, admin_site: Any) -> None:
        super().__init__(model, admin_site)  # type: ignore[call-arg]
        register(self.proofread, self)  # type: ignore[arg-type]

    def goes_to_readers(self, form: Any) -> bool:
        """Whether readers see by this save what they did not see before."""
        return form.instance.pk is None

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)  # type: ignore[misc]
        if not self.reads_before_readers:
            return form
        said = {"form_admin": self, "user": request.user}
        return type(form)(form.__name__, (ReadsBeforeReaders, form), said)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, obj: Any = None, **kwargs: Any
    ) -> HttpResponseBase:
        """Only where the text can be changed is it read."""
        may = self.has_change_permission(request, obj) if obj else True  # type: ignore[attr-defined]
        context["proofread"] = proofread_attributes(self.proofread, obj and obj.pk) if may else None
        context["shows_lists"] = self.reads_before_readers
        if getattr(context["adminform"].form, "is_unread", False):
            context["reading"] = context["adminform"].form.reading
        shown: HttpResponseBase = super().render_change_form(  # type: ignore[misc]
            request, context, *args, obj=obj, **kwargs
        )
        return shown

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """What was dismissed in a new text, before it had a row, is noted with it; so is what was read. A text that
        went on unread says so.
        """
        super().save_related(request, form, formsets, change)  # type: ignore[misc]
        user, key, pk = cast(User, request.user), self.proofread.key, form.instance.pk
        if sent := sent_with_form(request.POST.get(FIELD, "")):
            with suppress(NotDismissed):
                dismiss(key, pk, sent, user)
        if says := note_reading(getattr(form, "reading", None), user, key, pk):
            messages.warning(request, says)


def note_reading(reading: OpenFindings | None, user: User, kind: str, pk: int) -> str:
    """`user` has read this list, if there is one, and the text goes on. Returns a sentence for them if no list
    could be made, else "". Two or three queries; none without a list.
    """
    if reading is not None and reading.places:
        note_read(user, kind, pk, reading.ids)
        return ""
    return reading.says if reading is not None else ""


def has_unread(reading: OpenFindings, answers: Iterable[str]) -> bool:
    """Whether there is a list that `answers`, as a form sends them, do not say was read."""
    return bool(reading.places) and not reading.is_read(answers)


def proofread_attributes(kind: TextKind, key: int | None) -> dict[str, str]:
    """What the element `data-proofread` says: the kind and key of the text, its fields as JSON."""
    return {
        "kind": kind.key,
        "key": "" if key is None else str(key),
        "fields": json.dumps(dict(kind.fields)),
        "facts": json.dumps(dict(kind.facts)),
        "body": kind.body,
    }
