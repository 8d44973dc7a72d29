"""Which articles a colleague may know: what readers see or could see once, and what is not public yet for whoever
writes it and whoever may edit any article.

This rule is here alone. Rights of one category, when there are some, belong into `visible_to` too. It says nothing of
the bin: whoever may know an article may know that it is there, and `Article.objects` leaves it out of every list.
"""

from datetime import datetime

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.functions import Concat
from django.utils import timezone

from accounts.models import User

from .display_status import begun, not_binned

EDITS_ANY = "articles.edit_any_article"
NOT_PUBLIC = "Bài chưa đăng"  # stands where the title would
IN_THE_BIN = " (trong thùng rác)"  # stands behind the title
NOT_FOR_YOU = "Bài này chưa đăng. Chỉ người viết bài và biên tập viên mở được; nếu bạn cần đọc, xin hỏi Ban Biên tập."


def was_public(at: datetime | None = None, to_article: str = "") -> Q:
    """The Q of articles that readers see at `at` (aware; default now), or could see once: shown, expired, withdrawn,
    and what is in the bin since.

    `to_article` ("article__") leads to them from another model. What is withdrawn before its hour loses that
    (workflow.py), so it does not become public by the hour.
    """
    at = at or timezone.now()
    withdrawn = {f"{to_article}status": "withdrawn", f"{to_article}published_at__lte": at}
    return begun(at, to_article) | Q(**withdrawn)


def visible_to(user: User | AnonymousUser | None, at: datetime | None = None, to_article: str = "") -> Q:
    """The Q of articles whose title, address and text `user` may know at `at` (aware; default now).

    None and people without an account know what `was_public`. Drafts, articles in review and scheduled ones are for
    those who began them or sign them, and for whoever may edit any article. No query but for rights.
    """
    if user is None or user.pk is None:
        return was_public(at, to_article)
    if user.has_perm(EDITS_ANY):
        return Q(**{f"{to_article}pk__isnull": False})
    return was_public(at, to_article) | written_by(user, to_article)


def written_by(user: User | AnonymousUser, to_article: str = "") -> Q:
    """The Q of articles that `user`, who has an account, began or signs."""
    signed = apps.get_model("articles", "Article").authors.through.objects.filter(author__user=user)
    return Q(**{f"{to_article}created_by": user}) | Q(**{f"{to_article}pk__in": signed.values("article")})


def title_for(user: User | AnonymousUser | None, to_article: str = "") -> Case:
    """The SQL expression of an article's title, "" where `user` may not know it; colleagues read there that it is in
    the bin. Costs no query of its own.
    """
    known, title = visible_to(user, to_article=to_article), F(f"{to_article}title")
    of_binned = [When(known & ~not_binned(to_article), then=Concat(title, Value(IN_THE_BIN)))] if user else []
    return Case(*of_binned, When(known, then=title), default=Value(""), output_field=CharField())
