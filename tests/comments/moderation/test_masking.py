"""Hiding personal data in a reader's words: what is hidden, what is never changed, what is kept and until when."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from cchc_portal.serving import content_version
from comments.models import Appeal, Comment, CommentEvent, CommentWords, ModerationPolicy, OriginalText, Policy
from comments.moderation import decisions, masking
from comments.moderation.masking import CannotMask, Span, read_span
from comments.moderation.steps import AlreadyDecided
from comments.privacy.personal_data import erase, export, forget_old, kept_of
from comments.questions.assignment import charge
from comments.screening.kinds import personal
from comments.screening.kinds.codes import urgency_of
from tests.comments.factories import make_comment, waiting
from tests.factories import MODERATOR, make_article, make_user

pytestmark = pytest.mark.django_db

NUMBER, HOME = "0912 345 678", "số nhà 12, ngõ 34 đường Lê Lợi"
BODY = f"Gọi ông Nam {NUMBER} hoặc đến {HOME}. Cán bộ làm việc chậm."
MASKED = "Gọi ông Nam [đã ẩn số điện thoại] hoặc đến [đã ẩn địa chỉ]. Cán bộ làm việc chậm."


@pytest.fixture
def moderator(db):
    return make_user(MODERATOR)


def offered(comment):
    return masking.choices(masking.source_of(comment, masking.original_of(comment)))


def mask_all(comment, moderator, **chosen):
    return masking.mask(comment, [choice.span for choice in offered(comment)], by=moderator, **chosen)


def test_what_was_found_is_replaced_by_a_fixed_sentence_and_nothing_else_changes(moderator):
    comment = waiting(body=BODY, name="Nam 0987654321")

    mask_all(comment, moderator)

    comment.refresh_from_db()
    assert comment.body == MASKED
    assert comment.name == "Nam [đã ẩn số điện thoại]"
    assert comment.masked_at
    event = comment.events.get()
    assert (event.kind, event.by, event.why) == ("mask", moderator, "số điện thoại (2), địa chỉ")


def test_a_piece_that_is_left_out_stays(moderator):
    comment = waiting(body=BODY)

    masking.mask(comment, [choice.span for choice in offered(comment) if choice.span.what == "phone"], by=moderator)

    assert comment.body == BODY.replace(NUMBER, "[đã ẩn số điện thoại]")


def test_unmasking_gives_every_letter_back(moderator):
    comment = make_comment(body=BODY, findings=[{"code": "rule", "matched": NUMBER, "words": [NUMBER]}])
    mask_all(comment, moderator)

    masking.unmask(comment, by=moderator)

    comment.refresh_from_db()
    assert (comment.body, comment.masked_at, comment.findings[0]["matched"]) == (BODY, None, NUMBER)
    assert not OriginalText.objects.exists()
    assert [event.kind for event in comment.events.all()] == ["mask", "unmask"]


def test_masks_are_changed_by_their_places_in_the_original(moderator):
    comment = waiting(body=BODY)
    mask_all(comment, moderator)
    phone, home = offered(comment)
    assert (phone.words, home.words) == (NUMBER, HOME)
    assert phone.is_hidden
    assert home.is_hidden

    masking.mask(comment, [home.span], by=moderator)

    assert comment.body == BODY.replace(HOME, "[đã ẩn địa chỉ]")


@pytest.mark.parametrize(
    ("words", "what", "body"),
    [
        ("xóm Chùa, nhà 7", "address", "Nó ở xóm Chùa, nhà 7, ai cũng biết."),
        ("12-34-56 78", "phone", "Số là 12-34-56 78 nhé bạn."),
        ("ten.toi @ thu", "email", "Viết cho ten.toi @ thu là được."),
        ("AB 1234567", "identity", "Giấy AB 1234567 của ông ấy."),
    ],
)
def test_what_no_finder_sees_may_be_chosen_by_hand(moderator, words, what, body):
    comment = waiting(body=body)

    masking.mask(comment, [], by=moderator, words=words, what=what)

    assert comment.body == body.replace(words, masking.IN_PLACE[what])


@pytest.mark.parametrize("what", masking.NAMES)
@pytest.mark.parametrize("words", ["Cán bộ làm việc chậm", "chậm", "Cán", "hoặc đến", "."])
def test_an_opinion_is_never_hidden_as_whatever(moderator, words, what):
    comment = waiting(body=BODY)

    with pytest.raises(CannotMask, match="không sửa được"):
        masking.mask(comment, [], by=moderator, words=words, what=what)

    comment.refresh_from_db()
    assert (comment.body, comment.masked_at) == (BODY, None)


@pytest.mark.parametrize(
    "span",
    [
        Span("body", 0, 7, "phone"),
        Span("body", 0, 24, "phone"),
        Span("body", 0, 90_000, "phone"),
        Span("body", 12, 12, "phone"),
        Span("body", 24, 12, "phone"),
        Span("body", 60, 80, "address"),
        Span("name", 0, 6, "identity"),
    ],
)
def test_a_place_that_the_finder_does_not_know_is_refused(moderator, span):
    comment = waiting(body=BODY)

    with pytest.raises(CannotMask, match="không còn trong bản đang xem"):
        masking.mask(comment, [span], by=moderator)

    comment.refresh_from_db()
    assert comment.body == BODY


@pytest.mark.parametrize(
    "value", ["", "body", "body:1:2", "body:1:2:x", "email:1:2:phone", "body:-1:2:phone", "a:b:c:d"]
)
def test_what_a_form_made_up_is_no_place(value):
    assert read_span(value) is None


def test_a_form_sends_a_place_as_it_was_offered(moderator):
    comment = waiting(body=BODY)

    assert [read_span(choice.value) for choice in offered(comment)] == [choice.span for choice in offered(comment)]


@pytest.mark.parametrize("body", [NUMBER, f"({NUMBER}).", f"{NUMBER} - 0987 654 321"])
def test_a_mask_over_the_whole_text_is_refused(moderator, body):
    comment = waiting(body=body)

    with pytest.raises(CannotMask, match="không còn chữ nào"):
        mask_all(comment, moderator)

    comment.refresh_from_db()
    assert comment.body == body
    assert not OriginalText.objects.exists()


def test_a_text_full_of_numbers_may_grow_beyond_what_readers_may_send(moderator):
    body = "Danh sách:\n" + "\n".join(["0912345678"] * 150)
    comment = waiting(body=body)

    mask_all(comment, moderator)

    comment.refresh_from_db()
    assert len(comment.body) > 2_000
    assert "0912" not in comment.body


def test_more_than_can_be_told_is_refused_with_a_way_out(moderator):
    comment = waiting(body="Số: " + "\n".join(["0912345678"] * 180) + " x")
    comment.body = comment.body[:2_000]

    with pytest.raises(CannotMask, match="từ chối"):
        masking.mask(comment, [Span("body", 4, 14, "phone")] * 1, by=moderator, words="Số", what="phone")


@pytest.mark.parametrize("state", ["rejected", "spam", "withdrawn"])
def test_what_readers_do_not_see_is_not_masked(moderator, state):
    comment = make_comment(state=state, body=BODY)

    with pytest.raises(AlreadyDecided):
        mask_all(comment, moderator)


def test_an_answer_of_the_office_is_not_masked(moderator):
    answer = make_comment(body=BODY, is_official=True)

    with pytest.raises(AlreadyDecided):
        mask_all(answer, moderator)


def test_of_two_who_mask_the_second_is_told(moderator):
    comment = waiting(body=BODY)
    same = Comment.objects.get(pk=comment.pk)
    mask_all(comment, moderator)

    with pytest.raises(AlreadyDecided):
        masking.mask(same, [choice.span for choice in offered(same)], by=make_user(MODERATOR))


def test_nothing_is_kept_of_the_words_beside_the_original(moderator):
    finding = {"code": "rule", "kind": "personal_data", "matched": f"{NUMBER}, x", "words": [NUMBER, "chậm"]}
    comment = make_comment(body=BODY, findings=[finding], kinds=["personal_data", "insult"], urgency=30)

    mask_all(comment, moderator)

    comment.refresh_from_db()
    assert comment.findings == [finding | {"matched": "…", "words": ["chậm"]}]
    assert (comment.kinds, comment.urgency) == (["insult"], urgency_of(["insult"]))
    assert not any(NUMBER in event.why for event in CommentEvent.objects.all())


@pytest.mark.django_db(transaction=True)
def test_a_public_page_shows_the_mask_and_says_so(client, moderator):
    article = make_article()
    comment = make_comment(article, body=BODY)
    before = content_version.watch(0).get().stamp
    page = client.get(article.get_absolute_url()).text
    assert BODY[:11] in page
    assert "Ban Biên tập đã ẩn" not in page

    mask_all(comment, moderator)

    text = client.get(article.get_absolute_url()).text
    assert "678" not in text
    assert "12, ngõ 34" not in text
    assert "[đã ẩn số điện thoại]" in text
    assert "Ban Biên tập đã ẩn thông tin cá nhân trong bình luận này." in text
    assert content_version.watch(0).get().stamp != before


def test_the_pages_of_questions_and_of_look_up_show_the_mask_alone(client, moderator):
    comment = make_comment(body=BODY)
    charge(comment, "UBND xã", by=moderator, due_on=timezone.localdate() + timedelta(days=5))
    mask_all(comment, moderator)
    decisions.answer_officially(comment, "Xin cảm ơn.", by=moderator, name="UBND xã")

    questions = client.get(reverse("comments:questions")).text
    looked_up = client.post(reverse("comments:look_up"), {"number": comment.reference, "email": comment.email}).text

    for text in (questions, looked_up):
        assert NUMBER not in text
        assert "Ban Biên tập đã ẩn thông tin cá nhân" in text


def subscribed(**fields):
    return make_comment(wants_mail=True, email_confirmed_at=timezone.now(), **fields)


def test_the_sender_is_told_after_the_time_to_undo(moderator):
    comment = subscribed(body=BODY)

    mask_all(comment, moderator)

    email = Email.objects.get()
    assert email.subject == "Đã ẩn thông tin cá nhân trong bình luận của bạn"
    assert MASKED in email.message
    assert NUMBER not in email.message + email.html_message
    assert email.scheduled_time > timezone.now()


def test_a_mask_that_is_taken_back_tells_nobody(moderator):
    comment = subscribed(body=BODY)
    was = mask_all(comment, moderator)

    masking.take_back(comment, was, version=comment.version, by=moderator)

    assert not Email.objects.exists()
    assert comment.body == BODY


def test_a_masked_comment_that_is_approved_makes_one_letter_that_says_both(moderator):
    comment = waiting(body=BODY, wants_mail=True, email_confirmed_at=timezone.now())
    mask_all(comment, moderator)
    decisions.decide(comment, "approved", by=moderator)

    email = Email.objects.get()
    assert email.subject == "Bình luận của bạn đã được đăng"
    assert "Ban Biên tập đã ẩn thông tin cá nhân" in email.message


def test_a_letter_on_its_way_that_quotes_the_number_is_written_anew(moderator):
    asked = subscribed(name="Chị Hòa", email="hoa@thu.example")
    comment = waiting(asked.article, parent=asked, body=BODY, wants_mail=True, email_confirmed_at=timezone.now())
    decisions.decide(comment, "approved", by=moderator)
    assert Email.objects.filter(message__contains=NUMBER).count() == 2

    mask_all(comment, moderator)

    assert sorted(Email.objects.values_list("to", flat=True)) == [["bich.lien@thu.example"], ["hoa@thu.example"]]
    assert not Email.objects.filter(message__contains=NUMBER).exists()


def test_the_original_goes_when_the_time_of_the_appeal_is_over(moderator):
    ModerationPolicy.objects.create(appeal_days=10)
    comment = make_comment(body=BODY, digest=uuid4())
    mask_all(comment, moderator)
    kept = OriginalText.objects.get()
    assert kept.kept_until - kept.masked_at == timedelta(days=10)

    assert OriginalText.objects.forget_old(kept.kept_until - timedelta(seconds=1)) == 0
    assert OriginalText.objects.forget_old(kept.kept_until) == 1

    comment.refresh_from_db()
    assert (comment.body, comment.digest) == (MASKED, None)
    with pytest.raises(CannotMask, match="không còn được giữ"):
        masking.unmask(comment, by=moderator)


def test_an_open_appeal_keeps_the_original_until_it_is_decided(moderator):
    comment = make_comment(body=BODY)
    mask_all(comment, moderator)
    late = timezone.now() + timedelta(days=400)
    appeal = Appeal.objects.create(comment=comment, text="Đó là số của tôi, tôi muốn để.")

    assert OriginalText.objects.forget_old(late) == 0

    appeal.decided_at, appeal.outcome = timezone.now(), "kept"
    appeal.save()
    assert OriginalText.objects.forget_old(late) == 1


def test_a_comment_without_its_original_can_be_masked_further(moderator):
    comment = make_comment(body=f"{BODY} Số khác là 12-34-56 78.")
    mask_all(comment, moderator)
    OriginalText.objects.all().delete()

    masking.mask(comment, [], by=moderator, words="12-34-56 78", what="phone")
    assert comment.body == f"{MASKED} Số khác là [đã ẩn số điện thoại]."

    masking.unmask(comment, by=moderator)
    assert comment.body == f"{MASKED} Số khác là 12-34-56 78."


def test_erasure_takes_the_original_with_it_and_the_export_has_it_before(moderator):
    comment = make_comment(body=BODY)
    mask_all(comment, moderator)

    exported = export(kept_of(comment.email))
    erase(comment.email)

    assert exported["bình luận"][0]["trước khi che"][0]["body"] == BODY
    assert not OriginalText.objects.exists()
    comment.refresh_from_db()
    assert NUMBER not in str(comment.__dict__)


def test_the_workers_daily_round_forgets_originals(moderator):
    comment = make_comment(body=BODY)
    mask_all(comment, moderator)
    OriginalText.objects.update(kept_until=timezone.now() - timedelta(seconds=1))

    forget_old(Policy(), timezone.localdate())

    assert not OriginalText.objects.exists()


def test_who_searches_finds_no_number_under_a_mask(moderator):
    comment = make_comment(body=BODY)
    mask_all(comment, moderator)

    assert "912345678" not in str(CommentWords.objects.get(comment=comment).words)


def test_what_a_mask_leaves_holds_no_personal_data(moderator):
    comment = waiting(body=f"{BODY} CCCD 001094012345, stk 19034567890123 VCB, a.b@thu.example.com")

    mask_all(comment, moderator)

    assert personal.find(comment.body) == []
