"""Which articles a colleague may know: what readers see or could see once, and what is not public yet for whoever
writes it and whoever may edit any article.

This rule is here alone. Rights of one category, when there are some, belong into `visible_to` too.
"""

from datetime import datetime

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, CharField, F, Q, Value, When
from django.utils import timezone

from accounts.models import User

from .display_status import begun

EDITS_ANY = "articles.edit_any_article"
NOT_PUBLIC = "Bài chưa đăng"  # stands where the title would
NOT_FOR_YOU = "Bài này chưa đăng. Chỉ người viết bài và biên tập viên mở được; nếu bạn cần đọc, xin hỏi Ban Biên tập."


def was_public(at: datetime | None = None, to_article: str = "") -> Q:
    """The Q of articles that readers see at `at` (aware; default now), or could see once: shown, expired, withdrawn.

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
    signed = apps.get_model("articles", "Article").authors.through.objects.filter(author__user=user)
    own = Q(**{f"{to_article}created_by": user}) | Q(**{f"{to_article}pk__in": signed.values("article")})
    return was_public(at, to_article) | own


def title_for(user: User | AnonymousUser | None, to_article: str = "") -> Case:
    """The SQL expression of an article's title, "" where `user` may not know it. Costs no query of its own."""
    known = When(visible_to(user, to_article=to_article), then=F(f"{to_article}title"))
    return Case(known, default=Value(""), output_field=CharField())
