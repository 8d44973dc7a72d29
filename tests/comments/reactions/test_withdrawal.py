"""A sender takes a comment back by the signed link that came with the receipt."""

import re
from datetime import timedelta

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone

from cchc_portal.serving import content_version
from comments.models import Comment, CommentEvent
from comments.moderation import decisions
from comments.moderation.decisions import AlreadyDecided
from comments.tokens import write_receipt, write_withdrawal
from tests.comments.factories import make_comment, post
from tests.factories import MODERATOR, make_article, make_site, make_user

pytestmark = pytest.mark.django_db
State = Comment.State


def link_of(comment):
    return reverse("comments:withdraw", args=[write_withdrawal(comment.submission_id)])


def rendered(article):
    return Template("{% load comments_tags %}{% comment_thread article %}").render(Context({"article": article}))


@pytest.fixture(autouse=True)
def site():
    make_site()


def test_the_receipt_leads_to_the_withdrawal(client):
    article = make_article()
    receipt = client.get(post(client, article)["Location"]).content.decode()
    link = re.search(r'href="(/binh-luan/rut/[^"]+)"', receipt)[1]

    asked = client.get(link).content.decode()
    assert "Rút bình luận" in asked
    assert Comment.objects.get().state == State.PENDING

    done = client.post(link)
    assert "Bình luận đã được rút lại." in done.content.decode()
    assert Comment.objects.get().state == State.WITHDRAWN
    assert not done.cookies


def test_a_withdrawn_comment_is_gone_for_readers_and_its_steps_stay(client):
    comment = make_comment()

    client.post(link_of(comment))

    comment.refresh_from_db()
    assert (comment.state, comment.version) == (State.WITHDRAWN, 1)
    assert "data-comment=" not in rendered(comment.article)
    event = CommentEvent.objects.get()
    assert (event.from_state, event.to_state, event.why) == ("approved", "withdrawn", "Người gửi rút lại")


def test_answers_of_others_keep_standing_below_an_empty_place(client):
    root = make_comment(name="Nguyễn Thị Bích Liên")
    make_comment(root.article, parent=root, name="Đỗ Hữu Thọ")

    client.post(link_of(root))

    html = rendered(root.article)
    assert "Bình luận đã được người gửi rút lại." in html
    assert "Đỗ Hữu Thọ" in html
    assert "Bích Liên" not in html
    assert root.body not in html
    assert "Bình luận (1)" in html
    assert Comment.objects.counts([root.article]) == {root.article.pk: 1}


def test_pressed_twice_it_says_the_same_and_is_noted_once(client):
    comment = make_comment()

    answers = [client.post(link_of(comment)) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert all("Bình luận đã được rút lại." in answer.content.decode() for answer in answers)
    assert CommentEvent.objects.count() == 1


def test_the_link_lasts(client, time_machine):
    comment = make_comment()
    link = link_of(comment)
    time_machine.move_to(timezone.now() + timedelta(days=400))

    assert "Bình luận đã được rút lại." in client.post(link).content.decode()


@pytest.mark.parametrize("state", ["rejected", "spam"])
def test_what_moderators_took_down_stays_as_it_is(client, state):
    root = make_comment(state=state)
    make_comment(root.article, parent=root)

    html = client.post(link_of(root)).content.decode()

    assert "Bình luận này không hiện trên trang tin." in html
    root.refresh_from_db()
    assert root.state == state
    thread = rendered(root.article)
    assert "Bình luận này không còn hiển thị." in thread
    assert "rút lại" not in thread


def test_a_moderator_who_decides_at_the_same_moment_is_notified(client):
    comment = make_comment(state="pending")
    seen_before = Comment.objects.get()
    client.post(link_of(comment))

    with pytest.raises(AlreadyDecided) as clash:
        decisions.decide(seen_before, State.APPROVED, by=make_user(MODERATOR))

    assert clash.value.comment.state == State.WITHDRAWN


def test_a_comment_on_an_article_that_is_gone_can_still_be_withdrawn(client):
    comment = make_comment(make_article(status="withdrawn"))

    assert client.get(link_of(comment)).status_code == 200
    assert client.post(link_of(comment)).status_code == 200
    comment.refresh_from_db()
    assert comment.state == State.WITHDRAWN


def test_a_link_that_is_not_ours_leads_nowhere(client):
    comment = make_comment()
    receipt = write_receipt(comment)

    for permit in (receipt, "x", "x.y", comment.submission_id.hex, write_withdrawal(comment.submission_id)[:-1] + "!"):
        where = reverse("comments:withdraw", args=[permit])
        # A sign behind a link may be the sentence's: it leads to the link without it, which is as wrong.
        assert client.get(where, follow=True).status_code == 404
        assert client.post(where, follow=True).status_code == 404
    comment.refresh_from_db()
    assert comment.state == State.APPROVED


def test_a_page_elsewhere_cannot_withdraw(client):
    comment = make_comment()

    assert client.post(link_of(comment), headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.post(link_of(comment), {"x": "x" * 11_000_000}).status_code == 413
    assert client.delete(link_of(comment)).status_code == 405
    comment.refresh_from_db()
    assert comment.state == State.APPROVED


@pytest.mark.django_db(transaction=True)
def test_a_withdrawal_renews_the_pages(client):
    comment = make_comment()
    before = content_version.watch(0).get().stamp

    client.post(link_of(comment))

    assert content_version.watch(0).get().stamp != before
