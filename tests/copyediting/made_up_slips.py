"""A rule of its own for tests: what they show does not change with the rules."""

import pytest

from proofreading import proofreader, rules
from proofreading.findings import Finding
from proofreading.rules import Group, Rule

SLIP = "cảỉ"
RULE = Rule("made_up", Group.WORDS, "Chữ lạ")


def find_slips(document, known, changed):
    """A finder: each `SLIP`, wherever it is asked, and nothing else."""
    for number, block in enumerate(document.blocks):
        start = block.text.find(SLIP) if number in changed else -1
        while start >= 0:
            yield Finding(RULE.key, number, start, start + len(SLIP), SLIP, "cải", "Không có chữ này.", SLIP)
            start = block.text.find(SLIP, start + len(SLIP))


@pytest.fixture
def one_rule(monkeypatch):
    monkeypatch.setitem(rules.RULES, RULE.key, RULE)
    monkeypatch.setattr(proofreader, "FINDERS", (find_slips,))
