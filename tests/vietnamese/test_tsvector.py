"""The text form of a tsvector, and that PostgreSQL takes it."""

import pytest
from django.db import connection

from vietnamese.lexemes import exact_lexemes, quote_lexeme, to_tsvector_text

from .alphabet import PARAGRAPH


def test_a_lexeme_has_its_positions_and_weights():
    assert to_tsvector_text(([("cải", 1), ("cách", 2), ("cải", 3)], "A")) == "'cải':1A,3A 'cách':2A"


def test_a_later_part_counts_on_with_a_gap():
    title = [("cải", 1), ("cách", 2)]
    body = [("cách", 1), ("mới", 2)]

    assert to_tsvector_text((title, "A"), ([], "B"), (body, "D")) == "'cải':1A 'cách':2A,5D 'mới':6D"


def test_nothing_makes_an_empty_vector():
    assert to_tsvector_text() == to_tsvector_text(([], "A")) == ""


def test_quotes_and_backslashes_are_doubled():
    assert quote_lexeme(r"o'clock\n") == r"'o''clock\\n'"


def test_a_lexeme_keeps_255_places_and_none_beyond_the_last():
    vector = to_tsvector_text(([("a", position) for position in range(1, 1000)] + [("z", 20_000)], "D"))

    assert vector.count(",") == 254
    assert vector.endswith("'z':16383D")


@pytest.mark.django_db
class TestInPostgreSQL:
    def ask(self, sql, *values):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {sql}", values)
            return cursor.fetchone()[0]

    def test_what_was_written_is_read_back(self):
        lexemes = [(r"o'clock\n", 1), ("\\", 2), ("''", 3), ("a b:1A,2", 4), ("60-nq/tu", 5), ("98,23%", 6), ("^đ", 7)]

        read = self.ask("tsvector_to_array(%s::tsvector)", to_tsvector_text((lexemes, "B")))

        assert sorted(read) == sorted(lexeme for lexeme, _ in lexemes)

    def test_an_article_is_found_by_its_words_and_its_document_numbers(self):
        vector = to_tsvector_text((exact_lexemes("Nghị quyết 60-NQ/TU"), "A"), (exact_lexemes(PARAGRAPH), "D"))

        for query in ["'60-nq/tu'", "'60nqtu' & 'cải'", "'quyết' <-> '60-nq/tu'", "'nq' <-> 'tu'", "'ủy' <-> 'ban'"]:
            assert self.ask("%s::tsvector @@ %s::tsquery", vector, query), query

    def test_a_phrase_does_not_run_from_the_title_into_the_body(self):
        vector = to_tsvector_text((exact_lexemes("cải"), "A"), (exact_lexemes("cách"), "D"))

        assert not self.ask("%s::tsvector @@ %s::tsquery", vector, "'cải' <-> 'cách'")

    def test_an_article_of_any_length_fits(self):
        megabyte_of_words = " ".join(f"từ{number}đ{number * number}" for number in range(100_000))

        vector = to_tsvector_text((exact_lexemes("Tiêu đề"), "A"), (exact_lexemes(megabyte_of_words), "D"))

        assert self.ask("length(%s::tsvector)", vector) > 20_000
        assert self.ask("%s::tsvector @@ 'tiêu:A & đề:A'::tsquery", vector)

    def test_one_word_repeated_without_end_fits(self):
        assert self.ask("length(%s::tsvector)", to_tsvector_text((exact_lexemes("cải " * 100_000), "D"))) == 1

    def test_a_lexeme_of_many_bytes_fits(self):
        assert self.ask("length(%s::tsvector)", to_tsvector_text((exact_lexemes("ế" * 5000 + " 𝐀" * 300), "D"))) == 2
