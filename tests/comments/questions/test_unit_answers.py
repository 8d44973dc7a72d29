"""A unit gets a letter with its own link; what it answers there waits for a moderator."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from comments.models import Comment, Question, UnitAnswer
from comments.models.waiting_counts import count_waiting
from comments.moderation import decisions
from comments.moderation.charging import publish_unit_answer, return_unit_answer
from comments.moderation.decisions import AlreadyDecided
from comments.moderation.outcome import explain
from comments.privacy.personal_data import erase
from comments.questions.assignment import NoQuestion, charge
from comments.queue.figures import figures_for
from comments.tokens import write_email_link, write_unit_link
from tests.comments.factories import make_comment
from tests.comments.posting.test_limits import all_at_once
from tests.factories import EDITOR, MODERATOR, make_article, make_site, make_user
from tests.newsroom.bin.binned import bin_it
from vietnamese.dates import format_date

from .units import ADDRESS, ANSWER, UNIT, answer, letters, link, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    return make_site()


def test_the_letter_has_the_day_and_a_link_and_not_a_word_of_the_citizen(client, moderator):
    comment = make_comment(body="Số của tôi là 0912 345 678.", name="Đỗ Hữu Thọ")

    question = charge(comment, UNIT, by=moderator, unit_email=ADDRESS)

    email = Email.objects.get()
    assert email.to == [ADDRESS]
    day = format_date(question.due_on)
    assert email.subject == f"Đề nghị trả lời câu hỏi {comment.reference} trước hết ngày {day}"
    for part in (email.message, email.html_message):
        assert link(question) in part
        assert comment.article.title in part
        assert not [word for word in ("0912", comment.name, comment.email) if word in part]
    assert email.scheduled_time > timezone.now()
    assert client.get(link(question)).status_code == 200


def test_the_page_shows_the_question_to_whoever_has_the_link_and_keeps_nothing(client, charged):
    page = client.get(link(charged))

    assert charged.comment.body in text(page)
    assert charged.comment.email not in text(page)
    assert f"hạn <b>{format_date(charged.due_on)}</b>" in text(page)
    assert not page.cookies
    assert "no-store" in page["Cache-Control"]
    assert "noindex" in text(page)


def test_what_is_masked_and_what_readers_may_not_know_is_not_on_the_page(client, moderator):
    comment = make_comment(make_article(title="Phương án chưa công bố", status="draft"))
    question = charge(comment, UNIT, by=moderator, unit_email=ADDRESS)

    page = client.get(link(question))

    assert "hiện không còn trên trang tin" in text(page)
    assert "Phương án chưa công bố" not in text(page)
    assert comment.body not in text(page)
    assert "Phương án chưa công bố" not in Email.objects.get().message


def test_what_a_unit_sends_waits_and_is_not_published(client, charged):
    sent = answer(charged)

    page = client.get(link(charged))
    kept = UnitAnswer.objects.get()
    assert (sent.status_code, sent["Location"]) == (303, link(charged))
    assert "Ban Biên tập đã nhận câu trả lời" in text(page)
    assert (kept.body, kept.signed_by, kept.outcome) == (ANSWER["body"], ANSWER["signed_by"], "")
    assert not Comment.objects.filter(is_official=True).exists()
    assert list(Question.objects.answered_by_unit()) == [charged]
    assert (charged.comment.events.last().kind, charged.comment.events.last().why) == ("unit", UNIT)


def test_the_form_says_all_that_is_wrong_and_keeps_what_was_typed(charged):
    empty = answer(charged, body=" \u200b", signed_by="123")
    long = answer(charged, body="Dài. " * 2001)

    assert empty.status_code == long.status_code == 422
    assert "Xin viết nội dung trả lời." in text(empty)
    assert "Họ tên phải có ít nhất một chữ cái." in text(empty)
    assert "Dài. Dài." in text(long)
    assert not UnitAnswer.objects.exists()


@pytest.mark.parametrize("headers", [{"origin": "https://khac.example"}, {"sec-fetch-site": "cross-site"}])
def test_a_form_from_elsewhere_is_refused(client, charged, headers):
    refused = client.post(link(charged), ANSWER, headers=headers)

    assert refused.status_code == 403
    assert not UnitAnswer.objects.exists()


@pytest.mark.parametrize("made_up", ["x", "a.b", "W10.xxxx", "W1sxXSwxXQ.x", "%00", "x" * 9000])
def test_an_address_that_nobody_signed_asks_for_no_question(client, charged, made_up):
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(f"/hoi-dap/don-vi/{made_up}/")

    assert answer.status_code == 404
    assert not [query for query in asked if "comments_question" in query["sql"]]


def test_a_link_that_was_tampered_with_is_none(client, charged):
    signed = write_unit_link(charged)

    assert client.get(f"/hoi-dap/don-vi/{signed[:-1]}{'A' if signed[-1] != 'A' else 'B'}/").status_code == 404
    assert client.get(f"/hoi-dap/don-vi/{write_email_link(charged.comment)}/").status_code == 404


def _answered(question, by):
    decisions.answer_officially(question.comment, "Có.", by=by, name=UNIT)


def _rejected(question, by):
    decisions.decide(Comment.objects.get(), "rejected", by=by, reason="Quảng cáo, mời chào")


def _withdrawn(question, by):
    decisions.withdraw(question.comment)


def _erased(question, by):
    erase(question.comment.email)


def _binned(question, by):
    bin_it(question.comment.article, make_user(EDITOR))


def _charged_anew(question, by):
    charge(question.comment, "Sở Nội vụ", by=by, unit_email="so@noivu.example")


def _ended(question, by):
    Question.objects.update(due_on=timezone.localdate() - timedelta(days=15))


def _used(question, by):
    answer(question)


@pytest.mark.parametrize(
    ("happens", "sentence", "status"),
    [
        (_answered, "đã được trả lời trên trang tin", 410),
        (_rejected, "không cần đơn vị trả lời nữa", 410),
        (_withdrawn, "không cần đơn vị trả lời nữa", 410),
        (_erased, "không cần đơn vị trả lời nữa", 410),
        (_binned, "hiện không còn trên trang tin", 200),
        (_charged_anew, "đã được giao lại nên đường dẫn này hết tác dụng", 410),
        (_ended, "xin liên hệ Ban Biên tập để nhận đường dẫn mới", 410),
        (_used, "Đơn vị đã gửi câu trả lời lúc", 200),
    ],
)
def test_a_link_that_will_not_do_says_why_and_loses_no_word(client, charged, moderator, happens, sentence, status):
    address, body = link(charged), charged.comment.body
    happens(charged, moderator)
    before = UnitAnswer.objects.count()

    page, sent = client.get(address), answer(charged, address=address, body="Câu trả lời khác.")

    assert page.status_code == status
    assert sentence in text(page)
    assert body not in text(page)
    assert sent.status_code == 409
    assert sentence in text(sent)
    assert "Câu trả lời khác." in text(sent)
    assert UnitAnswer.objects.count() == before


def test_a_late_unit_may_still_answer_for_a_fortnight(charged):
    Question.objects.update(due_on=timezone.localdate() - timedelta(days=14))
    charged.refresh_from_db()

    assert charged.days_left() == "quá hạn 14 ngày"
    assert answer(charged).status_code == 303


def test_the_same_button_pressed_twice_is_one_answer(charged):
    first, second = answer(charged), answer(charged)

    assert (first.status_code, second.status_code) == (303, 200)
    assert "Ban Biên tập đã nhận câu trả lời" in text(second)
    assert UnitAnswer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_twenty_who_use_a_forwarded_link_at_once_one_is_kept():
    question = charge(make_comment(), UNIT, by=make_user(MODERATOR), unit_email=ADDRESS)

    answers = all_at_once(20, lambda number: answer(question, body=f"Câu trả lời {number}."))

    assert sorted(one.status_code for one in answers) == [303] + [409] * 19
    assert UnitAnswer.objects.count() == 1


def test_a_moderator_publishes_it_under_the_name_of_the_unit(charged, moderator):
    answer(charged)

    published, _ = publish_unit_answer(Comment.objects.get(), by=moderator)

    charged.refresh_from_db()
    assert (published.name, published.body, published.is_official) == (UNIT, ANSWER["body"], True)
    assert charged.answer == published
    assert UnitAnswer.objects.get().outcome == UnitAnswer.Outcome.PUBLISHED
    assert letters()[-1] == f"Không cần trả lời câu hỏi {charged.comment.reference} nữa"
    assert "đã được trả lời trên trang tin" in Email.objects.latest("pk").message


def test_what_is_sent_back_comes_with_a_reason_and_another_link(client, charged, moderator):
    earlier = link(charged)
    answer(charged)

    return_unit_answer(Comment.objects.get(), "Chưa nói rõ giờ làm việc.", by=moderator)

    charged.refresh_from_db()
    page = client.get(link(charged))
    assert "Chưa nói rõ giờ làm việc." in text(page)
    assert ANSWER["body"] in text(page)
    assert client.get(earlier).status_code == 410
    email = Email.objects.latest("pk")
    assert link(charged) in email.message
    assert "Lý do: Chưa nói rõ giờ làm việc." in email.message
    assert answer(charged, body="Từ 7 giờ 30 đến 11 giờ.").status_code == 303
    assert UnitAnswer.objects.waiting().get().body == "Từ 7 giờ 30 đến 11 giờ."


def test_where_nothing_waits_nothing_is_published_or_sent_back(charged, moderator):
    with pytest.raises(AlreadyDecided):
        publish_unit_answer(Comment.objects.get(), by=moderator)
    with pytest.raises(AlreadyDecided):
        return_unit_answer(Comment.objects.get(), "Chưa rõ.", by=moderator)


def test_nobody_is_charged_while_an_answer_waits(charged, moderator):
    answer(charged)

    with pytest.raises(NoQuestion, match="đã gửi trả lời, đang chờ đăng"):
        charge(charged.comment, "Sở Nội vụ", by=moderator)


@pytest.mark.parametrize(
    "gone",
    [
        lambda comment, by: decisions.withdraw(comment),
        lambda comment, by: decisions.decide(comment, "rejected", by=by, reason="Trùng ý"),
        lambda comment, by: decisions.decide(comment, "spam", by=by),
        lambda comment, by: erase(comment.reference),
    ],
    ids=["withdrawn", "rejected", "spam", "erased"],
)
def test_an_answer_to_what_is_gone_waits_no_more(charged, moderator, gone):
    answer(charged)
    comment = Comment.objects.get(pk=charged.comment_id)
    assert count_waiting(timezone.now()).unit_answers == figures_for(moderator).unit_answers == 1

    gone(comment, moderator)

    assert count_waiting(timezone.now()).unit_answers == figures_for(moderator).unit_answers == 0
    assert not Comment.objects.with_unit_answer()
    before = letters()
    for step in (publish_unit_answer, lambda comment, by: return_unit_answer(comment, "Xin viết rõ hơn", by=by)):
        with pytest.raises(AlreadyDecided) as refused:
            step(Comment.objects.get(pk=comment.pk), by=moderator)
        assert "không còn chờ đơn vị trả lời" in explain(refused.value)
        assert "xin đưa bình luận về chờ duyệt" in explain(refused.value)
    assert letters() == before
    assert not UnitAnswer.objects.exclude(outcome="")


@pytest.mark.parametrize("step", ["publish_unit_answer", "return_unit_answer"])
def test_a_page_opened_before_it_was_gone_reads_why_nothing_is_done(client, charged, moderator, step):
    answer(charged)
    comment = Comment.objects.get(pk=charged.comment_id)
    decisions.decide(comment, "rejected", by=moderator, reason="Trùng ý")
    client.force_login(moderator)

    page = client.post(
        reverse(f"queue:{step}", args=[comment.pk]),
        {f"version-{comment.pk}": comment.version, "returned_why": "Xin viết rõ hơn"},
        follow=True,
    )

    assert "không còn chờ đơn vị trả lời" in text(page)
    assert UnitAnswer.objects.get().outcome == ""


def test_an_answer_waits_again_when_its_question_is_brought_back(charged, moderator):
    answer(charged)
    comment = Comment.objects.get(pk=charged.comment_id)
    decisions.decide(comment, "rejected", by=moderator, reason="Trùng ý")

    decisions.decide(comment, "pending", by=moderator)

    assert list(Comment.objects.with_unit_answer()) == [comment]
    published, _ = publish_unit_answer(Comment.objects.get(pk=comment.pk), by=moderator)
    assert published.body == ANSWER["body"]
