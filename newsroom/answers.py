"""The JSON with which a save answers the script of the form's page (static/newsroom/saving.js), and programs.

Saved: {"saved": {…}}. Not saved: {"error": {"reason", "message", …}} with a status of its own; "refused" (422) and
"conflict" (409) carry "fields", the places that are wrong, and "questions", what is to be confirmed.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.forms.utils import ErrorList
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from articles.models import Article
from vietnamese.dates import format_clock

WAS_DELETED = "Bài này vừa bị xóa"
BRING_BACK = "bấm “Khôi phục bài rồi lưu” để đưa bài ra khỏi thùng rác và lưu chữ này vào bài, "
MAY_BE_NEW = (
    "nên chữ của bạn chưa được lưu. Chữ vẫn còn trên trang: {}bấm “Lưu thành bài mới” để lưu thành một bài khác (tệp "
    "đính kèm cũ thì phải chọn lại), hoặc hỏi biên tập viên."
)


@dataclass(frozen=True)
class WrongPlace:
    """A field with `sentences` about it; `id` is that of its control ("" for the form as a whole), `name` that of the
    field as it is sent. `gone` are the keys of rows that were chosen there, and that somebody deleted meanwhile.
    """

    id: str
    name: str
    label: str
    sentences: list[str]
    gone: list[str] = field(default_factory=list)


def sentence_of(reason: str, message: str, status: int, **more: Any) -> JsonResponse:
    return JsonResponse({"error": {"reason": reason, "message": message, **more}}, status=status)


def gone(happened: str = WAS_DELETED, *, may_bring_back: bool = False) -> JsonResponse:
    """The answer to a save of an article that is not there any more; `happened` says how that came."""
    add = reverse("admin:articles_article_add")
    ways = MAY_BE_NEW.format(BRING_BACK if may_bring_back else "")
    more = {"address": add, "may_bring_back": may_bring_back}
    return sentence_of("gone", f"{happened}, {ways}", HTTPStatus.GONE, **more)


@dataclass(frozen=True)
class Said:
    """A sentence of a save, and where it leads, if anywhere: the words of the link, and its address."""

    text: str
    link: str = ""
    address: str = ""


def saved(request: HttpRequest, article: Article, said: list[Said], *, goes_to: str = "") -> JsonResponse:
    """The answer to a save of `article`; with `goes_to` the page is left for that address. One query."""
    now = format_clock(timezone.now())
    status = article.display_status()
    return JsonResponse(
        {
            "saved": {
                "article": article.pk,
                "address": reverse("admin:articles_article_change", args=[article.pk]),
                "edition": article.edition,
                "copy_key": str(uuid4()),
                "goes_to": goes_to,
                "message": f"Đã lưu bài lúc {now}.",
                "messages": [each.text for each in said],
                "links": {each.text: [each.link, each.address] for each in said if each.link},
                "status": article.status,
                "state": {"name": str(status), "label": status.label},
                "fields": {"slug": article.slug, "comments_open": article.comments_open},
                "attachments": [
                    {"id": attachment.pk, "name": attachment.file.name.rpartition("/")[2], "url": attachment.file.url}
                    for attachment in article.attachments.order_by("pk")
                ],
            }
        }
    )


def refused(context: dict[str, Any], *, before: Sequence[Said] = ()) -> JsonResponse:
    """The answer to a save whose form came back with mistakes; `context` is that of the form's page, `before` what is
    said first.
    """
    form = context["adminform"].form
    questions = [asdict(question) for question in getattr(form, "open_questions", ())]
    more = {
        "fields": [asdict(place) for place in wrong_places(context)],
        "questions": questions,
        "html": render_to_string("newsroom/save_outcome.html", {**context, "is_for_script": True}),
    }
    if newer := form.newer:
        said = " ".join([*(each.text for each in before), *form.non_field_errors()])
        return sentence_of("conflict", said, HTTPStatus.CONFLICT, edition=newer.edition, **more)
    said = " ".join([*(each.text for each in before), form.refusal])
    return sentence_of("refused", said, HTTPStatus.UNPROCESSABLE_ENTITY, **more)


def wrong_places(context: dict[str, Any]) -> list[WrongPlace]:
    """What is wrong in the form of `context` and in the rows below it, in the order of the page."""
    form = context["adminform"].form
    places = _places_of(form)
    for inline in context["inline_admin_formsets"]:
        formset, what = inline.formset, capfirst(inline.opts.verbose_name)
        places += _place("", formset.prefix, what, formset.non_form_errors())
        for number, row in enumerate(formset.forms, start=1):
            places += _places_of(row, f"{what} {number}: ")
    return places


def _places_of(form: Any, before: str = "") -> list[WrongPlace]:
    visible = {field.name: field for field in form.visible_fields()}
    places = []
    for name, errors in form.errors.items():
        if name == "status":  # said in the outcome itself: no field shows it
            continue
        if shown := visible.get(name):
            gone = (getattr(form, "gone_rows", None) or {}).get(name, [])
            places += _place(shown.id_for_label, shown.html_name, f"{before}{shown.label}", errors, gone)
        else:
            places += _place("", form.add_prefix(name), before.rstrip(": "), errors)
    return places


def _place(id: str, name: str, label: str, errors: ErrorList, gone: Sequence[str] = ()) -> list[WrongPlace]:
    return [WrongPlace(id, name, label, [str(error) for error in errors], list(gone))] if errors else []
