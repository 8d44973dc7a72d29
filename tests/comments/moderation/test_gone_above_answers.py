"""A comment that is gone while answers of others stand below it: what its place says, everywhere."""

import pytest
from django.db import connection
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from cchc_portal.serving import content_version
from comments.models import Comment
from comments.models.public_state import OF_STATE, PublicState
from comments.models.thread import ROOTS_PER_PAGE, THREADS, Order
from comments.moderation.decisions import decide, recall, withdraw
from comments.privacy.personal_data import erase
from comments.questions.assignment import charge
from comments.tokens import write_withdrawal
from tests.comments.factories import ago, make_comment, signed_in
from tests.factories import MODERATOR, make_article, make_site, make_user

pytestmark = pytest.mark.django_db
State = Comment.State
HIDDEN, TAKEN_BACK = "Bình luận này không còn hiển thị.", "Bình luận đã được người gửi rút lại."


@pytest.fixture(autouse=True)
def site():
    make_site()


@pytest.fixture
def moderator():
    return make_user(MODERATOR)


@pytest.fixture
def root():
    return make_comment(name="Nguyễn Thị Bích Liên", body="Tôi phản ánh việc chậm trả hồ sơ.", likes=7)


@pytest.fixture
def reply(root):
    return make_comment(root.article, parent=root, name="Đỗ Hữu Thọ", email="tho@thu.example", body="Tôi cũng gặp.")


def rejected(root, moderator):
    decide(root, State.REJECTED, by=moderator, reason="Thông tin chưa có căn cứ")


def marked_as_spam(root, moderator):
    decide(root, State.SPAM, by=moderator)


def reported(root, moderator):
    recall(root)


def put_back(root, moderator):
    decide(root, State.PENDING, by=moderator)


def taken_back(root, moderator):
    withdraw(root)


def erased(root, moderator):
    erase(root.email, by=moderator)


def rejected_and_erased(root, moderator):
    rejected(root, moderator)
    erase(root.email, by=moderator)


WAYS = [
    (rejected, HIDDEN),
    (marked_as_spam, HIDDEN),
    (reported, HIDDEN),
    (put_back, HIDDEN),
    (rejected_and_erased, HIDDEN),
    (taken_back, TAKEN_BACK),
    (erased, TAKEN_BACK),
]
gone_in_each_way = pytest.mark.parametrize(("way", "sentence"), WAYS, ids=[way.__name__ for way, _ in WAYS])


def thread_under(article):
    return Template("{% load comments_tags %}{% comment_thread article %}").render(Context({"article": article}))


@gone_in_each_way
def test_answers_stay_below_a_sentence_without_a_name_and_words(client, root, reply, moderator, way, sentence):
    way(root, moderator)

    pages = [
        thread_under(root.article),
        *(client.get(f"/binh-luan/{root.article_id}/?sap_xep={order}").text for order in Order),
        client.get(root.article.get_absolute_url()).text,
    ]
    for page in pages:
        assert page.count(sentence) == 1
        assert reply.body in page
        assert "Bình luận (1)" in page
        for word in ("Bích Liên", "chậm trả hồ sơ", "(7)", "bich.lien", "Nội dung đã xóa"):
            assert word not in page


@gone_in_each_way
def test_what_the_look_up_says_about_an_answer_is_true_behind_its_link(client, root, reply, moderator, way, sentence):
    way(root, moderator)

    page = client.post(reverse("comments:look_up"), {"number": reply.reference, "email": "tho@thu.example"}).text
    assert "Đã đăng" in page
    assert reply.get_absolute_url() in page

    lead = client.get(reply.get_absolute_url())
    assert (lead.status_code, lead.headers["Location"].partition("#")[2]) == (302, reply.anchor)
    assert f'id="{reply.anchor}"' in client.get(lead.headers["Location"]).text


@gone_in_each_way
def test_the_link_of_what_is_gone_leads_to_the_sentence(client, root, reply, moderator, way, sentence):
    way(root, moderator)

    lead = client.get(root.get_absolute_url())

    assert lead.status_code == 302
    assert sentence in client.get(lead.headers["Location"]).text


@gone_in_each_way
def test_without_answers_nothing_is_shown_in_its_place(client, root, moderator, way, sentence):
    make_comment(root.article, parent=root, state="pending")
    make_comment(root.article, parent=root, state="rejected")
    way(root, moderator)

    assert sentence not in thread_under(root.article)
    assert client.get(root.get_absolute_url()).status_code == 404
    assert Comment.objects.counts([root.article]) == {root.article_id: 0}


@gone_in_each_way
def test_an_official_answer_stays_too_also_on_the_page_of_questions(client, root, moderator, way, sentence):
    question = charge(root, "UBND xã Tân Phong", by=moderator)
    answer = make_comment(
        root.article, parent=root, is_official=True, name="UBND xã Tân Phong", body="Hồ sơ đã trả ngày 12.", email=""
    )
    question.answer, question.answered_at = answer, timezone.now()
    question.save()
    root.refresh_from_db()
    way(root, moderator)

    page = client.get(reverse("comments:questions")).text
    assert sentence in page
    assert answer.body in page
    assert "Bích Liên" not in page
    assert answer.body in thread_under(root.article)


def test_a_place_counts_as_one_on_the_pages_of_a_long_thread(client, moderator):
    article = make_article()
    roots = [make_comment(article, created_at=ago(minutes=60 - n)) for n in range(ROOTS_PER_PAGE + 2)]
    answer = make_comment(article, parent=roots[3], body="Vẫn còn đây.")
    for root in roots[:4]:
        rejected(root, moderator)

    thread = Comment.objects.thread(article)
    assert (thread.count, thread.pages, len(thread.roots)) == (ROOTS_PER_PAGE - 2 + 1, 1, ROOTS_PER_PAGE - 1)
    assert client.get(answer.get_absolute_url()).headers["Location"].endswith(f"#{answer.anchor}")


def test_a_name_that_is_gone_does_not_stand_in_an_answer_to_it(root, reply, moderator):
    to_reply = make_comment(root.article, parent=root, in_reply_to=reply, body="Đúng thế.")
    rejected(reply, moderator)

    page = thread_under(root.article)

    assert to_reply.body in page
    assert "Đỗ Hữu Thọ" not in page


def test_approved_again_it_stands_in_its_place_as_before(root, reply, moderator):
    before = thread_under(root.article)
    rejected(root, moderator)
    decide(root, State.APPROVED, by=moderator)

    assert thread_under(root.article) == before


@pytest.mark.parametrize("state", State)
def test_each_state_has_its_sentences(state):
    assert OF_STATE[state].label
    assert bool(OF_STATE[state].in_its_place) == (state != State.APPROVED)


@pytest.mark.parametrize("state", State)
def test_look_up_withdrawal_and_link_show_the_same(client, state):
    comment = make_comment(state=state)
    told = comment.public_state

    looked_up = client.post(reverse("comments:look_up"), {"number": comment.reference, "email": comment.email}).text
    withdrawal = client.get(reverse("comments:withdraw", args=[write_withdrawal(comment.submission_id)])).text
    link = client.get(comment.get_absolute_url()).status_code

    assert ("Xem trên trang tin" in looked_up) == (link == 302) == (told == PublicState.SHOWN)
    assert ("Rút bình luận</button>" in withdrawal) == (told in {PublicState.SHOWN, PublicState.WAITING})
    assert (told.label in looked_up) == (told != PublicState.WITHDRAWN)


def test_an_approved_comment_on_an_article_that_is_gone_is_not_said_to_be_on_the_site(client, moderator):
    comment = make_comment(make_article(status="withdrawn"))

    page = client.post(reverse("comments:look_up"), {"number": comment.reference, "email": comment.email}).text
    assert PublicState.OFF_SITE.label in page
    assert comment.get_absolute_url() not in page
    staff = signed_in(moderator)
    for address in (f"/quan-tri/binh-luan/?bl={comment.pk}", f"/quan-tri/comments/comment/{comment.pk}/change/"):
        assert PublicState.OFF_SITE.label in staff.get(address).text


def test_nobody_is_written_to_about_a_place_where_nothing_is(moderator):
    known = {"wants_mail": True, "email_confirmed_at": ago(days=1)}
    gone = make_comment(state="pending", article=make_article(status="withdrawn"), **known)
    decide(gone, State.APPROVED, by=moderator)
    root = make_comment(state="rejected", **known)
    make_comment(root.article, parent=root)
    decide(
        make_comment(root.article, parent=root, state="pending", email="khac@thu.example"),
        State.APPROVED,
        by=moderator,
    )

    assert not Email.objects.exists()


def test_a_question_on_an_article_that_is_no_longer_public_is_not_on_the_page_of_questions(client, moderator):
    root = make_comment(make_article(title="Phương án cũ"))
    question = charge(root, "UBND xã Tân Phong", by=moderator)
    question.answer = make_comment(root.article, parent=root, is_official=True)
    question.answered_at = timezone.now()
    question.save()
    root.article.status = "draft"
    root.article.save()

    assert "Phương án cũ" not in client.get(reverse("comments:questions")).text


@pytest.mark.django_db(transaction=True)
def test_kept_pages_hear_that_the_sender_took_back_what_moderators_had_put_aside(moderator):
    root = make_comment(first_decided_at=ago(days=1))
    make_comment(root.article, parent=root)
    put_back(root, moderator)
    before = content_version.watch(0).get().stamp

    withdraw(root)

    assert content_version.watch(0).get().stamp != before


@pytest.mark.django_db(transaction=True)
def test_kept_pages_do_not_hear_of_what_no_reader_ever_saw():
    waiting = make_comment(state="pending")
    before = content_version.watch(0).get().stamp

    withdraw(waiting)

    assert content_version.watch(0).get().stamp == before


ELSEWHERE = """
INSERT INTO comments_comment (article_id, name, email, body, is_official, state, reason, decided_at, version,
    was_recalled, likes, findings, score, submission_id, consent_version, consented_at, wants_mail, created_at)
SELECT %s, 'Ai đó', '', 'Quảng cáo', false, 'spam', '', now(), 1, false, 0, '[]', 0, gen_random_uuid(), '1', now(),
    false, now() FROM generate_series(1, %s)
"""


def rows_read(plan):
    """How many rows the scans of a plan of PostgreSQL (JSON) looked at."""
    below = sum(rows_read(child) for child in plan.get("Plans", ()))
    if "Relation Name" not in plan:
        return below
    return below + plan["Actual Loops"] * (plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0))


def test_the_work_of_a_thread_does_not_grow_with_what_was_refused_elsewhere(root, reply, moderator):
    rejected(root, moderator)
    known = {"article": root.article, "name": "Ai đó", "body": "Đúng vậy.", "state": State.APPROVED}
    known |= {"decided_at": timezone.now(), "consented_at": timezone.now(), "consent_version": "1"}
    kept = Comment.objects.bulk_create(Comment(**known) for _ in range(1_000))
    Comment.objects.bulk_create(Comment(**known, parent=one) for one in kept)
    values = {"article": root.article_id, "size": ROOTS_PER_PAGE, "offset": 0}
    read, elsewhere = [], make_article()
    for count in (4_000, 12_000):
        with connection.cursor() as cursor:
            cursor.execute(ELSEWHERE, [elsewhere.pk, count])
            cursor.execute("ANALYZE comments_comment")
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {THREADS[Order.OLDEST]}", values)
            read.append(rows_read(cursor.fetchone()[0][0]["Plan"]))

    assert read[1] < 1.1 * read[0]
