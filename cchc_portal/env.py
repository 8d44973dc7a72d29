"""Typed reading of environment variables: a missing or wrong value stops the start with a sentence.

Every reader takes the variable's name. A secret may also lie in a file that `NAME_FILE` names,
as container platforms hand them over.
"""

import os
import re
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host

REQUIRED = object()
_FLAGS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


def text(name, default=REQUIRED):
    """The variable as text. Raises ImproperlyConfigured when it is unset or empty and has no default."""
    value = os.environ.get(name, "")
    if value:
        return value
    if default is REQUIRED:
        raise ImproperlyConfigured(f"Set the environment variable {name}; README.md lists what each one is for.")
    return default


def secret(name, default=REQUIRED):
    """Like `text`, or the stripped content of the file that `NAME_FILE` names."""
    path = os.environ.get(f"{name}_FILE")
    if not path:
        return text(name, default)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE names {path}, which cannot be read: {error.strerror}.") from error


def flag(name, default):
    """1/0, true/false, yes/no or on/off."""
    value = text(name, "").lower()
    if not value:
        return default
    if value not in _FLAGS:
        raise ImproperlyConfigured(f"{name} is {value!r}; write 1 or 0.")
    return _FLAGS[value]


def integer(name, default, *, minimum=0):
    """A whole number of at least `minimum`."""
    value = text(name, str(default))
    try:
        number = int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is {value!r}; write a whole number.") from error
    if number < minimum:
        raise ImproperlyConfigured(f"{name} is {number}; the least is {minimum}.")
    return number


def words(name, default=REQUIRED):
    """Values separated by commas, as a list; empty ones are dropped."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def networks(name):
    """Addresses or networks separated by commas, as a list of text; none when unset."""
    values = words(name, "")
    for value in values:
        try:
            ip_network(value, strict=False)
        except ValueError as error:
            raise ImproperlyConfigured(
                f"{name} holds {value!r}; write addresses or networks, as 10.0.0.0/24."
            ) from error
    return values


def host_names(name):
    """Names of hosts, each perhaps with a port, separated by commas; none when unset."""
    values = [value.lower() for value in words(name, "")]
    for value in values:
        if not re.fullmatch(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}(?::[0-9]{1,5})?", value):
            raise ImproperlyConfigured(f"{name} holds {value!r}; write names of hosts alone, as video.songlam.gov.vn.")
    return values


def with_host_of(address, hosts):
    """`hosts`, and the host of the web address `address` if they do not allow it: pages are made for that name."""
    host = urlsplit(address).hostname
    return hosts if not host or validate_host(host, hosts) else [*hosts, host]


def socket_address(name):
    """Where a local service listens: the path of its socket as text, (host, port), or None when unset.

    Written as unix:/run/clamav/clamd.ctl, /run/clamav/clamd.ctl, tcp://10.0.0.5:3310 or 10.0.0.5:3310.
    """
    value = text(name, "").strip()
    if not value:
        return None
    path = value.removeprefix("unix:")
    if path.startswith("/"):
        return "/" + path.lstrip("/")
    try:
        parts = urlsplit("//" + value.removeprefix("tcp:").removeprefix("//"))
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not host or not port or parts.path or parts.query or parts.username:
        raise ImproperlyConfigured(f"{name} is {value!r}; write unix:/run/clamav/clamd.ctl or tcp://host:3310.")
    return host, port


def mail_domain(address):
    """The host of the web address `address` where it can stand behind an @, else "localhost"."""
    host = urlsplit(address).hostname or ""
    return host if "." in host and not host[-1].isdigit() else "localhost"
