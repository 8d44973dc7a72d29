"""What a form says of working copies: the one that it writes, and older ones that it offers to go on with."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import User
from articles.models import Article
from newsroom.models import WorkingCopy

from .as_saved import is_as_saved
from .copy_comparison import summaries
from .working_copies import ELSEWHERE

SHOWN_BY = "ban_nhap"  # the parameter of a form's address that names the copy to go on with
MAX_OFFERS = 3
_SECRET = "newsroom.local-copies"  # noqa: S105 (a salt)


@dataclass(frozen=True)
class Offer:
    """An open copy that is not in this form. `is_typed_now`: on another page, minutes ago. `is_older`: the article was
    saved after its form was opened. `summary` says in a few words what the copy has otherwise than what is saved.
    """

    copy: WorkingCopy
    address: str
    is_typed_now: bool
    is_older: bool
    summary: str = ""


@dataclass(frozen=True)
class CopyState:
    """What the page of a form needs to write its copy: `number` is the last one stored under `key`. `secret` encrypts
    what waits in the browser; another account has another.
    """

    key: UUID
    number: int
    article: int | None
    edition: int
    account: int
    secret: str
    shown: WorkingCopy | None
    offers: list[Offer]
    more: int  # open copies beyond those offered


def state_of_form(
    user: User, article: Article | None, *, key: UUID | None, shown: WorkingCopy | None, is_as_stored: bool = False
) -> CopyState:
    """The CopyState of the form of `article` (None: a new one), which shows the copy `shown`, or came back as `key`
    with a mistake. `is_as_stored`: nothing is typed into `article`. One query; with copies to offer at most five more.
    """
    copies = list(WorkingCopy.objects.of_form(user, article)[: MAX_OFFERS + 2])
    key = shown.key if shown else key or uuid4()
    own = next((copy.number for copy in copies if copy.key == key), 0)
    merged = {copy.merged_from for copy in copies}
    others = [copy for copy in copies if copy.key not in {key, *merged}]
    stored = article
    if others and article and not is_as_stored:
        stored = Article.with_binned.filter(pk=article.pk).first()
    others = [copy for copy in others if not is_as_saved(copy, stored)]
    offered = others[:MAX_OFFERS]
    told = summaries(offered, user, stored)
    return CopyState(
        key=key,
        number=own,
        article=article.pk if article else None,
        edition=article.edition if article else 0,
        account=user.pk,
        secret=salted_hmac(_SECRET, str(user.pk), algorithm="sha256").hexdigest(),
        shown=shown,
        offers=[_offer(copy, article, summary) for copy, summary in zip(offered, told, strict=True)],
        more=len(others[MAX_OFFERS:]),
    )


def offer_of(copy: WorkingCopy) -> Offer:
    """The Offer of `copy`, whose article is loaded."""
    return _offer(copy, copy.article, "")


def _offer(copy: WorkingCopy, article: Article | None, summary: str) -> Offer:
    """`article` is that of `copy`, which is not read again."""
    copy.article = article
    return Offer(
        copy=copy,
        address=_address(copy, article),
        is_typed_now=copy.typed_at >= timezone.now() - ELSEWHERE,
        is_older=article is not None and article.edition > copy.edition,
        summary=summary,
    )


def form_address(copy: WorkingCopy) -> str:
    """The address of the form that shows what is typed into `copy`, whose article is loaded. While that is in the bin
    the text can be gone on with as a new article.
    """
    return _address(copy, copy.article)


def _address(copy: WorkingCopy, article: Article | None) -> str:
    if article is None or article.binned_at:
        address = reverse("admin:articles_article_add")
    else:
        address = reverse("admin:articles_article_change", args=[article.pk])
    return f"{address}?{SHOWN_BY}={copy.key}"
