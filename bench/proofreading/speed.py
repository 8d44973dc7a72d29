"""How fast proofreading is, what its first use costs a process, and how much memory it maps and fills."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from proofreading.document import Block, Document
from proofreading.proofreader import proofread

from .measures import known
from .texts import PROJECT, Text, sample_articles

TIMES = 15
LONG = 1_500


def measure_speed() -> dict[str, float]:
    """Medians of processor milliseconds, and of five fresh processes what they took."""
    blocks = [block for text in sample_articles() for block in text.document.blocks]
    long = _of(LONG, blocks)
    paragraph = max((block for block in blocks if len(block.text) < 800), key=lambda block: len(block.text))
    alone = Document((paragraph,))
    taken = {
        f"{LONG} words": _median(lambda: proofread(long, known())),
        f"a paragraph of {Text('', alone).words} words": _median(lambda: proofread(alone, known())),
        f"that paragraph of {LONG} words": _median(lambda: proofread(long, known(), {len(long.blocks) // 2})),
    }
    runs = [_fresh(paragraph.text) for _ in range(5)]
    return taken | {name: round(statistics.median(run[name] for run in runs), 1) for name in runs[0]}


def _of(words: int, blocks: list[Block]) -> Document:
    """The first blocks that have so many words together."""
    taken: list[Block] = []
    for block in blocks:
        if Text("", Document(tuple(taken))).words >= words:
            break
        taken.append(block)
    return Document(tuple(taken))


def _median(work: Callable[[], object]) -> float:
    work()
    times = []
    for _ in range(TIMES):
        began = time.process_time()
        work()
        times.append((time.process_time() - began) * 1e3)
    return round(statistics.median(times), 1)


def _fresh(paragraph: str) -> dict[str, float]:
    ran = subprocess.run(
        [sys.executable, "-m", "bench.proofreading.fresh", paragraph],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    row: dict[str, float] = json.loads(ran.stdout)
    return row
