"""The tables of sign fonts, compared with those that mammoth has for files of Word."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from mammoth.docx.dingbats import dingbats

TABLES = Path(settings.BASE_DIR, "static/richtext/clipboard/symbol_tables.js").read_text(encoding="utf-8")
FONTS = ["Symbol", "Wingdings", "Wingdings 2", "Wingdings 3", "Webdings"]
NONE = "\ufffd"
# Signs of blocks that telephones have no font for, and the like of each.
STAND_INS = dict(
    zip(
        "⚫◼🞏🞐🞟⬩∙⭘🔿🞎⮚⮈⮊⮉⮋🡨🡪🡩🡫🡬🡭🡯🡮🡸🡺🡹🡻🡼🡽🡿🡾🗶🗷🗹🖂🕿🗸🗴🗵⮽⦁🡐🡒🡑🡓⭠⭢⭡⭣⭦⭧⭩⭨⭤⭥🞂🞀⯅⯆⯇⯈🗙⬤⬛⬜⏺⏵⏴⏶⏷",
        "●■□❏⬧◆·○⊙◻➢←→↑↓←→↑↓↖↗↙↘←➔↑↓↖↗↙↘✗☒☑✉☎✓✗☒☒●←→↑↓←→↑↓↖↗↙↘↔↕▶◀▲▼◀▶✗●■□●▶◀▲▼",
        strict=True,
    )
)


def table_of(font):
    name = f'"{font.lower()}"' if " " in font else font.lower()
    lines = re.search(rf"{name}: table\((.*?)\n  \)", TABLES, re.DOTALL)[1]
    return "".join(re.findall(r'"([^"]*)"', lines))


def sign_of(font, code):
    letter = chr(dingbats.get((font, code), ord(NONE)))
    return NONE if "\ue000" <= letter <= "\uf8ff" else STAND_INS.get(letter, letter)


@pytest.mark.parametrize("font", FONTS)
def test_each_printable_code_has_the_sign_that_word_shows(font):
    signs = table_of(font)

    assert len(signs) == 0x100 - 0x20
    assert signs == "".join(sign_of(font, code) for code in range(0x20, 0x100))


def test_what_journalists_write_is_there():
    assert [table_of("Symbol")[ord(letter) - 0x20] for letter in "³£¹´¸mabD"] == list("≥≤≠×÷μαβΔ")
    assert [table_of("Wingdings")[ord(letter) - 0x20] for letter in "üûþý§àØ"] == list("✓✗☑☒▪→➢")
