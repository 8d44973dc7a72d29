"""What the rules of words find, and what they leave alone."""

import unicodedata

import pytest

from proofreading.document import Block, Kind, Link, document_of_text
from proofreading.known import Known
from proofreading.lexicon import lexicon
from proofreading.proofreader import MAX_FINDINGS, proofread
from proofreading.word_lists import lines_of
from proofreading.words.confusions import _parsed
from vietnamese.text import canonical, fold

from .conftest import TODAY


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("Doanh nghịp nộp hồ sơ tại xã.", "nghịp", "nghiệp"),
        ("Hội nghị bàn về cải cáhc hành chính.", "cáhc", "cách"),
        ("Người dân nộp hồ sơ trực tuyêến.", "tuyêến", "tuyến"),
        ("Ủy ban nhân dân tỉnh bna hành quyết định.", "bna", "ban"),
        ("Tỉnh đã hoàn thnàh kế hoạch năm.", "thnàh", "thành"),
    ],
)
def test_a_syllable_that_nobody_knows_is_found_with_what_is_meant(read, text, word, meant):
    assert read(text) == [("unknown", word, meant)]


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("Cán bộ giải quyết thủtục cho người dân.", "thủtục", "thủ tục"),
        ("Tỉnh đẩy mạnh cảicách hành chính.", "cảicách", "cải cách"),
        ("Nhà nước xâydựng trường học mới.", "xâydựng", "xây dựng"),
    ],
)
def test_two_words_glued_together_are_parted(read, text, word, meant):
    assert read(text) == [("glued", word, meant)]


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("Ủy ban nhân dân xã tiếp nhận hồ sơ, giải quyet thủ tục.", "quyet", "quyết"),
        ("Doanh nghiep nộp thuế đúng hạn theo quy định.", "nghiep", "nghiệp"),
        ("Việc thuc hiện dịch vụ công trực tuyến còn chậm.", "thuc", "thực"),
    ],
)
def test_a_word_without_marks_amid_marked_text_is_found(read, text, word, meant):
    assert read(text) == [("unmarked", word, meant)]


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("Theo kế hoạch, Chinh phủ đã ban hành nghị quyết.", "Chinh", "Chính"),
        ("Chinh phủ đã ban hành nghị quyết.", "Chinh", "Chính"),
        ("Kỳ họp của Quôc hội bắt đầu sáng nay.", "Quôc", "Quốc"),
        ("Hôm qua, Thủ tương chủ trì cuộc họp.", "tương", "tướng"),
        ("Hôm qua, Phó Thủ tương chủ trì cuộc họp.", "tương", "tướng"),
        ("Hướng dẫn của Bô Nội vụ có từ tháng trước.", "Bô", "Bộ"),
        ("Hướng dẫn của Bộ Nôi vụ có từ tháng trước.", "Nôi", "Nội"),
        ("Hướng dẫn của Bộ Khoa học và Công nghê có từ tháng trước.", "nghê", "nghệ"),
        ("Cuộc họp của Uỷ bạn nhân dân xã kéo dài.", "bạn", "ban"),
        ("Cuộc họp của Ủy ban Nhân dan xã kéo dài.", "dan", "dân"),
        ("Nghị quyết của Hội dồng nhân dân xã.", "dồng", "đồng"),
        ("UỶ BẠN NHÂN DÂN TỈNH", "BẠN", "BAN"),
    ],
)
def test_a_name_of_public_life_with_a_mark_amiss_is_found(read, text, word, meant):
    assert [(found, instead) for _, found, instead in read(text)] == [(word, meant)]


@pytest.mark.parametrize(
    "text",
    [
        "Chính phụ huynh đã góp tiền xây cổng trường.",
        "Ông nói: “Đang ủy quyền cho cấp phó ký”.",
        "Anh Nguyễn Chính Phú và chị Lê Quốc Hồi đến dự.",
        "Số tài chính còn lại được chuyển sang năm sau.",
        "Bạn dân tộc nào cũng được mời.",
        "Uỷ ban nhân dân và Ủy ban nhân dân là một.",
        "Tòa án nhân dân, Viện kiểm sát nhân dân, Bộ Công an và Sở Y tế cùng ký.",
        "Hội đông người đến xem.",
    ],
)
def test_names_and_words_that_are_right_are_no_names_of_public_life(read, text):
    assert "public_name" not in [rule for rule, _, _ in read(text)]


def test_each_syllable_of_each_name_of_public_life_is_looked_at(read):
    spelled = {fold(syllable): [] for syllable in lexicon().syllables}
    for syllable in lexicon().syllables:
        spelled[fold(syllable)].append(syllable)
    missed = []
    for name in sorted(lines_of("words/public_names.txt")):
        words = name.split()
        for place, word in enumerate(words):
            meant = canonical(word)
            other = next((each for each in spelled[fold(meant)] if each != meant), None)
            if other is None:
                continue
            wrong = [*words[:place], other.capitalize() if word[0].isupper() else other, *words[place + 1 :]]
            found = read(f"Theo hướng dẫn của {' '.join(wrong)} thì người dân nộp hồ sơ ở xã.")
            if not any(instead and canonical(instead) == meant for _, _, instead in found):
                missed.append(" ".join(wrong))
    assert not missed


def test_a_name_that_the_office_keeps_is_no_slip_of_a_public_one(read):
    assert read("Làng nghề Bô Nội vụ ở xa.", names=frozenset({"Bô Nội vụ"})) == []


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("Doanh nghieejp nộp hồ sơ tại xã.", "nghieejp", "nghiệp"),
        ("Người dân dduwowcj hướng dẫn tận tình.", "dduwowcj", "được"),
        ("Người dân nộp hoof sơ trực tuyến.", "hoof", "hồ"),
        ("Doanh nghiêpj nộp hồ sơ tại xã.", "nghiêpj", "nghiệp"),
        ("Doanh nghie65p nộp hồ sơ tại xã.", "nghie65p", "nghiệp"),
        ("Người dân d9u7o7c5 hướng dẫn tận tình.", "d9u7o7c5", "được"),
    ],
)
def test_keys_typed_while_the_input_method_was_off_are_read(read, text, word, meant):
    assert read(text) == [("typed", word, meant)]


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("Người dân làm thủ túc hành chính tại xã.", "túc", "tục"),
        ("Cán bộ, công chực phải gương mẫu.", "chực", "chức"),
        ("Hội đồng nhân dan tỉnh họp kỳ cuối năm.", "dan", "dân"),
        ("Sở đã công bó danh mục mới.", "bó", "bố"),
        ("Tỉnh xây dưng kế hoạch năm tới.", "dưng", "dựng"),
    ],
)
def test_a_real_word_that_is_wrong_beside_its_neighbour_is_found(read, text, word, meant):
    assert read(text) == [("neighbour", word, meant)]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Xã làm thủ của tục đất đai.", "của"),
        ("Doanh các nghiệp nộp thuế.", "các"),
    ],
)
def test_a_function_word_between_the_halves_of_a_word_is_too_many(read, text, word):
    assert read(text) == [("extra", word, "")]


def test_taking_a_word_away_leaves_one_space(read):
    text = "Xã làm thủ của tục đất đai."
    assert read(text) == [("extra", "của", "")]
    assert text.replace("của ", "", 1) == "Xã làm thủ tục đất đai."


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("Đó chỉ là một sơ xuất nhỏ.", "sơ xuất", "sơ suất"),
        ("Bác sĩ chuẩn đoán bệnh qua mạng.", "chuẩn đoán", "chẩn đoán"),
        ("Tiền để giành cho con đi học.", "để giành", "để dành"),
        ("Ông Hoàng dành chiến thắng.", "dành chiến thắng", "giành chiến thắng"),
        ("Trung tâm cũng cố đội ngũ.", "cũng cố", "củng cố"),
        ("Các bên phối hợp chặc chẽ với nhau.", "chặc chẽ", "chặt chẽ"),
        ("Quyết định nêu rỏ thời hạn.", "nêu rỏ", "nêu rõ"),
        ("Năng xuất lao động tăng.", "Năng xuất", "Năng suất"),
    ],
)
def test_words_often_taken_for_one_another_are_found(read, text, word, meant):
    assert read(text) == [("confused", word, meant)]


@pytest.mark.parametrize(
    "text",
    [
        "Xã cũng cố gắng trả kết quả sớm.",
        "Tiêu chuẩn đoán nhận rất rõ.",
        "Khả năng xuất khẩu tăng.",
        "Bàng quang bị viêm phải chữa sớm.",
        "Đội quyết tâm để giành lại ngôi đầu.",
        "Dân cư chú ý lịch cắt điện.",
        "Công suất phát điện tăng.",
        "Ảnh cơn bão vệ tinh gửi về.",
        "Ưu thế kỹ thuật của xã.",
        "Lịch sử lý luận của Đảng.",
    ],
)
def test_words_often_confused_stay_where_a_third_word_makes_them_right(read, text):
    assert "confused" not in [rule for rule, _, _ in read(text)]


def test_every_row_of_confusions_says_something_else_in_syllables():
    for row in _parsed():
        assert len(row.wrong) > 1
        assert row.right != " ".join(row.wrong)
        assert canonical(row.right) == row.right


@pytest.mark.parametrize(
    "text",
    [
        "Ông Nguyễn Văn Tuận và bà Đoàn Thị Hậu dự hội nghị.",
        "Đoàn thăm xã Đắk Lấp, huyện Krông Bông.",
        "Bà H'Mông nói tiếng Ê-đê với già làng.",
        "Trẻ được tiêm vắc-xin tại trạm y tế.",
        "Bệnh nhân được tiêm vắc xin và đo sốc nhiệt.",
        "Ứng dụng website, email và smartphone được dùng nhiều.",
        "UBND tỉnh và HĐND xã phối hợp với VNPT.",
        "Số 42/2022/NĐ-CP và 249/KH-UBND đã ban hành.",
        "Truy cập dichvucong.gov.vn hoặc gửi thư tới mail@songlam.gov.vn để được hướng dẫn.",
        "Theo dõi #caicachhanhchinh trên mạng xã hội.",
        "Diện tích 120 m2, cao 3m, nặng 20kg, mã h2o và co2.",
        "Ủy ban nhân dân tỉnh kì này và kỳ sau đều họp.",
        "Uỷ ban xã hoà giải; thủy lợi và thuỷ điện.",
        "Chúc mừng 🎉 năm mới 👨‍👩‍👧 bà con!",
        "",
        " ",
        "…",
        "a",
        "Ă",
        "1.234.567",
    ],
)
def test_names_foreign_words_addresses_and_numbers_are_left_alone(read, text):
    assert read(text) == []


def test_text_in_another_language_is_left_alone(read):
    assert read("The committee has approved the plan for administrative reform of the province.") == []
    assert read("Le régime représentatif a été approuvé par le comité de la province.") == []
    assert read("Hoi nghi ban ve cai cach hanh chinh cua tinh, co nhieu dai bieu tham du.") == []


@pytest.mark.parametrize(
    "text",
    ["C¶i c¸ch hµnh chÝnh cña tØnh ®· ®¹t kÕt qu¶ tèt", "Caûi caùch haønh chính cuûa tænh ñaõ ñaït keát quaû toát"],
)
def test_text_in_an_old_font_is_left_alone(read, text):
    assert read(text) == []


def test_decomposed_letters_count_as_they_stand(read):
    text = unicodedata.normalize("NFD", "Người dân làm thủ túc hành chính tại xã.")
    assert read(text) == [("neighbour", unicodedata.normalize("NFD", "túc"), "tục")]


def test_a_line_of_capitals_is_read_and_answered_in_capitals(read):
    assert read("HỘI ĐỒNG NHÂN DAN TỈNH HỌP BÀN") == [("neighbour", "DAN", "DÂN")]
    assert read("ỦY BAN NHÂN DÂN TỈNH SÔNG LAM") == []


@pytest.mark.parametrize("name", ["XÃ YÊN HA HỌP BÀN", "TỔ DÂN PHỐ BÊN LAM", "LỄ HỘI SÔNG LAM NĂM NAY"])
def test_names_in_capitals_are_left_alone(read, name):
    assert read(name) == []


def test_the_first_word_of_a_sentence_keeps_its_capital(read):
    assert read("Họp xong. Cônng tác chuẩn bị đã đủ.") == [("unknown", "Cônng", "Công")]


def test_code_and_addresses_are_outside(read):
    code = Block("Doanh nghịp", Kind.CODE)
    part = Block("Gõ lệnh nghịppp rồi bấm phím", skipped=((8, 15),))
    link = Block("Xem https://vi.du/nghiêpj để rõ", links=(Link(4, 25, "https://vi.du/"),))
    assert read([code, part, link]) == []


def test_only_the_blocks_asked_about_are_read(read):
    blocks = [Block("Doanh nghịp nộp hồ sơ."), Block("Doanh nghịp nộp thuế.")]
    assert len(read(blocks)) == 2
    assert len(read(blocks, changed={1})) == 1


def test_words_and_names_of_the_house_are_left_alone(read):
    assert read("Đoàn làm việc tại làng Đăkk xanh.", words=frozenset({"đăkk"})) == []
    text = "Người dân làm thủ túc hành chính tại xã."
    assert read(text, words=frozenset({"thủ túc"})) == []
    assert read(text, words=frozenset({"túc"})) == []
    assert read(text, names=frozenset({"Thủ Túc"})) != []
    assert read("Trẻ em học tại trường Ánhh Dương.", names=frozenset({"Ánhh Dương"})) == []
    assert read("Đó chỉ là một sơ xuất nhỏ.", words=frozenset({"sơ xuất"})) == []


class Archive:
    """An archive that has one pair, often."""

    def __init__(self, *pair):
        self.known = pair

    def pair(self, first, second):
        return 50 if (first, second) == self.known else 0


def test_what_the_portal_often_published_is_no_slip(read):
    text = "Người dân làm thủ túc hành chính tại xã."
    assert read(text, archive=Archive("thủ", "túc")) == []
    assert read(text, archive=Archive("thủ", "tục")) == [("neighbour", "túc", "tục")]


def test_no_count_of_the_archive_makes_a_word_known(read):
    text = "Cháo lươnng xứ mình ngon."
    assert read(text) != []
    assert read(text, archive=Archive("cháo", "lươnng")) == read(text)


def test_of_two_words_that_do_not_fit_the_surer_is_found(read):
    assert len(read("Cán bộ, công chực phải gương mẫu.")) == 1


def test_a_text_of_names_or_of_single_cells_is_quiet(read):
    names = [Block(name, Kind.CELL, table=0) for name in ("Nguyễn Thị Lụa", "Giàng A Sểnh", "Y Moan", "12", "")]
    assert read(names) == []


@pytest.mark.parametrize(
    ("text", "newer", "older"),
    [
        ("Uỷ ban, hoà giải, ngành thuủy sản.", "thuỷ", "thủy"),
        ("Uỷ ban, hoà giải, sức khoẻ, văn hóaa tốt.", "hoá", "hóa"),
    ],
)
def test_a_suggestion_puts_the_tone_where_the_text_puts_it(read, text, newer, older):
    assert [suggestion for _, _, suggestion in read(text)] == [newer]
    other = text.replace("Uỷ", "Ủy").replace("hoà", "hòa").replace("khoẻ", "khỏe")
    assert [suggestion for _, _, suggestion in read(other)] == [older]


def test_a_phrase_without_marks_is_left_as_it_was_meant(read):
    assert read("Gõ không dấu vẫn ra: cap doi giay chung nhan, cả khi viết tắt.") == []


def test_a_word_that_the_text_often_has_is_meant(read):
    slip = "Người dân làm thủ túc hành chính tại xã."
    assert read([Block(slip)]) != []
    assert read([Block("Tục thủ túc có từ lâu, thủ túc là anh em."), Block(slip)], changed={1}) == []


def test_fifty_thousand_words_are_read(read):
    paragraph = "Người dân nộp hồ sơ tại trung tâm phục vụ hành chính công của tỉnh vào buổi sáng. " * 3
    assert read([Block(paragraph)] * 900 + [Block("Doanh nghịp nộp thuế.")]) == [("unknown", "nghịp", "nghiệp")]


@pytest.mark.parametrize("length", [50, 1_000_000])
def test_a_word_without_end_is_no_word(read, length):
    assert read(f"Chữ {'ă' * length} rất dài ở đây.") == []
    assert read(f"Chữ {'nghieejp' * length} rất dài ở đây.") == []


def test_of_ten_thousand_findings_the_first_are_answered():
    document = document_of_text("Người dân đến xã, doanh nghịp nộp thuế.\n" * 10_000)
    findings = proofread(document, Known(TODAY))
    assert [finding.block for finding in findings] == list(range(MAX_FINDINGS))


@pytest.mark.parametrize(
    "text",
    [
        "Không phải mọi thứ đều suôn sẻ. Bản đầu tiên hỏng.",
        "Mọi việc ở xã diễn ra suôn sẻ từ đầu năm.",
        "Ý tưởng đáng kể nhất đến từ chính chị Bưởi, người bán hàng.",
        "Giọng bà lanh lảnh từ đầu ngõ.",
        "Sáng hôm sau, thôn báo xã cử người xuống xem.",
    ],
)
def test_good_words_that_look_like_confused_ones_are_left_alone(read, text):
    assert read(text) == []


def test_politics_with_a_wrong_letter_are_found(read):
    assert read("Cả hệ thống chính chị cùng vào cuộc.") == [("confused", "hệ thống chính chị", "hệ thống chính trị")]
