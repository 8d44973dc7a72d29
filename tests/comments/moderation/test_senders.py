"""Which comments belong to one sender when a moderator decides about all of them."""

import uuid

import pytest
from django.utils import timezone

from comments import senders
from comments.models import Comment, Rule
from comments.moderation.reasons import REASONS
from comments.screening import rules
from comments.screening.matching import Matcher, RuleRow
from comments.screening.patterns import tidy
from tests.comments.factories import BODY, make_comment, post, signed_in, waiting
from tests.factories import MODERATOR, make_article, make_site, make_user

pytestmark = pytest.mark.django_db

NETWORK, BROWSER = uuid.UUID(int=1), uuid.UUID(int=2)


@pytest.fixture(autouse=True)
def site():
    return make_site()


def sent(email="a@thu.example", *, browser=BROWSER, confirmed=False, network=NETWORK, **fields):
    at = timezone.now() if confirmed else None
    return waiting(sender_key=network, browser_key=browser, email=email, email_confirmed_at=at, **fields)


def of_sender_of(comment):
    return set(Comment.objects.of_sender_of(comment))


def test_a_neighbour_with_another_browser_is_another_sender():
    comment, neighbour = sent(), sent(browser=uuid.uuid4())

    assert of_sender_of(comment) == {comment}
    assert of_sender_of(neighbour) == {neighbour}


def test_addresses_that_nobody_confirmed_make_no_other_sender():
    comment, made_up = sent("a@thu.example"), sent("b@thu.example")

    assert of_sender_of(comment) == {comment, made_up}


def test_a_sender_with_a_confirmed_address_is_known_by_it_here_and_elsewhere():
    stranger = sent("khac@thu.example")
    comment = sent("LIEN@thu.example", confirmed=True)
    here = sent("lien@thu.example")
    elsewhere = sent("lien@thu.example", browser=uuid.uuid4(), network=uuid.uuid4(), confirmed=True)
    feigned = sent("lien@thu.example", browser=uuid.uuid4(), network=uuid.uuid4())

    assert of_sender_of(comment) == {comment, here, elsewhere}
    assert of_sender_of(stranger) == {stranger, here}
    assert of_sender_of(feigned) == {feigned}


def test_what_the_last_release_took_is_known_by_its_network_as_it_was():
    old, older, new = sent(browser=None), sent("b@thu.example", browser=None), sent()

    assert of_sender_of(old) == {old, older}
    assert of_sender_of(new) == {new}
    assert of_sender_of(make_comment(sender_key=None, is_official=True)) == set()


def test_rejecting_all_of_a_sender_leaves_the_neighbours_alone():
    staff_client = signed_in(make_user(MODERATOR))
    comment, again = sent(), sent()
    neighbours = [sent(browser=uuid.uuid4()), sent("lien@thu.example", confirmed=True)]

    staff_client.post(f"/quan-tri/binh-luan/{comment.pk}/tu-choi-nguoi-gui/", {"reason": REASONS[0]})

    assert set(Comment.objects.pending()) == set(neighbours)
    assert set(Comment.objects.filter(state="rejected")) == {comment, again}


def test_the_queue_says_when_several_people_may_be_meant():
    staff_client = signed_in(make_user(MODERATOR))
    comment = sent("a@thu.example")
    sent("b@thu.example")
    sent("B@thu.example")
    one = staff_client.get("/quan-tri/binh-luan/", {"bl": comment.pk}).content.decode()
    sent("c@thu.example")
    several = staff_client.get("/quan-tri/binh-luan/", {"bl": comment.pk}).content.decode()

    assert "2 bình luận khác gửi từ cùng mạng và trình duyệt đang chờ sẽ bị từ chối" in one
    assert "(dưới 2 địa chỉ email, có thể là nhiều người dùng chung mạng)" in several
    assert "thu.example" not in several


def test_a_rule_on_a_sender_meets_the_browser_and_not_the_network(client):
    article = make_article()
    first = post(client, article, headers={"User-Agent": "Firefox"})
    comment = Comment.objects.get()
    pattern, _ = tidy("sender", comment.reference)
    Rule.objects.create(kind="sender", pattern=pattern, effect="spam")
    rules.expire()
    post(client, make_article(), headers={"User-Agent": "Chrome"}, body=f"{BODY} Một.", email="b@thu.example")
    post(client, make_article(), headers={"User-Agent": "Firefox"}, body=f"{BODY} Hai.", email="c@thu.example")

    assert first.status_code == 303
    assert pattern == str(comment.browser_key)
    assert list(Comment.objects.order_by("pk").values_list("state", flat=True)) == ["pending", "pending", "spam"]


def test_a_rule_that_the_last_release_made_means_its_network_still():
    rule = RuleRow(1, "sender", str(NETWORK), ignores_marks=False, effect="hold")
    fields = {"name": "Khải", "email": "khai@thu.example", "body": BODY}

    assert Matcher([rule]).matches(**fields, sender=uuid.uuid4(), network=NETWORK)
    assert not Matcher([rule]).matches(**fields, sender=uuid.uuid4(), network=uuid.uuid4())
    old = sent(browser=None)
    assert tidy("sender", old.reference)[0] == str(NETWORK)
    assert tidy("sender", str(NETWORK))[0] == str(NETWORK)


def test_neither_address_nor_browser_is_stored_and_the_keys_differ_by_purpose(client, rf):
    post(client, make_article(), headers={"User-Agent": "Trình duyệt lạ 77"})

    row = Comment.objects.filter(pk=Comment.objects.get().pk).values().get()
    assert not any("Trình duyệt lạ" in str(value) or "203.0.113" in str(value) for value in row.values())
    request = rf.post("/", REMOTE_ADDR="203.0.113.5", headers={"User-Agent": "Trình duyệt lạ 77"})
    keys = senders.sender_keys(request)
    assert (row["browser_key"], row["sender_key"]) == keys == (keys.browser, senders.sender_key(request))
    assert not {*keys} & {senders.rater(request).key, senders.reporter(request).key, senders.reporter(request).network}
