"""Signed tokens: of the form, in place of a session, and in addresses: the receipt that leads to the reference number,
the right to withdraw, the link in emails.

A reader has no cookie. The token says for which article the form was made, when it was first opened, when it was
issued, which consent text it shows, and the id of the one submission that it is valid for.
"""

import time
import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from django.core import signing

from comments.models import Comment, Question

TOKEN_HOURS = 24
_FORM = signing.Signer(salt="comments.form", sep=".")
_RECEIPT = signing.Signer(salt="comments.receipt", sep=".")
_WITHDRAWAL = signing.Signer(salt="comments.withdrawal", sep=".")
_EMAIL_LINKS = signing.Signer(salt="comments.letters", sep=".")
_APPEALS = signing.Signer(salt="comments.appeals", sep=".")
_UNIT_LINKS = signing.Signer(salt="comments.units", sep=".")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Unreadable(Exception):
    """Not signed by us, or made for another article."""


@dataclass(frozen=True)
class FormToken:
    """Times are whole seconds since 1970."""

    article_pk: int
    submission_id: uuid.UUID
    opened_at: int
    issued_at: int
    consent_version: str

    @classmethod
    def for_article(cls, article_pk: int, consent_version: str) -> Self:
        now = int(time.time())
        return cls(article_pk, uuid.uuid4(), now, now, consent_version)

    @classmethod
    def read(cls, text: str, article_pk: int) -> Self:
        """The token in `text`. Raises Unreadable."""
        try:
            pk, submission_id, opened_at, issued_at, consent_version = _unsign(_FORM, text)
        except (ValueError, TypeError) as error:  # signed by us, in an older shape
            raise Unreadable from error
        if pk != article_pk:
            raise Unreadable
        return cls(pk, uuid.UUID(submission_id), opened_at, issued_at, consent_version)

    def write(self) -> str:
        return _FORM.sign_object(
            [self.article_pk, self.submission_id.hex, self.opened_at, self.issued_at, self.consent_version]
        )

    @property
    def is_old(self) -> bool:
        return time.time() - self.issued_at > TOKEN_HOURS * 3600

    @property
    def open_seconds(self) -> float:
        """How long the reader has had the form, through all its errors."""
        return time.time() - self.opened_at

    def renewed(self, consent_version: str) -> Self:
        """The token of the form shown again after an error: the same submission, so that it is stored once."""
        return replace(self, issued_at=int(time.time()), consent_version=consent_version)

    def for_another(self) -> Self:
        """The token for a further text from the same form."""
        return replace(self, submission_id=uuid.uuid4())


def write_receipt(comment: Comment) -> str:
    return _RECEIPT.sign_object([comment.submission_id.hex, comment.article_id])


def read_receipt(text: str) -> tuple[uuid.UUID, int]:
    """`(submission id, article pk)`. Raises Unreadable."""
    return _read_pair(_RECEIPT, text)


def write_withdrawal(submission_id: uuid.UUID) -> str:
    """For the link by which a sender takes a comment back. It does not expire."""
    return _WITHDRAWAL.sign_object(submission_id.hex)


def read_withdrawal(text: str) -> uuid.UUID:
    """The submission id. Raises Unreadable."""
    return _submission_id(_unsign(_WITHDRAWAL, text))


def write_email_link(comment: Comment) -> str:
    """For the address in emails about `comment`, by which its reader alone confirms or stops them."""
    return _EMAIL_LINKS.sign_object([comment.submission_id.hex, comment.pk])


def read_email_link(text: str) -> tuple[uuid.UUID, int]:
    """`(submission id, comment pk)`. Raises Unreadable."""
    return _read_pair(_EMAIL_LINKS, text)


def write_appeal_link(comment: Comment, since: datetime) -> str:
    """For the address at which the sender of `comment` asks that the decision of the moment `since` be looked at
    again.
    """
    return _APPEALS.sign_object([comment.submission_id.hex, _microseconds(since)])


def read_appeal_link(text: str) -> tuple[uuid.UUID, datetime]:
    """`(submission id, moment of the decision)`. Raises Unreadable."""
    submission_id, number = _read_pair(_APPEALS, text)
    return submission_id, _EPOCH + timedelta(microseconds=number)


def write_unit_link(question: Question) -> str:
    """For the address at which the unit of `question` answers. It is good for this charge alone: the next one, and an
    answer sent back, make another.
    """
    return _UNIT_LINKS.sign_object([question.pk, charge_number(question)])


def read_unit_link(text: str) -> tuple[int, int]:
    """`(question pk, charge number)`. Raises Unreadable."""
    match _unsign(_UNIT_LINKS, text):
        case [int(pk), int(number)]:
            return pk, number
    raise Unreadable


def charge_number(question: Question) -> int:
    """Which charge of `question` is in force: the microseconds since 1970 at which it was made; 0 for none by us."""
    return _microseconds(question.charged_at) if question.charged_at else 0


def _microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _read_pair(signer: signing.Signer, text: str) -> tuple[uuid.UUID, int]:
    match _unsign(signer, text):
        case [submission_id, pk]:
            return _submission_id(submission_id), pk
    raise Unreadable


def _submission_id(written: Any) -> uuid.UUID:
    try:
        return uuid.UUID(written)
    except (ValueError, TypeError, AttributeError) as error:
        raise Unreadable from error


def _unsign(signer: signing.Signer, text: str) -> Any:
    try:
        return signer.unsign_object(text)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Unreadable from error
