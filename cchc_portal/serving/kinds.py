"""What a request is, by its address: whether it is dear, and how long its statements may last.

Dear is what takes much for little: a hash of a password, a search, a page of a thread, a picture that is encoded anew.
A view that does such work has a row here; tests/portal/serving/test_kinds.py finds those that have none.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

from django.conf import settings
from django.urls import Resolver404, resolve

from database.limits import Limits

ADMIN_PATH = "/quan-tri/"
KNOWN_PATH_MAX_LENGTH = 100
# /binh-luan/<article>/ is the form of a comment without these, and a page of the thread with them.
FORM_SLASHES, THREAD_PARAMETERS = 3, ("trang", "sap_xep")

# Seconds. Readers read within three that the database hangs: the wait for a place (gate.py), the statement,
# limits.GRACE_SECONDS, and the page.
READING = Limits(statement=1.6, lock=0.8)
WORKING = Limits(statement=10.0, lock=2.0)
REPORTING = Limits(statement=120.0, lock=2.0)


@dataclass(frozen=True)
class Kind:
    """`at_once`: how many threads of a process may do it (None: as many as there are places), while others wait for a
    turn. `is_dear`: with all that is dear it has fewer places. `is_shared`: no network gets all of them. `json`: its
    callers are programs that read JSON. `pauses`: how many times as long as one has computed the next one waits.
    """

    name: str
    limits: Limits
    at_once: int | None = None
    is_dear: bool = False
    is_shared: bool = False
    json: bool = False
    pauses: float = 0


def _dear(name: str, limits: Limits, at_once: int, json: bool = False, pauses: float = 0) -> Kind:
    return Kind(name, limits, at_once, is_dear=True, is_shared=True, json=json, pauses=pauses)


# Python computes in one thread at a time. More of what only computes would answer no more, and take turns from pages
# from memory, which wait for one each time (docs/performance.md); two, where one waits for the database meanwhile.
PAGE = Kind("page", READING, at_once=2)
ADMIN = Kind("admin", WORKING, at_once=3)
WAITING = Kind("waiting for a page", READING)
LIVENESS = Kind("liveness", READING)  # takes no place: the process lives, however much it has to do
FILE = Kind("file", READING)  # asks no database; pages from memory need their styles

PASSWORD = _dear("password", WORKING, at_once=1)  # what hashes elsewhere waits in accounts/hashers.py
SIGN_IN_PAGE = _dear("sign-in page", WORKING, at_once=1, pauses=4)  # it waits for no database
SEARCH = _dear("search", READING, at_once=1, pauses=1)
THREAD = _dear("thread", READING, at_once=1, pauses=1)
LOOK_UP = _dear("look-up", READING, at_once=1, pauses=1)
COMMENT_FORM = _dear("comment form", READING, at_once=1)  # each reader of an article asks for it
# What people have written may wait in every place.
POSTING = Kind("posting", READING, at_once=1, is_shared=True)
# Rendered for each request. Those who were sent a link are few, and have no session.
PREVIEW = _dear("preview", READING, at_once=1, pauses=1)
FIGURES = _dear("figures", READING, at_once=1, json=True)
ADMIN_SEARCH = _dear("admin search", WORKING, at_once=2)
CONVERSION = _dear("conversion", WORKING, at_once=2)
REPORT = _dear("report", REPORTING, at_once=2)

# The view's name → its kind, or its kinds by method; a HEAD is a GET. Other methods and views are PAGE or ADMIN.
KINDS: dict[str, Kind | dict[str, Kind]] = {
    "health": LIVENESS,
    "media": FILE,
    "admin:login": {"GET": SIGN_IN_PAGE, "POST": PASSWORD},
    "own_password": {"POST": PASSWORD},
    "admin:auth_user_password_change": {"POST": PASSWORD},
    "admin:accounts_user_add": {"POST": PASSWORD},
    "accounts:sign_in_again": replace(PASSWORD, json=True),
    "articles:search": SEARCH,
    "admin:search": ADMIN_SEARCH,
    "admin:articles_article_changelist": {"GET": ADMIN_SEARCH},
    "admin:articles_abbreviation_changelist": ADMIN,
    "admin:articles_abbreviation_paste": ADMIN,
    "admin:articles_abbreviation_uses": ADMIN_SEARCH,
    "comments:thread": {"GET": THREAD, "POST": POSTING},
    "comments:comment": THREAD,
    "comments:received": LOOK_UP,
    "comments:look_up": LOOK_UP,
    "comments:mail": LOOK_UP,
    "comments:withdraw": POSTING,
    "comments:unit": POSTING,
    "comments:appeal": POSTING,
    "comments:like": POSTING,
    "comments:report": POSTING,
    "comments:rate": POSTING,
    "uploads:image": _dear("conversion", WORKING, at_once=2, json=True),
    "uploads:crop": _dear("conversion", WORKING, at_once=2, json=True),
    "uploads:library": _dear("library", WORKING, at_once=2, json=True),
    "desk_recordings:add": _dear("recording", WORKING, at_once=2, json=True),
    "desk_recordings:library": _dear("library of recordings", WORKING, at_once=2, json=True),
    "desk_recordings:change": Kind("words of a recording", WORKING, json=True),
    "admin:recordings_recording_add": {"POST": CONVERSION},
    "admin:recordings_recording_change": {"POST": CONVERSION},
    "richtext:unicode": _dear("conversion of text", WORKING, at_once=2, json=True),
    "newsroom:upload_document": _dear("document", WORKING, at_once=2, json=True),
    "copyediting:findings": Kind("proofreading", WORKING, at_once=1, json=True),
    "copyediting:dismiss": Kind("dismissing", WORKING, json=True),
    "copyediting:word": Kind("house dictionary", WORKING, json=True),
    "preview:link": PREVIEW,
    "preview:copy": Kind("preview of a working copy", WORKING, at_once=2),
    "newsroom:write_working_copy": Kind("working copy", WORKING, at_once=2, json=True),
    "newsroom:presence": Kind("presence", WORKING, at_once=1, json=True),
    "queue:live": Kind("news of the queue", WORKING, at_once=1, json=True),
    "newsroom:take_over": Kind("taking over", WORKING, json=True),
    "admin:uploads_image_add": {"POST": CONVERSION},
    "admin:uploads_image_change": {"POST": CONVERSION},
    "admin:uploads_image_crop": {"POST": CONVERSION},
    "admin:articles_article_add": {"POST": CONVERSION},
    "admin:articles_article_change": {"POST": CONVERSION},
    "admin:articles_article_manuscripts": {"POST": CONVERSION},
    "admin:articles_article_manuscript": {"POST": CONVERSION},
    # A page shows twenty of them at once: they wait for each other, not for what is dear.
    "admin:articles_article_manuscript_picture": {
        "GET": Kind("picture of a manuscript", WORKING, at_once=2),
        "POST": _dear("conversion", WORKING, at_once=2, json=True),
    },
    "accounts:session": Kind("session", WORKING, json=True),
    "personal_data": REPORT,
    "latest_report": REPORT,
    "yearly_report": REPORT,
    "monthly_report": REPORT,
    "comment_handling": REPORT,
    "comment_handling_file": REPORT,
    "stats:export": REPORT,
    "stats:proof": REPORT,
    "stats:proof_day": REPORT,
    "stats:measuring": FIGURES,
    "stats:record": Kind("beacon", READING, json=True),
}


def kind_of(path: str, method: str, query: str = "") -> Kind:
    """The Kind of a request."""
    kind = _known(path, method) if len(path) <= KNOWN_PATH_MAX_LENGTH else _find(path, method)
    if kind is THREAD and path.count("/") == FORM_SLASHES and not any(name in query for name in THREAD_PARAMETERS):
        return COMMENT_FORM
    return kind


def _find(path: str, method: str) -> Kind:
    if path.startswith(settings.STATIC_URL):
        return FILE
    rest = ADMIN if path.startswith(ADMIN_PATH) else PAGE
    try:
        name = resolve(path).view_name
    except Resolver404:
        return rest
    kind = KINDS.get(name, rest)
    if isinstance(kind, dict):
        return kind.get("GET" if method == "HEAD" else method, rest)
    return kind


_known = lru_cache(maxsize=4096)(_find)  # whoever is refused costs no search through all addresses
