"""What the tests of the word rules share."""

from datetime import date

import pytest

from proofreading.document import Block, Document
from proofreading.known import Known
from proofreading.rules import RULES, Group
from proofreading.words import find

TODAY = date(2026, 11, 30)


@pytest.fixture
def read():
    """(rule, text, suggestion) of each finding of words in a text, or in blocks, in reading order."""

    def read_text(given, changed=None, **known):
        blocks = [Block(given)] if isinstance(given, str) else given
        document = Document(tuple(blocks))
        asked = range(len(blocks)) if changed is None else changed
        findings = list(find(document, Known(TODAY, **known), asked))
        for finding in findings:
            text = blocks[finding.block].text[finding.start : finding.end]
            assert text == finding.text or finding.suggestion == ""
            assert RULES[finding.rule].group == Group.WORDS
            assert finding.reason.endswith((".", "?"))
        return [(finding.rule, finding.text, finding.suggestion) for finding in findings]

    return read_text


@pytest.fixture
def reasons():
    """What is said of each finding of words in a text."""
    return lambda text: [finding.reason for finding in find(Document((Block(text),)), Known(TODAY), range(1))]
