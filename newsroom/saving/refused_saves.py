"""A save that cannot be: the article is gone, or may not be edited by this person any more. What they typed stands on
the page that says why.
"""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, cast

from django.contrib.admin.utils import unquote
from django.db.models import Field, Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from unfold.admin import ModelAdmin

from accounts.missing_rows import deletions_of
from accounts.models import User
from articles.binning import why_not
from articles.in_the_bin import find_binned, who_binned
from articles.models import Article
from database.keys import is_key, read_uuid
from newsroom.answers import gone, sentence_of
from newsroom.copies.offers import form_address
from newsroom.models import WorkingCopy
from richtext.sanitize import clean_for_desk, only_allowed
from vietnamese.text import clean_multiline

TEXTS = ("title", "summary", "cover_caption", "byline", "source", "source_url", "note")
CSRF = "csrfmiddlewaretoken"
STAYS = "Chữ vẫn còn trên trang này: xin chép lại phần cần giữ rồi gửi cho biên tập viên."
RIGHTS = "Quyền của tài khoản vừa được đổi; nếu cần, xin hỏi người quản trị."


@dataclass(frozen=True)
class Cause:
    """Why a save cannot be, as a Vietnamese sentence; `article` is a row that this person may know, or None.
    `may_bring_back`: it is in the bin, and this person may take it out.
    """

    sentence: str
    status: HTTPStatus
    article: Article | None = None
    may_bring_back: bool = False


def cause_of_refusal(model_admin: ModelAdmin, request: HttpRequest, object_id: str | None) -> Cause | None:
    """The Cause why the typed text in `request` cannot be saved, or None when it may be tried. `object_id` is None for
    a new article. Requests without a text get Django's own answers.
    """
    if "body" not in request.POST:
        return None
    if object_id is None:
        return None if model_admin.has_add_permission(request) else _no_right("viết bài mới")
    article: Article | None = model_admin.get_object(request, unquote(object_id))
    if article is None:
        return _cause_of_absence(model_admin, request, unquote(object_id))
    if model_admin.has_change_permission(request, article):
        return None
    return _cause(cast(User, request.user), article)


def _cause(user: User, article: Article) -> Cause:
    if not user.has_perm("articles.change_article"):
        return _no_right("sửa bài viết", article)
    if article.created_by_id == user.pk:
        by = f" ({article.saved_by})" if article.saved_by else ""
        became = f"Bài “{article}” vừa chuyển sang “{article.get_status_display()}”{by}"
        return Cause(f"{became} nên bạn không sửa được nữa", HTTPStatus.CONFLICT, article)
    return _no_right("sửa bài của người khác", article)


def _no_right(to_do: str, article: Article | None = None) -> Cause:
    which = f" nên bài “{article}” không sửa được" if article else ""
    return Cause(f"Bạn không có (hoặc không còn) quyền {to_do}{which}", HTTPStatus.FORBIDDEN, article)


def _cause_of_absence(model_admin: ModelAdmin, request: HttpRequest, key: str) -> Cause | None:
    """Of an article that is deleted; None for one that never was, or that this person never could open."""
    if not is_key(key):
        return None
    if binned := find_binned(key, cast(User, request.user)):
        return _cause_of_binned(model_admin, request, binned)
    if Article.with_binned.filter(pk=key).exists():
        return _no_right("mở bài này (bài chưa đăng)") if request.user.has_perm("articles.change_article") else None
    if not model_admin.has_change_permission(request):
        return None
    typed = (clean_multiline(request.POST.get("title", "")), "đã bị xóa")
    title, by = deletions_of(Article, [key]).get(key, typed)
    return Cause(f"Bài “{title}” {by} trong khi bạn đang sửa", HTTPStatus.GONE)


def _cause_of_binned(model_admin: ModelAdmin, request: HttpRequest, binned: Article) -> Cause | None:
    if not model_admin.has_change_permission(request):
        return None
    user = cast(User, request.user)
    sentence = f"{who_binned(binned, user)} trong khi bạn đang sửa"
    return Cause(sentence, HTTPStatus.GONE, binned, may_bring_back=not why_not(user, binned))


def cause_as_json(cause: Cause) -> JsonResponse:
    """The answer to a script, on whose page the text still stands."""
    if cause.status == HTTPStatus.GONE:
        return gone(cause.sentence, may_bring_back=cause.may_bring_back)
    rights = f" {RIGHTS}" if cause.status == HTTPStatus.FORBIDDEN else ""
    sentence = f"{cause.sentence}, và chữ của bạn chưa được lưu. {STAYS}{rights}"
    return sentence_of("no_right", sentence, HTTPStatus.FORBIDDEN)


def show_typed(model_admin: ModelAdmin, request: HttpRequest, cause: Cause) -> HttpResponse:
    """The page that says the Cause and shows what was typed."""
    texts = ((name, clean_multiline(request.POST.get(name, ""))) for name in TEXTS)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Chưa lưu được",
        "cause": cause,
        "rights": RIGHTS if cause.status == HTTPStatus.FORBIDDEN else "",
        "typed": [(name, _label(name), text) for name, text in texts if text],
        "body": mark_safe(clean_for_desk(only_allowed(request.POST.get("body", "")))),
        "goes_on_at": _address_of_copy(request) if cause.status == HTTPStatus.GONE else "",
        "sent": _all_sent(request) if cause.may_bring_back else [],
    }
    return render(request, "newsroom/not_saved.html", context, status=cause.status)


def _all_sent(request: HttpRequest) -> list[tuple[str, str]]:
    """What a button of the page sends once more, so that the save goes on where it was stopped."""
    return [(name, text) for name, texts in request.POST.lists() if name != CSRF for text in texts]


def _label(name: str) -> str:
    if name == "note":
        return "Lời nhắn, lý do"
    text = str(cast("Field[Any, Any]", Article._meta.get_field(name)).verbose_name)
    return text[:1].upper() + text[1:]


def _address_of_copy(request: HttpRequest) -> str:
    """The address at which the typed text can be gone on with as a new article, if the server has a copy of it."""
    if not request.user.has_perm("articles.add_article"):
        return ""
    key = read_uuid(request.POST.get("copy_key"))
    if key is None:
        return ""
    gone = Q(article=None) | Q(article__binned_at__isnull=False)
    copies = WorkingCopy.objects.open().select_related("article").filter(gone, key=key, user=cast(User, request.user))
    found = copies.first()
    return form_address(found) if found else ""
