"""How long the screening of a comment takes with 5, 50 and 500 rules and all kinds: milliseconds of the processor.

The comments are the labelled set of the tests, then the longest text that the form takes, and hostile ones.
"""

import json
import random
import statistics
import time
import uuid
from pathlib import Path

from comments.migrations._first_rules import default_rules
from comments.screening.checks import Context, Draft, screen
from comments.screening.matching import Matcher, RuleRow

ROWS = Path(__file__).resolve().parents[2] / "tests/comments/screening/data/spam_set.jsonl"
LONGEST = 2_000
SYLLABLES = "nhà cái tài xỉu vay tiền nhanh giá rẻ uy tín số đẹp việc làm lương cao hoàn trúng thưởng mua bán đất sổ"


def print_speed(rounds):
    print("comments               rules   compiled    median       p95   slowest   (ms)")
    for name, bodies in {
        "labelled set": written(),
        f"{LONGEST} characters": [" ".join(written())[:LONGEST]] * 50,
        "hostile, 10,000": ["nhà " * 2_500, "n " * 5_000, "a.b" * 3_333, "1a" * 5_000, "www." * 2_500, "<" * 10_000],
    }.items():
        for count in (5, 50, 500):
            measure(name, bodies, count, rounds)


def written():
    return [json.loads(line)["body"] for line in ROWS.read_text().splitlines()]


def measure(name, bodies, count, rounds):
    rows = rules(count)
    begin = time.process_time()
    context = Context(rules=Matcher(rows), sender=uuid.uuid4())
    compiled = time.process_time() - begin
    times = sorted(1_000 * seconds(body, context) for _ in range(rounds) for body in bodies)
    p95 = times[int(0.95 * (len(times) - 1))]
    figures = (1_000 * compiled, statistics.median(times), p95, times[-1])
    print(f"{name:22} {count:5} " + "".join(f"{figure:10.2f}" for figure in figures))


def seconds(body, context):
    draft = Draft("Lê Văn Khải", "khai@thu.example", body, uuid.UUID(int=1), "1")
    begin = time.process_time()
    screen(draft, context)
    return time.process_time() - begin


def rules(count):
    """The rules of a new portal, then phrases of two to four syllables, domains, addresses and senders."""
    chance = random.Random(18)
    rows = [(kind, pattern, ignores_marks) for kind, pattern, ignores_marks, _ in default_rules()]
    while len(rows) < count:
        words = chance.sample(SYLLABLES.split(), chance.randint(2, 4))
        number = len(rows)
        rows += [
            ("phrase", f"{' '.join(words)} {number}", chance.random() < 0.5),
            ("phrase", " ".join(words), chance.random() < 0.5),
            ("domain", f"nhacai{number}.com", False),
            ("email", f"*@thu{number}.example", False),
            ("sender", str(uuid.UUID(int=number)), False),
            ("near", f"{words[0]}, {words[1]} {number}", chance.random() < 0.5),
            ("number", f"{3 + number % 20} chữ số", False),
        ]
    chance.shuffle(rows)
    return [RuleRow(pk, *row, "hold") for pk, row in enumerate(rows[:count], 1)]
