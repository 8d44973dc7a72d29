"""Keys of senders, which cannot be turned back into an address.

A key is 16 bytes of HMAC-SHA256, kept as a uuid (the database's own type of 16 bytes). The secret is that of the month
and is deleted later, so old keys cannot be linked to an address (`models.SenderSecret`). An address is never stored. A
process asks for the secret once a month, so that keys cost no query.
"""

import hashlib
import hmac
import uuid
from math import inf

from django.http import HttpRequest
from django.utils import timezone

from accounts.network import Sender
from database.recent import Recent

from .models import SenderSecret
from .models.arrivals import SenderKeys
from .models.rating import Rater

_secret_of = Recent(SenderSecret.objects.of_month, seconds=inf)


def sender_key(request: HttpRequest) -> uuid.UUID:
    """The key of the network that a comment comes over: one IPv4 address or one IPv6 /64, for one month. Many people
    may share it.
    """
    return _key(_secret(), "binh-luan", Sender.of(request).network)


def sender_keys(request: HttpRequest) -> SenderKeys:
    """The keys of the browser and of the network (as `sender_key`) that a comment comes from, for one month."""
    secret, sender = _secret(), Sender.of(request)
    browser = _key(secret, "trinh-duyet-binh-luan", sender.network, sender.agent)
    return SenderKeys(browser, _key(secret, "binh-luan", sender.network))


def rater(request: HttpRequest) -> Rater:
    """The keys under which ratings are kept: different from the comments' keys, and new every day."""
    secret, sender = _secret(), Sender.of(request)
    day = timezone.localdate().isoformat()
    browser = _key(secret, "danh-gia", day, sender.network, sender.agent)
    return Rater(browser, _key(secret, "mang", day, sender.network))


def reporter(request: HttpRequest) -> Rater:
    """The keys under which reports are kept: new every month, so that a new day does not make another reporter."""
    secret, sender = _secret(), Sender.of(request)
    browser = _key(secret, "bao-cao", sender.network, sender.agent)
    return Rater(browser, _key(secret, "mang-bao-cao", sender.network))


def _secret() -> bytes:
    """The secret of this month, asked for once by each process."""
    return _secret_of.get(timezone.localdate().replace(day=1))


def _key(secret: bytes, purpose: str, *parts: bytes | str) -> uuid.UUID:
    """Each part is hashed with its length, so that no two lists of parts are equal."""
    message = hmac.new(secret, purpose.encode(), hashlib.sha256)
    for part in parts:
        encoded = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        message.update(len(encoded).to_bytes(4) + encoded)
    return uuid.UUID(bytes=message.digest()[:16])
