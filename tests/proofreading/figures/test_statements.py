"""Hundreds of statements with figures: the true ones are left alone, and most of the spoiled ones are found."""

import random
from collections import Counter

import pytest

from proofreading.document import document_of_text
from proofreading.figures.finder import find_figures
from proofreading.html import document_of_html
from proofreading.known import Known
from sample.source import read_articles

from .statements import TODAY, statements

KNOWN = Known(today=TODAY)


def found(text):
    return list(find_figures(document_of_text(text), KNOWN, range(1)))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_true_statement_has_no_finding(seed):
    wrongly = [(text, found(text)) for text in (one.text() for one in statements(seed)) if found(text)]

    assert wrongly == []


def test_of_each_relation_at_least_nine_in_ten_changed_digits_are_found():
    made, seen = Counter(), Counter()

    for statement in statements(4):
        spoiled = statement.spoiled(random.Random(statement.text()))
        if spoiled:
            made[statement.kind] += 1
            seen[statement.kind] += bool(found(spoiled))

    assert sum(made.values()) >= 300
    assert {kind: seen[kind] / count for kind, count in made.items() if seen[kind] / count < 0.9} == {}


def test_true_statements_side_by_side_do_not_disturb_each_other():
    texts = [one.text() for one in statements(5)]
    random.Random(5).shuffle(texts)

    paragraphs = [" ".join(texts[at : at + 4]) for at in range(0, len(texts), 4)]

    assert [(paragraph, found(paragraph)) for paragraph in paragraphs if found(paragraph)] == []


def test_the_articles_of_the_sample_have_no_finding():
    findings = []
    for row in read_articles():
        document = document_of_html(row["body"], {"title": row["title"], "sapo": row["summary"]})
        findings += find_figures(document, KNOWN, range(len(document.blocks)))

    assert findings == []
