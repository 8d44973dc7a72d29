"""What kind of trouble a text may be, and what honest people write with the same words."""

import uuid

import pytest

from comments.models import Comment
from comments.posting.submission import DOUBT_FROM
from comments.screening.checks import Context, Draft, explain, marked_words, screen, sentence
from comments.screening.kinds import codes
from comments.screening.kinds.codes import KINDS, most_urgent, urgency_of
from tests.comments.factories import post
from tests.factories import make_article


def kinds_of(body="Cảm ơn bài viết, rất có ích.", name="Lê Văn Khải"):
    return set(screened(body, name).kinds)


def screened(body, name="Lê Văn Khải"):
    draft = Draft(name=name, email="khai@thu.example", body=body, submission_id=uuid.uuid4(), consent_version="1")
    return screen(draft, Context())


MEANT = {
    "threat": [
        "Tao giết cả nhà mày",
        "mày coi chừng tao đấy nhé",
        "Ra đường cẩn thận kẻo mất mạng",
        "tao biết nhà mày ở đâu rồi, con mày học lớp nào tao cũng biết",
        "Tôi sẽ đốt trụ sở xã",
        "tao chem chet may",
        "g.i.ế.t hết lũ nó",
        "Gỡ bài ngay không thì tao tung ảnh lên mạng",
    ],
    "accusation": [
        "Ông Trần Văn Bảy ăn hối lộ 50 triệu",
        "Chủ tịch xã Tân Phong nhận tiền để cấp sổ",
        "Thằng Tuấn địa chính tham ô tiền đền bù",
        "ong bay dia chinh an hoi lo",
        "Cô Lan kế toán cặp bồ với sếp",
    ],
    "hate": [
        "Bọn mọi rợ ấy biết gì",
        "Đuổi hết lũ nhập cư đi",
        "đồ bê đê bệnh hoạn",
        "Bắc kỳ cút về đi",
        "Lũ què ấy thì làm được gì",
    ],
    "insult": [
        "vcl cán bộ",
        "đm bọn này",
        "dm lũ ăn hại",
        "clgt",
        "đồ óc chó",
        "ngu như b*",
        "thằng ngu",
        "o c c h o",
        "đ.m chúng mày",
        "d!t me may",
        "đ¡t mẹ",
        "đồ c.h.ó",
        "th*ng ng* này là đồ ngu",
        "đồchó",
        "đ** mẹ",
    ],
    "selling": [
        "Chuyên sửa điều hòa tại nhà giá rẻ, gọi ngay",
        "Bán đất nền sổ hồng riêng, liên hệ zalo",
        "Game bài đổi thưởng nạp rút nhanh",
        "Làm bằng giả uy tín",
        "Cho vay không thế chấp, giải ngân trong ngày",
        "t à i x ỉ u online",
    ],
    "fraud": [
        "Việc nhẹ lương cao, ngày 500k",
        "Ai bị lừa liên hệ em lấy lại tiền",
        "Gửi mã OTP cho em để kích hoạt",
        "Cam kết lợi nhuận 30% mỗi tháng",
        "Bạn đã trúng thưởng xe SH, chuyển 2 triệu phí hồ sơ để nhận",
    ],
    "gibberish": ["asdfgh qwerty", "zzzzzzzzzzzz", "la la la la la la la", "sdfsdfsdf", "123456789012345"],
    "other_script": ["Привет всем друзьям", "免费贷款马上联系", "หวยออนไลน์", "온라인카지노", "قروض سريعة"],
}
HONEST = [
    "Chuyến xe ĐM (Đồng Mỏ) sáng nay trễ, ai về ĐM chờ ở ngã ba.",
    "Cho vay không thế chấp của Ngân hàng Chính sách giúp hộ nghèo thôn tôi.",
    "Nhà tôi nuôi súc vật, có phải khai báo không?",
    "Con chó nhà bên thả rông cắn người, đề nghị xã xử lý.",
    "Ngu dân là chính sách của thực dân, sách giáo khoa viết thế.",
    "Tôi bị lừa việc nhẹ lương cao mất 20 triệu, giờ báo ở đâu?",
    "Có đối tượng nhắn cho mẹ tôi đòi mã OTP, bà con cảnh giác.",
    "Chúng dọa giết tôi nếu tôi không trả tiền.",
    'Tin nhắn ghi: "tao giết cả nhà mày". Tôi phải trình báo ở đâu?',
    "Điều 133 Bộ luật Hình sự quy định tội đe dọa giết người thế nào?",
    "Tôi bị cán bộ mắng là đồ ngu ngay tại quầy.",
    "Tình trạng lô đề ở thôn tôi rất nhức nhối, đề nghị công an vào cuộc.",
    "Cán bộ tham nhũng phải xử nghiêm.",
    "Ông Lê Văn Bính, Chủ tịch phường, hứa sửa vỉa hè trước Tết.",
    "Giết mổ gia súc ở chợ có phải khai báo không?",
    "Đề nghị không dùng từ “mọi rợ” trong tài liệu.",
    "Người dân tộc thiểu số có được miễn lệ phí không?",
    "Bán hàng trên mạng có phải kê khai thuế không?",
    "xin hoi thu tuc dang ky ket hon o dau",
    "bo me toi gia roi khong di lai duoc, con toi nop thay duoc khong",
    "con duong vao thon hong nang",
    "may tinh o xa hong, may nguoi cho ca buoi",
    "cho de dang hon thi tot",
    "Chữ 福 trên cổng đình nghĩa là gì?",
    "Kính biếu các cụ bản dịch câu 國泰民安 trên hoành phi của đình làng ta.",
    "Em nộp hs 2 tuần r k thấy j, có ai giống e k",
    "Lab QSDĐ, CCHC, TTHC, VNeID là gì?",
    "👍👍👍",
    "ok",
]
PEOPLES = [
    "ꪎꪴ ꪀꪱꪉ ꪹꪣꪉ ꪹꪥꪸꪒ ꪒꪲ",  # Thái
    "ꨀꨇꩉ ꨌꩌ ꨎꩊ ꨢꨭꩍ",  # Chăm
    "ខ្ញុំចង់សួរអំពីថ្លៃធ្វើប័ណ្ណដីធ្លី",  # Khmer
    "𖬖𖬰𖬜 𖬃𖬥𖬰",  # Pahawh Hmong
    "𞄀𞄁𞄂 𞄃𞄄",  # Nyiakeng Puachue Hmong
    "Peb lub zos tsis muaj hluav taws xob, thov nom tswv pab peb.",
    "Ƀing gơmơi kơkuh kơ ayong adơi mă bruă, djru kơ ană gơmơi hrăm hră.",
    "Lač jăk kơ phung nai mtô, adei amai hlăm buôn mơak snăk.",
    "Noọng xo xam: slư nẩy nộp tại xạ rụ tại tỉnh?",
]
OFFICES = [
    "Công an xã",
    "Thanh tra tỉnh",
    "Thanh Tra Tinh",
    "Ban Biên tập",
    "Ban Biên tâp",
    "BBT",
    "B.B.T",
    "UBND xã Tân Phong",
    "Uỷ ban nhân dân huyện",
    "Sở Y tế",
    "Sở GD-ĐT",
    "Admin",
    "A d m i n",
    "4dmin",
    "cong ann xa",
    "Bộ phận một cửa",
    "Chủ tịch tỉnh",
]
PEOPLE = [
    "Nguyễn Công An",
    "Công",
    "An",
    "Thanh",
    "Trần Thanh Tra",
    "Phạm Sở",
    "Lê Bộ",
    "Hội viên phụ nữ",
    "Công nhân may",
    "Bà Ba bán xôi",
    "Một người dân",
    "Bạn đọc",
    "Cư dân tổ 7",
    "H'Hen Niê",
    "Hà Admiral",
]


@pytest.mark.parametrize(("kind", "body"), [(kind, body) for kind, bodies in MEANT.items() for body in bodies])
def test_each_kind_is_found_also_disguised(kind, body):
    assert kind in kinds_of(body)


@pytest.mark.parametrize("body", HONEST)
def test_honest_words_are_of_no_kind(body):
    assert kinds_of(body) == set()


@pytest.mark.parametrize("body", PEOPLES)
def test_the_peoples_of_the_country_write_as_they_write(body):
    assert kinds_of(body) == set()


@pytest.mark.parametrize("name", OFFICES)
def test_a_name_that_speaks_for_an_office_is_marked(name):
    assert kinds_of(name=name) == {"office"}


@pytest.mark.parametrize("name", PEOPLE)
def test_people_are_no_office(name):
    assert kinds_of(name=name) == set()


def test_an_office_is_looked_for_in_the_name_alone():
    assert kinds_of("Đề nghị công an xã và UBND xã trả lời.") == set()


def test_a_finding_has_its_kind_and_says_why_with_the_words():
    found = screened("Tao giết cả nhà mày").as_json()

    [threat] = [one for one in found if one["kind"] == "threat"]
    assert "giết" in " ".join(threat["words"])
    assert sentence(threat).startswith("Có thể là lời đe dọa (dọa giết, dọa đánh")
    assert all(word in "Tao giết cả nhà mày" for word in threat["words"])


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_name_points_and_an_urgency(kind):
    assert codes.LABELS[kind]
    assert codes.POINTS[kind] > 0
    assert codes.URGENCY[kind] > 0


@pytest.mark.parametrize("kind", codes.SENTENCES)
def test_what_was_erased_is_explained_without_its_words(kind):
    kept = {"code": kind, "weight": 5, "effect": "hold", "matched": "…"}

    assert "{" not in sentence(kept)
    assert "…" in sentence(kept)


def test_danger_comes_before_slander_and_slander_before_goods():
    assert urgency_of(["selling", "threat"]) == urgency_of(["personal_data"])
    assert urgency_of(["threat"]) > urgency_of(["accusation"]) == urgency_of(["hate"]) > urgency_of(["insult"])
    assert urgency_of([]) == 0
    assert most_urgent(["selling", "insult", "threat"]) == "threat"
    assert most_urgent([]) == ""


@pytest.mark.parametrize("body", [body for bodies in MEANT.values() for body in bodies])
def test_no_kind_refuses_puts_aside_or_asks_for_a_challenge(body):
    screening = screened(body)

    assert {finding.effect for finding in screening.findings} == {"hold"}
    assert screening.technical_score < DOUBT_FROM
    assert screening.score > screening.technical_score or kinds_of(body) == {"other_script"}


@pytest.mark.django_db
def test_a_comment_keeps_its_kinds_and_how_urgent_they_are(client):
    post(client, make_article(), body="Tao giết cả nhà mày, đồ óc chó", name="Công an xã")

    comment = Comment.objects.get()
    assert comment.state == Comment.State.PENDING
    assert comment.kinds == ["threat", "insult", "office"]
    assert comment.urgency == urgency_of(["threat"])
    assert comment.score == sum(points for _, points in explain(comment))
    assert "Công an xã" in marked_words(comment)


@pytest.mark.django_db
def test_an_honest_comment_has_no_kind(client):
    post(client, make_article(), body="Cảm ơn bài viết, rất có ích.")

    comment = Comment.objects.get()
    assert (comment.kinds, comment.urgency) == ([], 0)


def test_a_text_of_the_longest_kind_is_quoted_in_part():
    found = screened("đm " * 600).as_json()

    assert all(len(one["matched"]) <= 80 for one in found)
    assert all(len(one["words"]) <= 10 for one in found)
