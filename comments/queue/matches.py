"""Which comments are found by what a moderator looks for."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Subquery
from django.db.models.functions import Upper
from django.db.models.lookups import Exact

from accounts.models import User
from articles.models import Article
from articles.models.visible_to import visible_to
from articles.search.titles import titled
from comments.models import Comment, CommentWords
from comments.models.queryset import CommentQuerySet, is_reference

from .places import Order
from .search_words import tsquery

ARTICLES = 200  # the newest whose title holds the words


def matching(
    comments: CommentQuerySet, text: str, user: User | AnonymousUser, order: Order, most: int
) -> CommentQuerySet:
    """The first `most` of `comments` in `order` whose number is `text`, or that hold all its words in name and text,
    or whose article has them all in a title that `user` may know.

    Both halves stop at `most`, each by the index that serves it best, so that a word of every other comment costs no
    more than a rare one. One query, for the articles.
    """
    if is_reference(text):
        return comments.numbered(text)
    asked = tsquery(text)
    if not asked:
        return comments.none()
    by_words = comments.filter(pk__in=CommentWords.objects.holding(asked).values("pk"))
    articles = titled(Article.with_binned.filter(visible_to(user)), text).order_by("-published_at", "-pk")
    about = list(articles.values_list("pk", flat=True)[:ARTICLES])
    if not about:
        return by_words
    halves = (by_words, comments.filter(article__in=about))
    first, second = (found.order_by(*order.fields).values("pk")[:most] for found in halves)
    return comments.filter(pk__in=first.union(second, all=True))


def same_address(comments: CommentQuerySet, pk: int) -> CommentQuerySet:
    """Those of `comments` that were sent under the e-mail address of the comment `pk`, which is compared where it
    lies; none when it has none.
    """
    address = Comment.objects.filter(pk=pk).exclude(email="").order_by().values(address=Upper("email"))
    return comments.exclude(email="").filter(Exact(Upper("email"), Subquery(address)))
