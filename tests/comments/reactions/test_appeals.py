"""A sender asks once, by a signed link, that a decision be looked at again."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from post_office.models import Email

from articles import workflow
from comments.models import Appeal, Comment, ModerationPolicy
from comments.moderation import decisions
from comments.privacy import personal_data
from comments.tokens import write_email_link
from tests.comments.appeals import WHY, ask, link_of, masked, refused, settle, subscribed, words
from tests.comments.factories import signed_in
from tests.factories import EDITOR, make_site, make_user

pytestmark = pytest.mark.django_db
LOOK_UP = "/hoi-dap/tra-cuu/"


def test_a_sender_says_why_and_is_told_until_when_it_is_looked_at(client, moderator):
    comment = refused(moderator)

    page = client.get(link_of(comment))
    assert "Lý do: Quảng cáo, mời chào." in words(page)
    assert not Appeal.objects.exists()
    answer = ask(client, comment)

    appeal = Appeal.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, link_of(comment))
    assert (appeal.text, appeal.is_open) == (WHY, True)
    assert appeal.due_at > timezone.now()
    after = client.get(link_of(comment))
    assert "Đã nhận đề nghị xem lại" in words(after)
    assert WHY in words(after)


def test_the_page_sets_no_cookie_and_is_kept_nowhere(client, moderator):
    comment = refused(moderator)

    for answer in (client.get(link_of(comment)), ask(client, comment), client.get(link_of(comment))):
        assert "Set-Cookie" not in answer.headers
        assert not answer.cookies
        assert "no-store" in answer.headers["Cache-Control"]
        assert comment.email not in answer.content.decode()


def test_pressed_twice_it_is_one_appeal_and_no_error(client, moderator):
    comment = refused(moderator)

    answers = [ask(client, comment) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert Appeal.objects.count() == 1


def test_another_text_is_refused_and_shown_again(client, moderator):
    comment = refused(moderator)
    ask(client, comment)

    answer = ask(client, comment, "Thêm một điều nữa.")

    assert answer.status_code == 409
    assert "Mỗi bình luận được đề nghị một lần" in words(answer)
    assert "Thêm một điều nữa." in words(answer)


@pytest.mark.parametrize("text", ["", "  ", "…?!", "\u200b"])
def test_without_words_it_asks_for_some(client, moderator, text):
    comment = refused(moderator)

    answer = ask(client, comment, text)

    assert answer.status_code == 422
    assert "Xin viết" in words(answer)
    assert not Appeal.objects.exists()


def test_too_long_a_text_stays_in_its_field(client, moderator):
    comment, text = refused(moderator), "Tôi có lý do. " * 100

    answer = ask(client, comment, text)

    assert answer.status_code == 422
    assert text.strip() in answer.content.decode()


@pytest.mark.parametrize("link", ["gia", "x" * 3000, "a.b", "W10.x"])
def test_a_link_that_nobody_signed_leads_nowhere(client, django_assert_max_num_queries, link):
    with django_assert_max_num_queries(1) as asked:
        assert client.get(f"/binh-luan/xem-lai/{link}/").status_code == 404
    assert not any("comments_" in query["sql"] for query in asked)


def test_a_link_of_another_kind_leads_nowhere(client, moderator):
    assert client.get(f"/binh-luan/xem-lai/{write_email_link(refused(moderator))}/").status_code == 404


def off_site(comment, by):
    workflow.move(comment.article, workflow.WITHDRAWN, by=make_user(EDITOR), source=workflow.PUBLISHED, note="Sai.")


CANNOT = {
    "too late": (
        lambda comment, by: Comment.objects.update(decided_at=timezone.now() - timedelta(days=31)),
        "nhận trong 30 ngày từ ngày quyết định",
    ),
    "shown now": (lambda comment, by: decisions.decide(comment, "approved", by=by), "đang hiện trên trang tin"),
    "waits now": (lambda comment, by: decisions.decide(comment, "pending", by=by), "đang chờ Ban Biên tập duyệt lại"),
    "erased": (lambda comment, by: personal_data.erase(comment.email), "Nội dung của bình luận này đã xóa"),
    "off the site": (off_site, "không còn trên trang tin"),
}


@pytest.mark.parametrize(("change", "sentence"), CANNOT.values(), ids=CANNOT)
@pytest.mark.parametrize("is_open", [False, True], ids=["before the page", "while it is filled in"])
def test_what_cannot_be_looked_at_again_says_why(client, moderator, change, sentence, is_open):
    comment = refused(moderator)
    address = link_of(comment)
    client.get(address) if is_open else None
    change(comment, moderator)
    if sentence.startswith("nhận trong"):
        comment.refresh_from_db()
        address = link_of(comment)

    answer = client.post(address, {"text": WHY}) if is_open else client.get(address)

    assert answer.status_code == (409 if is_open else 410)
    assert sentence in words(answer)
    assert (WHY in words(answer)) is is_open
    assert not Appeal.objects.exists()


def test_a_withdrawn_comment_is_not_looked_at_again(client, moderator):
    comment = masked(moderator)
    address = link_of(comment)
    decisions.withdraw(comment)

    assert "Bạn đã rút bình luận này" in words(client.get(address))


def test_a_decision_that_was_taken_anew_has_a_link_of_its_own(client, moderator):
    comment = refused(moderator)
    old = link_of(comment)
    decisions.decide(comment, "spam", by=moderator)

    assert "quyết định mới hơn" in words(client.get(old))
    assert client.get(link_of(comment)).status_code == 200


def test_the_office_says_for_how_many_days(client, moderator):
    ModerationPolicy(appeal_days=2).save()
    comment = refused(moderator)
    Comment.objects.update(decided_at=timezone.now() - timedelta(days=3))
    comment.refresh_from_db()

    assert "nhận trong 2 ngày" in words(client.get(link_of(comment)))


def test_what_the_system_refused_can_be_appealed_too(client):
    ask(client, refused(by=None))

    assert Appeal.objects.count() == 1


def test_the_page_of_ones_number_leads_there_and_tells_the_outcome(client, moderator, colleague):
    comment = refused(moderator)
    number = {"number": comment.reference, "email": comment.email}

    [address] = re.findall(r'href="(/binh-luan/xem-lai/[^"]+)"', client.post(LOOK_UP, number).content.decode())
    client.post(address, {"text": WHY})
    assert "Ban Biên tập trả lời trước" in words(client.post(LOOK_UP, number))
    comment.refresh_from_db()
    settle(signed_in(colleague), comment, "kept", "Bình luận có số tài khoản bán hàng.")

    after = words(client.post(LOOK_UP, number))
    assert "Quyết định được giữ nguyên." in after
    assert "Bình luận có số tài khoản bán hàng." in after


def test_the_letter_of_a_refusal_has_the_link_and_that_of_a_mask(client, moderator):
    make_site()
    comment = refused(moderator, **subscribed())
    hidden = masked(moderator, **subscribed())

    for letter, one in zip(Email.objects.order_by("pk"), (comment, hidden), strict=True):
        for text in (letter.message, letter.html_message):
            assert f"{settings.SITE_URL}{link_of(one)}" in text
            assert "xem lại một lần" in text
