"""Every field that a reader can send × everything that can be wrong with it.

Whatever comes: no failure of ours; one sentence in Vietnamese where the field is refused; and what was typed, in it or
elsewhere, stands in the form again, as text.
"""

import json
from urllib.parse import quote_from_bytes

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import escape

from comments.models import AbuseReport, Comment, Rating
from comments.models.appeal import APPEAL_MAX
from comments.models.comment import OFFICIAL_BODY_MAX
from comments.posting.challenge import new_challenge
from comments.questions.assignment import charge
from comments.tokens import write_email_link, write_receipt, write_unit_link, write_withdrawal
from tests.comments.appeals import WHY, link_of, refused
from tests.comments.factories import BODY, address, filled_in, make_comment, make_token
from tests.factories import MODERATOR, make_article, make_site, make_user
from vietnamese.text import clean_multiline

from .test_challenge import DOUBTFUL, solved, worked

pytestmark = pytest.mark.django_db

MEGABYTE = 1024 * 1024
HOSTILE = '"></textarea><script>alert(1)</script><img src=x>'
PART = "?phan=1"
FILE = object()


def filled_up(good, limit):
    """A value one over `limit`; an e-mail address stays one."""
    return good.rjust(limit + 1, "a") if "@" in good else good.ljust(limit + 1, "ệ")


# kind → what is sent in place of the good value
WRONG = {
    "missing": lambda good, limit: None,
    "blank": lambda good, limit: "",
    "spaces": lambda good, limit: " \u00a0\t ",
    "one over": filled_up,
    "nfd": lambda good, limit: good + "Thu\u0309 tu\u0323c",
    "bidi": lambda good, limit: f"\u202e{good}\u2066",
    "nul": lambda good, limit: f"{good[:1]}\x00{good[1:]}\x00",
    "emoji": lambda good, limit: good + "👍🏽",
    "surrogate": lambda good, limit: good.encode() + b"\xed\xa0\xbd",
    "not utf-8": lambda good, limit: good.encode() + b"\xff\xfe\xc3(",
    "html": lambda good, limit: good + HOSTILE,
    "megabyte": lambda good, limit: (good or "x") * (MEGABYTE // len(good or "x")),
    "twice": lambda good, limit: [good, good],
    "file": lambda good, limit: FILE,
}
ABSENT = {"missing", "blank", "spaces", "file"}
TOO_MUCH = {"one over", "megabyte"}
INVISIBLE = {"bidi", "nul"}  # taken out, so the value is good again
CHANGED = {"nfd", "emoji", "surrogate", "not utf-8", "html"}
NOT_ASCII = INVISIBLE | CHANGED
SIGNS_BEHIND = {"emoji", "surrogate", "not utf-8"}  # a link that is pasted with them leads to the right one

# (form, field) → its limit and the kinds that are refused; all others are taken
FIELDS = {
    ("comment", "body"): (2000, ABSENT | TOO_MUCH),
    ("comment", "name"): (80, ABSENT | TOO_MUCH),
    ("comment", "email"): (254, ABSENT | TOO_MUCH | CHANGED),
    ("comment", "consent"): (1, {"missing", "blank", "file"}),
    ("comment", "wants_mail"): (1, set()),
    ("comment", "parent"): (18, TOO_MUCH | NOT_ASCII),
    ("comment", "url"): (200, set()),  # the trap: the comment is put aside and nobody is notified
    ("comment", "token"): (500, ABSENT | TOO_MUCH | NOT_ASCII),
    ("doubtful", "challenge"): (200, ABSENT | TOO_MUCH | NOT_ASCII),
    ("doubtful", "answer"): (40, ABSENT | TOO_MUCH | NOT_ASCII),
    ("worked", "work"): (2000, ABSENT | TOO_MUCH | NOT_ASCII),
    ("rating", "score"): (1, ABSENT | TOO_MUCH | NOT_ASCII),
    ("rating", "reason"): (500, TOO_MUCH),
    ("report", "reason"): (5, ABSENT | TOO_MUCH | NOT_ASCII),
    ("report", "note"): (500, ABSENT | TOO_MUCH),
    ("look-up", "number"): (40, ABSENT | TOO_MUCH | CHANGED),
    ("look-up", "email"): (254, ABSENT | TOO_MUCH | CHANGED),
    ("letters", "viec"): (8, set()),  # whatever is no "yes" stops the emails
    ("like", "x"): (1, set()),
    ("withdrawal", "x"): (1, set()),
    ("unit", "body"): (OFFICIAL_BODY_MAX, ABSENT | TOO_MUCH),
    ("unit", "signed_by"): (80, ABSENT | TOO_MUCH),
    ("appeal", "text"): (APPEAL_MAX, ABSENT | TOO_MUCH),
}
KEPT = {
    "comment": ("body", "name", "email", "parent"),
    "doubtful": ("body", "name", "email"),
    "worked": ("body", "name", "email"),
    "rating": ("reason",),
    "report": ("note",),
    "look-up": ("number", "email"),
    "unit": ("body", "signed_by"),
    "appeal": ("text",),
}


def make_form(name):
    """`(address, good fields)` of the form `name`, most of them as inside an article's page."""
    comment = make_comment()
    article = comment.article
    if name == "comment":
        return address(article) + PART, filled_in(article, parent=str(comment.pk), wants_mail="1")
    if name in {"doubtful", "worked"}:
        solution = solved(new_challenge()) if name == "doubtful" else worked(new_challenge())
        return address(article) + PART, filled_in(article, body=DOUBTFUL) | solution
    if name == "appeal":
        return link_of(refused(by=None)), {"text": WHY}
    if name == "unit":
        link = write_unit_link(charge(comment, "Sở Nội vụ", by=make_user(MODERATOR)))
        fields = {"signed_by": "Trần Thị Hòa", "body": "Xã làm việc sáng thứ Bảy."}
        return reverse("comments:unit", args=[link]), fields
    fields = {
        "rating": {"score": "4", "reason": "Thiếu số điện thoại của xã."},
        "report": {"reason": "other", "note": "Nêu số căn cước của tôi."},
        "look-up": {"number": comment.reference, "email": comment.email},
        "letters": {"viec": "xac-nhan"},
        "like": {"x": "1"},
        "withdrawal": {"x": "1"},
    }
    addresses = {
        "rating": reverse("comments:rate", args=[article.pk]) + PART,
        "report": reverse("comments:report", args=[comment.pk]) + PART,
        "look-up": reverse("comments:look_up"),
        "letters": reverse("comments:mail", args=[write_email_link(comment)]),
        "like": reverse("comments:like", args=[comment.pk]),
        "withdrawal": reverse("comments:withdraw", args=[write_withdrawal(comment.submission_id)]),
    }
    return addresses[name], fields[name]


def send(client, where, fields):
    """Send the form as a browser does: multipart if there is a file."""
    fields = {name: value for name, value in fields.items() if value is not None}
    if FILE in fields.values():
        files = {name: SimpleUploadedFile("a.txt", b"text") for name, value in fields.items() if value is FILE}
        return client.post(where, fields | files)
    pairs = ((name, one) for name, value in fields.items() for one in (value if isinstance(value, list) else [value]))
    body = "&".join(f"{name}={quote_from_bytes(as_bytes(value))}" for name, value in pairs)
    return client.post(where, body, content_type="application/x-www-form-urlencoded")


def as_bytes(value):
    return value if isinstance(value, bytes) else str(value).encode()


def sentences(response):
    """The error sentences on the page."""
    form = response.context["form"]
    return [str(error) for errors in form.errors.values() for error in errors]


def shown(value):
    """`value` as it stands in the page: clean, or of a hopelessly long one the beginning."""
    if isinstance(value, list):
        value = value[-1]
    text = as_bytes(value).decode("utf-8", "replace")
    return escape(text if len(text) > 30_000 else clean_multiline(text))


@pytest.fixture(autouse=True)
def site():
    return make_site()


CASES = [pytest.param(form, field, kind, id=f"{form}, {field}: {kind}") for form, field in FIELDS for kind in WRONG]


@pytest.mark.parametrize(("form", "field", "kind"), CASES)
def test_one_wrong_field(client, form, field, kind):
    limit, refused = FIELDS[form, field]
    where, good = make_form(form)
    wrong = WRONG[kind](str(good[field]), limit)

    response = send(client, where, good | {field: wrong})

    page = response.content.decode()
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
    if kind not in refused:
        assert response.status_code in {200, 303}
        return
    assert response.status_code == 422
    (sentence,) = sentences(response)
    assert sentence[0].isupper()
    assert not sentence.isascii(), "is it Vietnamese?"
    assert escape(sentence) in page
    for name in KEPT[form]:
        value = (good | {field: wrong})[name]
        # A `parent` that cannot be answered is dropped, and the sentence says so.
        if value not in (None, FILE) and (name, field) != ("parent", "parent"):
            assert shown(value) in page


@pytest.mark.parametrize("kind", [kind for kind in WRONG if kind != "file"])
@pytest.mark.parametrize("name", ["trang", "sap_xep", "tra_loi", "phan"])
def test_a_wrong_parameter_of_the_thread_shows_it_as_if_it_were_not_there(client, name, kind):
    article = make_comment().article
    wrong = WRONG[kind]({"trang": "1", "sap_xep": "cu-nhat", "tra_loi": "1", "phan": "1"}[name], 6)
    wrong = wrong[:5000] if isinstance(wrong, (str, bytes)) else wrong  # a server takes no longer line

    values = [] if wrong is None else wrong if isinstance(wrong, list) else [wrong]
    query = "&".join(f"{name}={quote_from_bytes(as_bytes(value))}" for value in values)
    response = client.get(f"{address(article)}?{query}")

    assert response.status_code == 200
    assert "<script>alert(1)" not in response.content.decode()


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("received", write_receipt),
        ("mail", write_email_link),
        ("withdraw", lambda comment: write_withdrawal(comment.submission_id)),
    ],
)
def test_a_wrong_link_leads_nowhere(client, name, write):
    comment = make_comment()
    start = reverse(f"comments:{name}", args=["x"]).removesuffix("x/")

    for kind in NOT_ASCII | TOO_MUCH | {"spaces"}:
        wrong = as_bytes(WRONG[kind](write(comment), 500))[:5000].replace(b"/", b"")
        where = f"{start}{quote_from_bytes(wrong)}/"
        if kind in SIGNS_BEHIND:
            assert client.get(where).status_code == 301
            continue
        assert client.get(where, follow=True).status_code == 404, kind
        assert client.post(where, {"viec": "xac-nhan"}, follow=True).status_code in {404, 405}, kind

    comment.refresh_from_db()
    assert (comment.state, comment.wants_mail) == ("approved", False)


@pytest.mark.parametrize(
    "email",
    ['"<x>"@thu.example', '"<script>"@thu.example', '"a b"@thu.example', "a@[127.0.0.1]", "a@thu\ufffd.vn"],
)
def test_an_address_that_the_outbox_does_not_take_is_refused_in_the_form(client, email):
    where, good = make_form("comment")

    response = send(client, where, good | {"email": email})

    assert response.status_code == 422
    assert "Địa chỉ email chưa đúng. Ví dụ: ten@thu.vn" in sentences(response)


HEADERS = [
    {"Origin": "http://[::1"},
    {"Origin": "\xff//]"},
    {"Origin": ""},
    {"Sec-Fetch-Site": "\xff"},
    {"User-Agent": "\xff\xed\xa0\x80"},
    {"User-Agent": "Mozilla " * 5000},
    {"X-Forwarded-For": "1,2,<script>"},
    {"HX-Request": "true", "HX-Current-URL": "http://[::1", "HX-Trigger": "\xff"},
    {"Accept": ";;q=x/\xff", "Accept-Encoding": ";q=", "Accept-Language": "a-" * 3000},
    {"Cookie": "sessionid=\xff; csrftoken=\xff"},
    {"Content-Length": "-1"},
]


@pytest.mark.parametrize(
    "form", ["comment", "rating", "report", "look-up", "letters", "like", "withdrawal", "unit", "appeal"]
)
def test_a_wrong_header_is_no_failure(client, form):
    where, good = make_form(form)

    for headers in HEADERS:
        response = client.post(where, good, headers=headers)
        assert response.status_code in {200, 303, 400, 403, 413, 422}, headers


def test_all_that_is_wrong_is_said_at_once_each_beside_its_field(client):
    article = make_article()

    response = send(client, address(article), {"body": " ", "name": "123", "email": "x", "token": make_token(article)})

    page = response.content.decode()
    assert len(sentences(response)) == 4
    for field in ("body", "name", "email", "consent"):
        assert f'id="c-{field}-error"' in page
        assert f'<a href="#c-{field}">' in page


def test_two_wrong_fields_of_a_rating_are_two_sentences(client):
    where, good = make_form("rating")

    page = send(client, where, good | {"score": "9", "reason": "dài " * 200}).content.decode()

    assert "Điểm đánh giá phải từ 1 đến 5. Góp ý dài 799 ký tự, tối đa 500 ký tự." in page
    assert not Rating.objects.exists()


def test_what_is_refused_is_not_stored(client):
    for form in ("comment", "doubtful", "report", "rating"):
        where, good = make_form(form)
        send(client, where, dict.fromkeys(good, HOSTILE))

    assert not Comment.objects.exclude(state="approved").exists()
    assert not AbuseReport.objects.exists()
    assert not Rating.objects.exists()


@pytest.mark.parametrize("state", ["pending", "foreign", "missing", "rejected", "spam", "withdrawn"])
def test_an_answer_to_what_readers_do_not_see_is_refused_and_the_text_stays(client, state):
    article = make_article()
    parents = {
        "foreign": lambda: make_comment(make_article()).pk,
        "missing": lambda: 999_999,
    }
    parent = parents.get(state, lambda: make_comment(article, state=state).pk)()
    before = Comment.objects.count()

    refused = send(client, address(article), filled_in(article, parent=str(parent)))

    page = refused.content.decode()
    assert refused.status_code == 422
    assert sentences(refused) == [
        "Bình luận mà bạn trả lời không có hoặc không còn trên trang tin. Bấm gửi lại để đăng thành bình luận mới."
    ]
    assert escape(BODY) in page
    assert Comment.objects.count() == before
    again = filled_in(article, parent=refused.context["form"].kept["parent"], token=refused.context["form"].new_token)
    assert send(client, address(article), again).status_code == 303
    assert Comment.objects.latest("pk").parent is None


def test_a_form_of_yesterday_keeps_everything_and_the_second_press_sends_it_once(client):
    article = make_article()
    parent = make_comment(article)
    fields = filled_in(article, parent=str(parent.pk), wants_mail="1", name="Đỗ Hữu Thọ")
    fields["token"] = make_token(article, opened_seconds_ago=25 * 3600)

    first = send(client, address(article), fields)
    form = first.context["form"]
    fields["token"] = form.new_token
    presses = [send(client, address(article), fields) for _ in range(2)]

    assert first.status_code == 422
    assert form.kept == {
        "body": BODY,
        "name": "Đỗ Hữu Thọ",
        "email": "bich.lien@thu.example",
        "parent": str(parent.pk),
        "consent": True,
        "wants_mail": True,
    }
    assert [press.status_code for press in presses] == [303, 303]
    assert Comment.objects.get(state="pending").parent == parent


@pytest.mark.parametrize("part", ["algorithm", "challenge", "salt", "number", "signature"])
def test_work_of_any_shape_is_no_work(client, part):
    where, good = make_form("worked")

    for value in (None, [], {}, 1e308, -1, True, "x\ud800", "\x00", 10**300, "9" * 1000):
        work = json.dumps(json.loads(good["work"]) | {part: value})
        assert send(client, where, good | {"work": work}).status_code == 422, value
