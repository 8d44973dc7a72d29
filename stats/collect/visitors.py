"""Distinguishing visitors for a day without identifying them: no cookie, no stored address.

A visitor is the first 8 bytes of HMAC-SHA256(salt of the day, network address + User-Agent). The salt is random and
deleted after 48 hours (`retention`); from then on nobody can link a key to an address, nor one day to the next.
"""

import hashlib
import hmac
import secrets
from math import inf

from django.db import connection

from database.recent import Recent

SALT_BYTES = 32

_emergency_salt = secrets.token_bytes(SALT_BYTES)


def visitor_of(sender, day):
    """The key of `sender` (an `accounts.network.Sender`) on `day` (a local date), as PostgreSQL's bigint.

    Two queries for the first of a day. Raises django.db.Error when the salt is not known yet and the database is
    unavailable.
    """
    return _key(_salt.get(day), sender)


def visitor_in_emergency(sender, day):
    """Like `visitor_of` without the database: with a salt of this process when it does not know that of the day.

    Such a visitor is counted once more when the database is back; no view is lost.
    """
    return _key(_salt.last(day) or _emergency_salt, sender)


def forget_salts(*, before):
    """Delete the salts of days earlier than `before` (a date) in the database; this process reads its own again."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM stats_daysalt WHERE day < %s", [before])
        _salt.forget()
        return cursor.rowcount


def _key(salt, sender):
    message = bytes([len(sender.network)]) + sender.network + sender.agent.encode("utf-8", "surrogatepass")
    digest = hmac.digest(salt, message, hashlib.sha256)
    return int.from_bytes(digest[:8], "big", signed=True)


def _stored_salt(day):
    """The salt of the day: the first process that asks makes it, the others read it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO stats_daysalt (day, salt) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [day, secrets.token_bytes(SALT_BYTES)],
        )
        cursor.execute("SELECT salt FROM stats_daysalt WHERE day = %s", [day])
        return bytes(cursor.fetchone()[0])


_salt = Recent(_stored_salt, seconds=inf)  # of the day that was asked for last
