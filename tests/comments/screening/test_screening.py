import uuid

import pytest

from comments.migrations._first_rules import default_rules
from comments.models import Comment, Rule
from comments.queue.selection import FILTER_LABELS
from comments.screening.checks import (
    CHECKS,
    CODE_OF_KIND,
    SENTENCES,
    Context,
    Draft,
    explain,
    marked_words,
    screen,
    sentence,
)
from comments.screening.links import links_in
from comments.screening.matching import Matcher, RuleRow
from tests.growth import LINEAR, growth

FIRST_RULES = Matcher(
    RuleRow(pk, kind, pattern, ignores_marks, "hold")
    for pk, (kind, pattern, ignores_marks, _) in enumerate(default_rules(), 1)
)


def found(body="Cảm ơn bài viết, rất có ích.", context=None, **fields):
    """`{code: matched}` for a comment that is otherwise good."""
    fields = {"name": "Lê Văn Khải", "email": "khai@thu.example", "consent_version": "1"} | fields
    draft = Draft(body=body, submission_id=uuid.uuid4(), **fields)
    return {finding.code: finding.matched for finding in screen(draft, context or Context(rules=FIRST_RULES)).findings}


@pytest.mark.parametrize(
    "body",
    [
        "Xin hỏi thủ tục cấp đổi giấy chứng nhận theo Nghị định 42/2022/NĐ-CP có nằm trong 38 thủ tục không?",
        "Tôi nộp ngày 15/03/2023 lúc 8.30, đến nay chưa có kết quả.Tôi rất sốt ruột.",
        "UBND TP.HCM và Q.1 làm tốt. V.v.",
        "Một số đề nghị: xã nên cải tạo nhà văn hóa, nhà cải tạo xong phải mở cửa.",
        "Lệ phí 1.000.000 đồng hay 10.000.000 đồng?",
        "Thế là sao.......................... chờ mãi -------",
        "CCHC, TTHC, UBND là gì?",
        "Chợ có nhà cao cửa rộng, con đò sang sông, cả đò chật ních.",
        "Đề nghị công an xã xử lý.",
        "Tốt quá 👍👍👍👍👍👍👍",
    ],
)
def test_what_citizens_write_raises_no_eyebrow(body):
    assert found(body) == {}


@pytest.mark.parametrize(
    ("body", "code", "matched"),
    [
        ("Xem tại https://vay-nhanh.example/abc nhé", "links", "https://vay-nhanh.example/abc"),
        ("Vào www.abc.vn xem", "links", "www.abc.vn"),
        ("Ghé nhacai88.com, keo.win", "links", "nhacai88.com, keo.win"),
        ("Viết cho toi@thu.vn", "links", "thu.vn"),
        ("<a href=x>bấm</a>", "html", "<a href=x>"),
        ("[url=http]bấm[/url]", "html", "[url=http]"),
        ("Đây là NHÀ  CÁI uy tín", "rule", "NHÀ  CÁI"),
        ("nha cai uy tin", "rule", "nha cai"),
        ("Việc nhẹ lương cao đây", "rule", "Việc nhẹ lương cao"),
        ("Đẹp quáaaaaaaaa", "repeated_char", "aaaaaaaa"),
        ("Sao lâu thế!!!!!!!!", "repeated_char", "!!!!!!!!"),
        ("ĐỀ NGHỊ XÃ TRẢ LỜI NGAY CHO TÔI", "shouting", ""),
        ("Привет всем", "foreign_script", "Приветвсем"),
        ("免费贷款", "foreign_script", "免费贷款"),
        ("𝐕𝐚𝐲 tiền", "foreign_script", "𝐕𝐚𝐲"),
    ],
)
def test_what_a_moderator_should_see_is_named_with_the_words(body, code, matched):
    assert found(body).get(code) == matched


def test_both_tone_placements_and_every_unicode_form_are_the_same_word():
    assert "rule" in found("LÀM GIẤY TỜ GIẢ")
    assert "rule" in found("đồ khốn na\u0323n")
    assert "reserved_name" in found(name="Toà soạn")
    assert "reserved_name" in found(name="Tòa soạn")


@pytest.mark.parametrize(
    "name", ["Ban Biên tập", "ADMIN", "UBND xã Tân Phong", "Chủ tịch xã", "ban bien tap", "4dmin"]
)
def test_nobody_signs_like_the_office_unseen(name):
    assert found(name=name)["reserved_name"] in name


@pytest.mark.parametrize("name", ["Nguyễn Công An", "Trần Quản", "Lê Thị Bí Thơ", "Adminah"])
def test_people_may_have_their_names(name):
    assert found(name=name) == {}


def test_what_is_known_of_the_sender_counts():
    assert found(context=Context(same_text=2, sent_in_ten_minutes=3, rejections=4)) == {
        "duplicate": "2",
        "flood": "4",
        "recent_rejections": "4",
    }
    assert found(context=Context(same_text=0, sent_in_ten_minutes=1, rejections=1)) == {}


@pytest.mark.parametrize(
    ("seconds", "codes"),
    [(0, {"too_fast"}), (2.9, {"too_fast"}), (3, set()), (86_400, set()), (86_401, {"token_old"})],
)
def test_how_long_the_form_was_open_counts(seconds, codes):
    assert set(found(open_seconds=seconds)) == codes


def test_the_worst_effect_wins_and_every_finding_is_kept():
    draft = Draft(
        name="Admin",
        email="a@b.example",
        body="<b>VAY TIỀN NHANH</b> tại nhacai88.com",
        submission_id=uuid.uuid4(),
        consent_version="1",
        trap="x",
        open_seconds=1,
    )

    screening = screen(draft, Context(rules=FIRST_RULES))

    codes = [finding["code"] for finding in screening.as_json()]
    assert codes == ["honeypot", "too_fast", "links", "html", "rule", "reserved_name", "selling", "office"]
    assert screening.is_spam
    assert screening.score == sum(finding["weight"] for finding in screening.as_json())


MET_BY = {
    Rule.Kind.PHRASE: "Vay tiền nhanh",
    Rule.Kind.EMAIL: "nguoi.ban@chao-hang.example",
    Rule.Kind.DOMAIN: "nhacai88.example",
    Rule.Kind.NAME: "Ban Biên tập",
    Rule.Kind.SENDER: "00000000-0000-0000-0000-000000000001",
    Rule.Kind.NUMBER: "12 chữ số",
    Rule.Kind.NEAR: "nhé, vay tiền",
}


@pytest.mark.parametrize("kind", Rule.Kind.values)
def test_a_rule_of_every_kind_is_met_explained_and_filtered_by(kind):
    rule = RuleRow(1, kind, MET_BY[kind], False, "hold")
    draft = Draft(
        name="Ban Biên tập",
        email="nguoi.ban@chao-hang.example",
        body="Vay tiền nhanh ở https://nhacai88.example/ nhé, thẻ 0123 4567 8901",
        submission_id=uuid.uuid4(),
        consent_version="1",
    )
    sender = uuid.UUID(MET_BY[Rule.Kind.SENDER])

    codes = {finding.code for finding in screen(draft, Context(rules=Matcher([rule]), sender=sender)).findings}

    assert CODE_OF_KIND.keys() == set(Rule.Kind.values)
    assert CODE_OF_KIND[kind] in codes & SENTENCES.keys() & FILTER_LABELS.keys()


def test_every_check_has_a_sentence_for_moderators():
    of_rules = {*CODE_OF_KIND.values(), "rule_network"}
    assert {check.__name__ for check in CHECKS} | of_rules == SENTENCES.keys()
    assert sentence({"code": "links", "matched": "{0} nhacai88.com"}) == "Có liên kết: {0} nhacai88.com."
    assert sentence({"code": "unknown", "matched": "gì đó"}) == "Lý do khác: gì đó."
    assert sentence({}) == "Lý do khác: ."


@pytest.mark.parametrize(
    "body", ["<" * 2000, "a" * 2000, "www." * 500, "a.b." * 500, "[url" * 500, "nhà " * 500, "a-" * 1000]
)
def test_no_text_makes_screening_slow(body):
    assert growth(found, body) < LINEAR


def test_what_was_found_in_a_stored_comment_is_explained_and_marked():
    comment = Comment(
        name="Sửu",
        body="Vào ABC.vn, nhà  cái uy tín",
        findings=[
            {"code": "links", "matched": "ABC.vn", "weight": 2, "words": ["ABC.vn"]},
            {"code": "rule", "matched": "nhà  cái", "weight": 5, "words": ["nhà  cái", "elsewhere"]},
            {"code": "shouting", "matched": "", "weight": 1},
        ],
    )

    assert explain(comment) == [
        ("Có liên kết: ABC.vn.", 2),
        ("Có cụm từ trong danh sách: “nhà  cái”.", 5),
        ("Viết phần lớn bằng chữ in hoa.", 1),
    ]
    assert marked_words(comment) == ["nhà  cái", "ABC.vn"]


def test_words_are_found_as_they_stand_so_that_they_can_be_marked():
    draft = Draft(
        name="Lê",
        email="a@thu.example",
        body="Xem NHÀ\nCÁI, nhà cái tại Vay.Top",
        submission_id=uuid.uuid4(),
        consent_version="1",
    )

    screening = screen(draft, Context(rules=FIRST_RULES))

    assert marked_words(Comment(name=draft.name, body=draft.body, findings=screening.as_json())) == [
        "NHÀ\nCÁI",
        "Vay.Top",
        "nhà cái",
    ]


def test_pages_of_the_state_may_be_cited():
    assert found("Nộp ở dichvucong.gov.vn và https://tinh.gov.vn/ho-so được không?") == {}
    assert "links" in found("Vào gov.vn.nhanqua.top")


def test_a_foreign_letter_inside_a_word_is_seen():
    assert found("Vào nhаcai nhé")["foreign_script"] == "а"
    assert "foreign_script" not in found("Đo bằng đơn vị Ω thì sao?")


def test_what_ends_the_sentence_is_no_part_of_the_link():
    assert links_in("Xem https://songlam.example/bien-ban, (www.b.example/x?a=1) và c.vn/y!") == [
        "https://songlam.example/bien-ban",
        "www.b.example/x?a=1",
        "c.vn/y",
    ]
