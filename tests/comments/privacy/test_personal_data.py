"""One person's data: exported, erased, deleted with age; in the admin and by command; never in a log."""

import io
import json
from datetime import timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.template import Context, Template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from post_office.models import STATUS, Email

from cchc_portal.worker import forget_comments
from comments.models import AbuseReport, Comment, CommentEvent, Policy, Rule
from comments.models.event import WORDS_GONE
from comments.moderation import decisions
from comments.moderation.reasons import WHY_ERASED
from comments.notifications.sender_emails import ask_to_confirm
from comments.privacy.personal_data import ERASED, NAME_GONE, TOO_OLD, erase, export, forget_old, kept_of
from mailing import emails
from tests.comments.factories import make_comment
from tests.factories import EDITOR, MODERATOR, WEBMASTER, WRITER, make_article, make_site, make_user

pytestmark = pytest.mark.django_db
State = Comment.State

LIEN = "bich.lien@thu.example"
PERSONAL_DATA = "/quan-tri/du-lieu-ca-nhan/"
FOUND = [{"code": "links", "matched": f"cho {LIEN}", "weight": 2, "effect": "hold", "words": [LIEN]}]


@pytest.fixture
def webmaster():
    client = Client()
    client.force_login(make_user(WEBMASTER, username="web"))
    return client


def ask(client, who, **fields):
    return client.post(PERSONAL_DATA, {"who": who, **fields})


def everything(comment):
    """All values of a row, as text."""
    return json.dumps(Comment.objects.filter(pk=comment.pk).values().get(), default=str, ensure_ascii=False)


def test_stored_data_of_an_address_is_found_in_any_case():
    comment = make_comment(email=LIEN, findings=FOUND)
    decisions.decide(comment, State.PENDING, by=make_user(MODERATOR, pen_name="Trần Thị Hoa"), why="Xem lại")
    make_comment(email="khac@thu.example")

    kept = export(kept_of("Bich.Lien@thu.example"))

    assert [each["số tiếp nhận"] for each in kept["bình luận"]] == [comment.reference]
    told = kept["bình luận"][0]
    assert (told["tên"], told["email"], told["nội dung"]) == (comment.name, LIEN, comment.body)
    assert told["bản đồng ý"] == comment.consent_version
    assert told["bài viết"] == comment.article.title
    assert [step["why"] for step in told["các bước xử lý"]] == ["Xem lại"]
    assert "Hoa" not in json.dumps(kept, ensure_ascii=False), "colleagues are no data of the reader"


def test_a_number_stands_for_its_senders_address():
    first, second = make_comment(email=LIEN), make_comment(email=LIEN)

    assert len(export(kept_of(first.reference))["bình luận"]) == 2
    assert export(kept_of(second.reference.lower().replace("-", "")))["email"] == LIEN


def test_the_number_of_a_comment_without_address_stands_for_that_comment_alone():
    comment = make_comment(email="")
    make_comment(email="")

    assert [each["số tiếp nhận"] for each in export(kept_of(comment.reference))["bình luận"]] == [comment.reference]


@pytest.mark.parametrize("who", ["", "@", "%", "BL-AAAAA-AAAAA", "khong@co.example", "' OR 1=1 --@x"])
def test_nobody_is_found_by_what_stands_for_nobody(who):
    make_comment(email="")
    make_comment(email=LIEN)

    assert export(kept_of(who))["bình luận"] == []
    assert erase(who) == 0
    assert Comment.objects.filter(erased_at=None).count() == 2


def test_emails_and_rules_about_the_address_are_exported():
    ask_to_confirm(make_comment(email=LIEN, state="pending", wants_mail=True))
    Rule.objects.create(kind="email", pattern=LIEN, effect="hold")

    kept = export(kept_of(LIEN))

    assert [rule["pattern"] for rule in kept["quy tắc lọc"]] == [LIEN]
    assert [email["tiêu đề"] for email in kept["thư"]] == ["Xác nhận nhận email thông báo về bình luận của bạn"]

    erase(LIEN)
    assert emails.kept_for(LIEN) == []


def test_erasing_takes_name_address_and_words_and_keeps_the_steps():
    keeper = make_user(WEBMASTER)
    comment = make_comment(email=LIEN, findings=FOUND, wants_mail=True, browser_key=uuid4())
    AbuseReport.objects.create(
        comment=comment, visitor=comment.submission_id, network=comment.submission_id, reason="spam"
    )

    assert erase(LIEN, by=keeper) == 1

    after = everything(comment)
    for gone in (LIEN, "Bích Liên", comment.body[:30], str(comment.sender_key), str(comment.browser_key)):
        assert gone not in after
    comment.refresh_from_db()
    assert (comment.name, comment.email, comment.body) == (NAME_GONE, "", ERASED)
    assert (comment.sender_key, comment.browser_key) == (None, None)
    assert (comment.digest, comment.wants_mail) == (None, False)
    assert comment.findings == [{"code": "links", "matched": "…", "weight": 2, "effect": "hold"}]
    assert comment.erased_at
    event = CommentEvent.objects.get()
    assert (event.by, event.to_state, event.why) == (keeper, "withdrawn", "Xóa dữ liệu cá nhân theo yêu cầu")


SAID = "Bạn viết “nhà ở 12 Lê Lợi” là sai"


def test_erasing_takes_the_reasons_that_may_quote_the_person_and_keeps_who_decided_what():
    moderator = make_user(MODERATOR)
    comment = make_comment(email=LIEN, state="pending")
    decisions.hand_over(comment, moderator, by=moderator)
    decisions.decide(comment, "rejected", by=moderator, reason="Quảng cáo, mời chào")
    decisions.decide(comment, "approved", by=moderator)
    decisions.decide(comment, "rejected", by=moderator, reason=SAID)
    AbuseReport.objects.create(
        comment=comment, visitor=comment.submission_id, network=comment.submission_id, reason="other", note=SAID
    )

    erase(LIEN)

    comment.refresh_from_db()
    assert (comment.state, comment.reason, comment.decided_by) == ("rejected", WORDS_GONE, moderator)
    assert [(event.to_state, event.by, event.why) for event in comment.events.all()] == [
        ("pending", moderator, f"Giao cho {moderator}"),
        ("rejected", moderator, "Quảng cáo, mời chào"),
        ("approved", moderator, ""),
        ("rejected", moderator, WORDS_GONE),
        ("rejected", None, WHY_ERASED),
    ]
    assert comment.reports.get().note == WORDS_GONE


def test_what_was_erased_before_loses_its_reasons_too():
    comment, other = (make_comment(state="pending") for _ in range(2))
    for each in (comment, other):
        decisions.decide(each, "rejected", by=None, reason=SAID)
    Comment.objects.filter(pk=comment.pk).update(erased_at=timezone.now())

    import_module("comments.migrations.0052_words_of_erased").forget_words(apps, None)

    for each in (comment, other):
        each.refresh_from_db()
    assert [comment.reason, other.reason] == [WORDS_GONE, SAID]
    assert [comment.events.get().why, other.events.get().why] == [WORDS_GONE, SAID]


@pytest.mark.parametrize("change", [{"why": "Nghĩ lại"}, {"why": WORDS_GONE, "by": None}, {"to_state": "spam"}])
def test_nothing_else_of_a_step_is_changed_even_after_an_erasure(change):
    comment = make_comment(state="pending")
    decisions.decide(comment, "rejected", by=make_user(MODERATOR), reason=SAID)
    Comment.objects.filter(pk=comment.pk).update(erased_at=timezone.now())

    for attempt in (lambda events: events.update(**change), lambda events: events.delete()):
        with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
            attempt(CommentEvent.objects.all())


def test_the_reasons_of_a_comment_that_is_not_erased_stay():
    decisions.decide(make_comment(state="pending"), "rejected", by=None, reason=SAID)

    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
        CommentEvent.objects.all().forget_words(keep=())


def test_emails_to_others_that_quote_the_person_go_too():
    root = make_comment(email="tho@thu.example", wants_mail=True, email_confirmed_at=timezone.now())
    reply = make_comment(root.article, parent=root, email=LIEN, state="pending")
    decisions.decide(reply, "approved", by=make_user(MODERATOR))
    Email.objects.update(status=STATUS.sent)
    assert reply.body in Email.objects.get().message

    erase(LIEN)

    assert not Email.objects.exists()


def test_what_a_moderator_decides_while_old_comments_are_emptied_is_seen():
    old = make_comment(state="rejected", decided_at=timezone.now() - timedelta(days=32))
    queries = []

    with connection.execute_wrapper(lambda execute, sql, *rest: queries.append(sql) or execute(sql, *rest)):
        forget_old(Policy(keeps_refused_days=30), timezone.localdate())

    read = next(sql for sql in queries if "erased_at" in sql and sql.startswith("SELECT"))
    assert "FOR UPDATE" in read
    old.refresh_from_db()
    assert old.body == TOO_OLD


def test_the_admin_asks_for_each_thing_once(webmaster):
    make_comment(email=LIEN)

    with CaptureQueriesContext(connection) as queries:
        ask(webmaster, LIEN)

    assert sum('FROM "comments_comment"' in query["sql"] for query in queries) == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [("pending", "withdrawn"), ("approved", "withdrawn"), ("rejected", "rejected"), ("spam", "spam")],
)
def test_what_was_never_shown_keeps_its_state(before, after):
    comment = make_comment(email=LIEN, state=before)

    erase(LIEN)

    comment.refresh_from_db()
    assert (comment.state, comment.body) == (after, ERASED)
    assert comment.events.count() == 1


def test_answers_of_others_stand_after_an_erasure():
    root = make_comment(email=LIEN)
    make_comment(root.article, parent=root, name="Đỗ Hữu Thọ", email="tho@thu.example")

    erase(LIEN)

    context = Context({"article": root.article})
    html = Template("{% load comments_tags %}{% comment_thread article %}").render(context)
    assert "Đỗ Hữu Thọ" in html
    assert "Bình luận đã được người gửi rút lại." in html
    assert NAME_GONE not in html


def test_the_command_prints_and_erases():
    comment = make_comment(email=LIEN)
    out = io.StringIO()

    call_command("personal_data", "export", LIEN, stdout=out)
    assert json.loads(out.getvalue())["bình luận"][0]["số tiếp nhận"] == comment.reference

    call_command("personal_data", "erase", LIEN, stdout=out)
    assert "Đã xóa dữ liệu cá nhân trong 1 bình luận." in out.getvalue()
    with pytest.raises(CommandError, match="Không có bình luận nào"):
        call_command("personal_data", "erase", LIEN)


def test_old_comments_that_were_not_shown_lose_name_address_and_words():
    policy, now = Policy(keeps_refused_days=30), timezone.now()
    old = {
        state: make_comment(state=state, decided_at=now - timedelta(days=32), findings=FOUND)
        for state in ("rejected", "spam", "withdrawn", "approved")
    }
    recent = make_comment(state="rejected", decided_at=now - timedelta(days=29))

    assert forget_old(policy, timezone.localdate()) == 3

    for state in ("rejected", "spam", "withdrawn"):
        old[state].refresh_from_db()
        assert (old[state].name, old[state].email, old[state].body) == (NAME_GONE, "", TOO_OLD)
        assert LIEN not in everything(old[state])
    for kept in (recent, old["approved"]):
        kept.refresh_from_db()
        assert kept.email == LIEN
    assert forget_old(policy, timezone.localdate()) == 0


def test_old_comments_that_were_shown_lose_the_address_alone():
    policy, now = Policy(keeps_emails_days=100), timezone.now()
    old = make_comment(email=LIEN, created_at=now - timedelta(days=102))
    recent = make_comment(email=LIEN, created_at=now - timedelta(days=99))

    assert forget_old(policy, timezone.localdate()) == 1

    old.refresh_from_db()
    recent.refresh_from_db()
    assert (old.email, old.name, old.state) == ("", "Nguyễn Thị Bích Liên", "approved")
    assert recent.email == LIEN


def test_the_worker_forgets_in_batches(monkeypatch):
    monkeypatch.setattr("comments.privacy.personal_data.BATCH", 2)
    Policy(keeps_refused_days=7).save()
    article = make_article()
    for _ in range(5):
        make_comment(article, state="spam", decided_at=timezone.now() - timedelta(days=9))

    forget_comments()

    assert Comment.objects.filter(body=TOO_OLD).count() == 5


@pytest.mark.parametrize(("role", "status"), [(WRITER, 403), (EDITOR, 403), (MODERATOR, 403), (WEBMASTER, 200)])
def test_who_may_handle_personal_data(role, status):
    make_comment(email=LIEN)
    client = Client()
    client.force_login(make_user(role))

    assert client.get(PERSONAL_DATA).status_code == status
    assert ask(client, LIEN).status_code == status
    assert ask(client, LIEN, step="export").status_code == status
    assert ask(client, LIEN, step="erase", again=LIEN).status_code == (302 if status == 200 else status)


def test_a_visitor_is_sent_to_sign_in(client):
    for response in (client.get(PERSONAL_DATA), ask(client, LIEN, step="erase", again=LIEN)):
        assert response.status_code == 302
        assert "login" in response["Location"]


def test_the_admin_finds_hands_out_and_erases(webmaster):
    comment = make_comment(email=LIEN)

    found = ask(webmaster, comment.reference).content.decode()
    assert LIEN in found
    assert comment.body in found

    file = ask(webmaster, LIEN, step="export")
    assert file["Content-Disposition"] == 'attachment; filename="du-lieu-ca-nhan.json"'
    assert json.loads(file.content)["bình luận"][0]["nội dung"] == comment.body
    assert "no-store" in file["Cache-Control"]

    done = webmaster.post(PERSONAL_DATA, {"who": LIEN, "step": "erase", "again": LIEN.upper()}, follow=True)
    assert "Đã xóa dữ liệu cá nhân trong 1 bình luận." in done.content.decode()
    comment.refresh_from_db()
    assert comment.body == ERASED


@pytest.mark.parametrize("again", ["", "khac@thu.example", "bich.lien@thu", "x" * 5000, "\x00"])
def test_nothing_is_erased_until_the_address_is_typed_again(webmaster, again):
    comment = make_comment(email=LIEN)

    response = ask(webmaster, LIEN, step="erase", again=again)

    assert response.status_code == 422
    assert "Chưa xóa gì" in response.content.decode()
    comment.refresh_from_db()
    assert comment.email == LIEN


@pytest.mark.parametrize("who", ["", "xyz", "x" * 5000, "\x00", "a@b", "<script>alert(1)</script>", "BL-1"])
def test_what_is_no_address_and_no_number_gets_a_sentence(webmaster, who):
    response = ask(webmaster, who)

    assert response.status_code == 422
    assert "Xin nhập một địa chỉ email" in response.content.decode()
    assert "<script>alert" not in response.content.decode()


def test_an_address_without_stored_data_is_answered_so(webmaster):
    assert "Không giữ bình luận nào" in ask(webmaster, "khong@co.example").content.decode()


def test_no_address_reaches_a_log(webmaster, client, caplog):
    make_site()
    caplog.set_level(0)
    comment = make_comment(email=LIEN)
    client.get(comment.article.get_absolute_url())
    client.get(f"/binh-luan/{comment.article_id}/999999/")
    ask(webmaster, LIEN)
    ask(webmaster, f"{LIEN}.")
    ask(webmaster, LIEN, step="export")
    ask(webmaster, LIEN, step="erase", again="x")
    ask(webmaster, LIEN, step="erase", again=LIEN)
    call_command("personal_data", "export", comment.reference, stdout=io.StringIO())

    said = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    assert "bich.lien" not in said.lower()
