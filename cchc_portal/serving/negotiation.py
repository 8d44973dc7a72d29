"""The variant of a page for a browser: the shortest encoding that it reads, or none when it has the page."""

import gzip
import hashlib
from functools import lru_cache

import brotli

BROTLI_QUALITY = 5
MAX_CACHED = 256  # headers, and characters of each


class Variant:
    """One encoding of a page."""

    __slots__ = ("body", "etag", "headers", "headers_unchanged")

    def __init__(self, body, headers, etag, encoding):
        self.body = [body]
        self.etag = etag
        about_caching = ("cache-control", "content-security-policy", "vary", "expires")
        self.headers_unchanged = [(n, v) for n, v in headers if n.lower() in about_caching] + [("ETag", etag)]
        self.headers = [*headers, ("ETag", etag), ("Content-Length", str(len(body)))]
        if encoding:
            self.headers.append(("Content-Encoding", encoding))


class Variants(dict):
    """`{"br" | "gzip" | "identity": Variant}` of an answer, each made when somebody first asks for it.

    One that would be longer than the plain body is the plain one.
    """

    def __init__(self, answer):
        super().__init__()
        self._headers = answer.cacheable_headers()
        self._digest = hashlib.blake2b(answer.body, digest_size=9).hexdigest()
        self["identity"] = Variant(answer.body, self._headers, f'"{self._digest}"', "")

    def __missing__(self, encoding):
        plain = self["identity"]
        (body,) = plain.body
        short = brotli.compress(body, quality=BROTLI_QUALITY) if encoding == "br" else gzip.compress(body, 6, mtime=0)
        is_shorter = len(short) < len(body)
        etag = f'"{self._digest}-{encoding}"'
        self[encoding] = Variant(short, self._headers, etag, encoding) if is_shorter else plain
        return self[encoding]


def matches(condition, etag):
    """Whether an If-None-Match header names `etag` (compared as weak ones, as RFC 9110 says)."""
    return (
        condition == etag
        or condition.strip() == "*"
        or etag in [e.strip().removeprefix("W/") for e in condition.split(",")]
    )


def preferred_encoding(accepted):
    """ "br", "gzip" or "identity": the shortest that an Accept-Encoding header allows. One of a length that no browser
    writes is not read.
    """
    return _known(accepted) if len(accepted) < MAX_CACHED else "identity"


def _weigh(accepted):
    weights = {}
    for part in accepted.lower().split(","):
        name, _, parameters = part.partition(";")
        weight = parameters.partition("=")[2].strip() if parameters else "1"
        weights[name.strip()] = weight.rstrip("0.") != ""
    return next((name for name in ("br", "gzip") if weights.get(name, weights.get("*", False))), "identity")


_known = lru_cache(MAX_CACHED)(_weigh)
