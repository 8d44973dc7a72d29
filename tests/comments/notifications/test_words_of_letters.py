"""What every letter about comments has in common: numbers that are not torn apart, and who does things."""

import re
from pathlib import Path

import pytest
from django.conf import settings

LETTERS = sorted(Path(settings.BASE_DIR, "templates/mailing/comments").glob("*.html"))


@pytest.mark.parametrize("letter", LETTERS, ids=lambda path: path.stem)
def test_no_line_ends_within_a_number(letter):
    references = re.findall(r"(.{24})\{\{ comment\.reference \}\}", letter.read_text())

    assert all(before.endswith('white-space:nowrap">') for before in references)


@pytest.mark.parametrize("letter", LETTERS, ids=lambda path: path.stem)
def test_the_office_has_a_system_that_does_things_and_no_machine(letter):
    for form in (letter, letter.with_suffix(".txt")):
        assert not re.search(r"\bmáy\b(?! chủ)", form.read_text())
