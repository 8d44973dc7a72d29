"""The pages that a process keeps, within so many bytes."""

import threading
import time

from .negotiation import Variants

PAGE_SECONDS = 60


class PageStore(dict):
    """{key: Page} in the order of eviction, written by `keep` and `forget`; `limit` bounds its `size`, in bytes."""

    def __init__(self, limit):
        super().__init__()
        self.limit = limit
        self.size = 0
        self._lock = threading.Lock()

    def keep(self, key, page):
        if page.size > self.limit // 8:
            return
        with self._lock:
            self._drop(key)
            self[key] = page
            self.size += page.size
            while self.size > self.limit:
                oldest = next(iter(self))
                if self[oldest].was_asked:  # a second chance, at the end of the queue
                    self[oldest].was_asked = False
                    self[oldest] = self.pop(oldest)
                else:
                    self._drop(oldest)

    def forget(self, key):
        with self._lock:
            self._drop(key)

    def _drop(self, key):
        if page := self.pop(key, None):
            self.size -= page.size


class Page:
    """A rendered page in the encodings that were asked for, with the headers of each ready to be sent.

    `last_number`: it explains that its list has no more pages than that; None for other pages.
    """

    __slots__ = ("fresh_until", "last_number", "made_at", "size", "stamp", "variants", "was_asked")

    def __init__(self, answer, stamp, last_number=None):
        self.stamp = stamp
        self.last_number = last_number
        self.made_at = time.monotonic()
        self.fresh_until = self.made_at + PAGE_SECONDS
        self.was_asked = False
        self.variants = Variants(answer)
        self.size = 4096 + 2 * len(answer.body)  # its compressed variants together are shorter than the plain one

    def stale(self, headers, is_stale):
        """A copy of `headers`; says how old the copy is when it could not be checked."""
        if not is_stale:
            return headers.copy()
        age = str(int(time.monotonic() - self.made_at))
        return [*headers, ("Age", age), ("Warning", '111 - "Revalidation Failed"')]
