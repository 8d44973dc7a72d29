"""A function word too many, between the halves of a word: `nhân của dân`."""

from math import log

from ..lexicon import Lexicon
from ..tokens import Run

# What fingers and mended sentences leave behind; numbers, tenses and the like part words on
# purpose ("làm được gì", "một cô làm ba việc").
_LEFT_BEHIND = "của là các những và với cho thì để về trong rằng bởi do tại"
LEFT_BEHIND = frozenset(_LEFT_BEHIND.split())
TOGETHER_FROM = 20  # times that the halves stand side by side
SURE_FROM = 7.5  # log ratio of the halves side by side over the halves with the word between them, by counts of pairs


def is_extra(lexicon: Lexicon, run: Run, index: int) -> bool:
    """Whether the syllable at `index` of a run parts two that belong together."""
    if not 0 < index < len(run) - 1:
        return False
    one, word, two = (lexicon.numbers.get(run[at].syllable) for at in (index - 1, index, index + 1))
    if one is None or word is None or two is None or run[index].syllable not in LEFT_BEHIND:
        return False
    _, together, is_word = lexicon.counted(one, two)
    if not is_word or together < TOGETHER_FROM or one == two:
        return False
    before, after = lexicon.counted(one, word), lexicon.counted(word, two)
    if before[2] or after[2] or _belongs_elsewhere(lexicon, run, index):
        return False
    parted = (before[1] + 0.5) * (after[1] + 0.5) / max(1, lexicon.counts[word])
    return log(together / parted) > SURE_FROM


def _belongs_elsewhere(lexicon: Lexicon, run: Run, index: int) -> bool:
    """Whether one of the halves makes a word with its other neighbour."""
    before = index > 1 and lexicon.is_compound(run[index - 2].syllable, run[index - 1].syllable)
    return before or (index + 2 < len(run) and lexicon.is_compound(run[index + 1].syllable, run[index + 2].syllable))
