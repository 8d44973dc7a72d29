"""The challenge that the form asks when the screening doubts or the recent volume is high. No other service is
involved.

There are two ways to solve it. A browser with JavaScript proves some work (ALTCHA: it looks for a number whose hash is
known); everybody else answers a sum written in words, which screen readers read as well. Each challenge is good for
ten minutes and one comment; a wrong answer uses it up.
"""

import json
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b

import altcha.v1 as altcha
from django.conf import settings
from django.core import signing
from django.utils import timezone

from comments.models import SpentChallenge
from vietnamese.text import canonical

GOOD_FOR = timedelta(minutes=10)
MAX_WORK = 20_000  # hashes; a phone of 2020 does them in about a second
MAX_FAILURES = 10  # of one sender in ten minutes
NUMBERS = (
    *("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"),
    *("mười một", "mười hai", "mười ba", "mười bốn", "mười lăm", "mười sáu", "mười bảy", "mười tám"),
)
_TOKEN = signing.TimestampSigner(salt="comments.challenge", sep=".")


@dataclass(frozen=True)
class Challenge:
    """`question` with the signed `token` of its answer; `work` is what the browser may do instead, as JSON."""

    question: str
    token: str
    work: str


def new_challenge() -> Challenge:
    first, second = 1 + secrets.randbelow(9), 1 + secrets.randbelow(9)
    number = uuid.uuid4()
    work = altcha.create_challenge(  # type: ignore[call-overload]  # its stub forgets the defaults
        hmac_key=_key(), max_number=MAX_WORK, expires=timezone.now() + GOOD_FOR, params={"number": number.hex}
    )
    return Challenge(
        question=f"{NUMBERS[first].capitalize()} cộng {NUMBERS[second]} bằng mấy?",
        token=_TOKEN.sign_object([number.hex, _digest(number, first + second)]),
        work=json.dumps(work.to_dict()),
    )


def is_solved(posted: Mapping[str, str], *, sender: uuid.UUID) -> bool:
    """Whether the form `posted` brings a solution that was not used before; it is used up. One query.

    Without a solution there is no query. Many wrong answers of one `sender` make every further one wrong.
    """
    number, is_right = _work_of(posted)
    if number is None:
        number, is_right = _answer_of(posted)
    if number is None:
        return False
    since = timezone.now() - GOOD_FOR
    return SpentChallenge.objects.spend(
        number, sender=sender, is_right=is_right, most_failures=MAX_FAILURES, since=since
    )


def _work_of(posted: Mapping[str, str]) -> tuple[uuid.UUID | None, bool]:
    """`(number of the challenge or None, whether the work was done)`."""
    try:
        payload = json.loads(posted.get("work", "")[:2000])
        number = uuid.UUID(altcha.extract_params(payload)["number"][0])
        is_done, _ = altcha.verify_solution(payload, _key())
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None, False
    return number, is_done


def _answer_of(posted: Mapping[str, str]) -> tuple[uuid.UUID | None, bool]:
    """`(number of the challenge or None, whether the answer is right)`; None while nobody answered."""
    answer = canonical(posted.get("answer", "")[:40]).strip()
    if not answer:
        return None, False
    try:
        number, digest = _TOKEN.unsign_object(posted.get("challenge", ""), max_age=GOOD_FOR)
        number = uuid.UUID(number)
    except (signing.BadSignature, ValueError, TypeError):
        return None, False
    spoken = NUMBERS.index(answer) if answer in NUMBERS else answer
    return number, str(spoken).isdecimal() and _digest(number, int(spoken)) == digest


def _digest(number: uuid.UUID, answer: int) -> str:
    return blake2b(f"{number.hex} {answer}".encode(), key=_key()[:64], digest_size=12).hexdigest()


def _key() -> bytes:
    return blake2b(settings.SECRET_KEY.encode(), person=b"challenge").digest()
