"""A moderator's week in Chromium: sixty comments by keys, beside a colleague; then, on a telephone, what follows."""

import re

import pytest
from django.db.models import Q
from django.urls import reverse

from comments.models import AbuseReport, Comment, UnitAnswer
from comments.moderation import decisions
from comments.questions.assignment import charge
from mailing.emails import Email
from tests.axe import problems
from tests.comments.queue.moderating import QUEUE
from tests.comments.queue.pressing import press, settled, shown
from tests.signing_in import let_in

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]

TELEPHONE = {"width": 390, "height": 844}
State = Comment.State
KEYS = {"approve": "a", "spam": "s", "mask": "m"}
UNIT = "UBND xã Tân Phong"
ANSWER = "Xã đã tiếp nhận và trả lời bạn trong tuần này."


def named(sent, name):
    return next(comment for comment, row in sent if row["name"] == name)


def state_of(comment):
    return Comment.objects.get(pk=comment.pk).state


def test_sixty_comments_are_handled_by_keys_beside_a_colleague(sent, page, open_window, moderator, colleague):
    let_in(page, "anh", QUEUE)
    pressed = decided = 0
    waiting = [(comment, row) for comment, row in sent if comment.state == State.PENDING]
    for number, (comment, row) in enumerate(waiting):
        shown(page, comment.pk)
        if row["does"] in {"answer", "charge"}:
            _by_form(page, row["does"])
            if row["does"] == "charge":
                press(page, "j")
            continue
        keys = f"r{row['reason']}" if row["does"] == "reject" else KEYS[row["does"]]
        press(page, keys)
        if row["does"] == "mask":
            settled(page, "Đã che")
            press(page, "a")
            keys += "a"
        pressed, decided = pressed + len(keys), decided + 1
        if number == 30:  # the colleague, meanwhile, with the last of the list
            decisions.decide(waiting[-1][0], State.APPROVED, by=colleague)
        if number == len(waiting) - 2:
            break

    settled(page, waiting[-2][0].name)
    assert pressed / decided <= 1.4
    assert len(waiting) >= 45  # the others were put aside as spam when they came
    charged = {comment.pk for comment, row in sent if row["does"] == "charge"}
    assert set(Comment.objects.pending().values_list("pk", flat=True)) == charged
    for comment, row in sent:
        expected = {"reject": State.REJECTED, "spam": State.SPAM, "charge": State.PENDING}
        assert state_of(comment) == expected.get(row["does"], State.APPROVED), row["name"]
    assert Comment.objects.filter(masked_at__isnull=False).count() == sum(row["does"] == "mask" for _, row in sent)
    assert not Comment.objects.filter(Q(body__contains="0912 345 678") | Q(body__contains="036204009876")).exists()
    assert Comment.objects.filter(is_official=True, state=State.APPROVED).count() == 4


def _by_form(page, does):
    if does == "charge":
        press(page, "c")
        form = page.locator("form[action$='/giao-don-vi/']")
        form.locator("[name=unit]").fill(UNIT)
        form.locator("[name=unit_email]").fill("tanphong@xa.example")
        form.locator("[name=due_on]").press("Enter")
        settled(page, UNIT)
        page.keyboard.press("Escape")
        return
    page.get_by_text("Phản hồi của cơ quan").click()
    form = page.locator("form[action$='/tra-loi/']")
    form.locator("[name=body]").fill(ANSWER)
    form.locator("button[type=submit]").click()
    settled(page, "Đã đăng câu trả lời")


@pytest.fixture
def telephone(open_window):
    return open_window(viewport=TELEPHONE, has_touch=True, is_mobile=True)


def test_a_report_and_a_libel_are_handled_on_a_telephone(sent, telephone, open_window, moderator):
    shown_one, libel = named(sent, "Đỗ Mai"), named(sent, "Đặng Hữu Nghĩa")
    for comment in (shown_one, libel):
        decisions.decide(comment, State.APPROVED, by=moderator)
    article = libel.article
    reader = open_window(viewport=TELEPHONE)
    reader.goto(reverse("comments:report", args=[shown_one.pk]))
    reader.locator("[name=reason][value=personal], select[name=reason]").first.check()
    with reader.expect_navigation():
        reader.locator("main form button[type=submit]").first.click()
    assert AbuseReport.objects.filter(comment=shown_one, settled_at=None).count() == 1

    let_in(telephone, "anh", f"{QUEUE}?trang_thai=bao-cao")
    telephone.locator(".queue-comment", has_text="0912 345 678").wait_for()
    assert not problems(telephone, ".queue")
    telephone.get_by_role("button", name=re.compile("^Che")).first.click()
    settled(telephone, "Đã che")
    assert "0912" not in reader.request.get(article.get_absolute_url()).text()

    telephone.goto(f"{QUEUE}?bl={libel.pk}")
    telephone.locator("[data-queue-reject] > summary").click()
    telephone.locator("[data-queue-reason='7']").click()
    settled(telephone, "đã từ chối")
    assert in_view(telephone, "[data-queue-told] p")
    assert in_view(telephone, "[data-queue-undo] button")
    assert libel.body not in reader.request.get(reverse("comments:thread", args=[article.pk])).text()
    telephone.locator("[data-queue-undo] button").click()
    settled(telephone, "Đã hoàn tác")
    assert state_of(libel) == State.APPROVED


def in_view(page, selector):
    box, height = page.locator(selector).first.bounding_box(), page.viewport_size["height"]
    return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= height


def test_a_unit_answers_by_its_link_and_a_moderator_publishes_it(sent, telephone, open_window, moderator):
    asked = named(sent, "Bà Sáu")
    charge(asked, UNIT, by=moderator, unit_email="tanphong@xa.example")
    unit = open_window(viewport=TELEPHONE)
    unit.goto(link_in("tanphong@xa.example", "/hoi-dap/don-vi/"))
    unit.locator("[name=signed_by]").fill("Nguyễn Văn Chính, công chức tư pháp")
    unit.locator("[name=body]").fill("Cán bộ xã đến tận nhà làm căn cước điện tử cho người trên 80 tuổi vào thứ Tư.")
    with unit.expect_navigation():
        unit.locator("main form button[type=submit]").click()
    assert UnitAnswer.objects.filter(question__comment=asked, outcome="").count() == 1
    assert state_of(asked) == State.PENDING

    let_in(telephone, "anh", f"{QUEUE}?trang_thai=don-vi")
    telephone.get_by_role("button", name=re.compile("đăng câu trả lời", re.IGNORECASE)).first.click()
    settled(telephone, "Đã đăng câu trả lời")
    [answer] = Comment.objects.filter(is_official=True)
    assert (answer.name, answer.parent, answer.state) == (UNIT, asked, State.APPROVED)


def link_in(address, begin):
    [email] = Email.objects.filter(to=[address]).order_by("-pk")[:1]
    return re.search(rf"https?://[^/\s]+({begin}[^\s\"<]+)", email.message)[1]


def test_a_sender_appeals_once_and_somebody_else_decides(sent, page, open_window, moderator, colleague):
    refused = named(sent, "Nguyễn Hữu Phước")
    decisions.decide(refused, State.REJECTED, by=moderator, reason="Thông tin chưa có căn cứ")
    sender = open_window(viewport=TELEPHONE)
    sender.goto(link_in(refused.email, "/binh-luan/xem-lai/"))
    sender.locator("textarea[name=text]").fill("Tôi kể chuyện của chính tôi, không nêu tên ai.")
    with sender.expect_navigation():
        sender.locator("main form button[type=submit]").click()

    let_in(page, "anh", f"{QUEUE}?trang_thai=xem-lai")
    page.locator(".queue-comment", has_text="Tôi kể chuyện của chính tôi").wait_for()
    assert not page.get_by_role("button", name="Giữ quyết định").is_visible()
    assert state_of(refused) == State.REJECTED

    other = open_window()
    let_in(other, "binh", f"{QUEUE}?trang_thai=xem-lai")
    other.get_by_role("button", name="Đăng bình luận").click()
    other.locator("[data-queue-told] [data-level=success]").wait_for()
    assert state_of(refused) == State.APPROVED
