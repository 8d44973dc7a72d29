"""Work on a text in which nothing is said twice grows with its length (tests/test_growth.py: where all is)."""

import pytest

from proofreading.document import document_of_text
from proofreading.words import find, real
from tests.test_growth import KNOWN, LINEAR, OF_SLIPS, TIMES, seconds, without_collector

# None is like another: what is looked for once for each of them makes a square.
DISTINCT = {
    "abbreviations": lambda n: f"Việc {letters(n, 'BCDGHKLMNPQRSTVX')} là",
    "abbreviations in brackets": lambda n: f"một hai ba ({letters(n, 'BCDGHKLMNPQRSTVX')}) xong",
    "names": lambda n: f"ông Nguyễn {letters(n, 'aeiou').capitalize()} Hoà nói.",
    "words": lambda n: f"một {letters(n, 'bcdaeiou')} hoà hòa",
    "parts": lambda n: f"có {n + 30} hộ, gồm {n} hộ A và {n + 1} hộ B,",
    "changes": lambda n: f"từ {n} lên {n + 9} hộ, tăng {n % 97}%",
    "days": lambda n: f"thứ hai ngày {n % 28 + 1}/{n % 12 + 1}/{1900 + n % 200} sẽ họp",
    "quotes": lambda n: f'“a{n} (b{n} "c',
}


FEW_OF = {"structure": 800, "form": 150, "figures": 50, "words": 50}  # of each, as many as show a square


def letters(number, alphabet, length=6):
    return "".join(alphabet[number // len(alphabet) ** place % len(alphabet)] for place in range(length))


@pytest.mark.parametrize("name", OF_SLIPS)
@pytest.mark.parametrize("between", [" ", "\n"], ids=["a paragraph", "paragraphs"])
def test_so_does_work_on_slips_of_which_none_is_like_another(name, between):
    def seconds_of(unit, count):
        document = document_of_text(between.join(map(unit, range(count))))
        return seconds(lambda given: list(OF_SLIPS[name](given, KNOWN, ())), document)

    few, too_much = FEW_OF[name], {}
    with without_collector():
        for about, unit in DISTINCT.items():
            once = max(seconds_of(unit, few), seconds_of(unit, few), 0.002)
            times = seconds_of(unit, few * TIMES) / once
            if times > LINEAR:
                times = seconds_of(unit, few * TIMES) / max(once, seconds_of(unit, few))
            if times > LINEAR:
                too_much[about] = round(times)

    assert not too_much


def test_a_word_that_stands_a_thousand_times_in_a_row_is_weighed_at_the_ends_alone(monkeypatch):
    weighed = []
    place = real.Place
    monkeypatch.setattr(real, "Place", lambda *said: weighed.append(said[2]) or place(*said))

    list(find(document_of_text("Doanh nghiệp nộp hồ sơ " + "và " * 1_000), KNOWN, {0}))

    assert len(weighed) < 10
