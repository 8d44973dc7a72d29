"""Real words that are wrong beside their neighbours: `thủ túc` for `thủ tục`."""

from collections.abc import Sequence
from math import log
from typing import NamedTuple

from ..known import PairCounts
from ..lexicon import Lexicon
from ..tokens import Run, in_case_of
from .evidence import Features, Place, score
from .reading import Reading
from .weights import REAL, REAL_BASE, REAL_FROM

ARCHIVED = 3  # times that the portal's own archive has a pair, from which on it is no slip
ARCHIVE_WEIGHT = 0.5
ARCHIVE_REACH = 2.0  # the archive decides only between candidates this near to the threshold


_LAST = "à ạ á ư nhé nhỉ hả chứ đấy thôi vậy mà nha hở cơ"
_NUMBERS = "hai ba bốn sáu bảy tám chín mười mươi"
_COUNTED = "giờ ngày tháng tuần người hộ xã thôn bản huyện tỉnh lần năm phút tờ cái con chiếc việc"
LAST, NUMBERS, COUNTED = (frozenset(words.split()) for words in (_LAST, _NUMBERS, _COUNTED))

# What a dictionary adds to the score, where the candidate makes a word that the text lacks the marks of, and what
# stands there makes none. In the texts that the weights are fitted on it finds one slip in a hundred more, and nothing
# false.
OF_DICTIONARY = 4.0
NO_LESS = -0.5  # log ratio of the pairs on the other side
FAR_MORE = 4.0  # and on the side of the word


class Better(NamedTuple):
    """A surer syllable; `phrase` is what stands there with the neighbour that says so, `meant` what may be meant."""

    score: float
    syllable: str
    phrase: str
    meant: str


def better(lexicon: Lexicon, run: Run, index: int, reading: Reading, archive: PairCounts | None) -> Better | None:
    """The syllable that ought to stand at `index` of a run instead of the known one that does."""
    word = run[index].syllable
    if _is_left_alone(run, index):
        return None
    place = Place(lexicon, run, index, reading.elsewhere)
    if (place.left is None and place.right is None) or place.is_sure:
        return None
    best, found = REAL_FROM, None
    # Names cannot be told from words there, so that only the dictionary counts.
    is_in_capitals = run[index].text.isupper() and not run[index].is_capital
    left, right = (side.number if side else None for side in (place.left, place.right))
    for near in lexicon.beside(lexicon.near(word), left, right):
        features = place.features(near, paired=True)
        if features is None or (is_in_capitals and not features.with_either):
            continue
        reached = sureness(features)
        if archive is not None and reached > REAL_FROM - ARCHIVE_REACH:
            reached += _of_archive(archive, place, near.syllable)
        if reached > best:
            best, found = reached, (near.syllable, features.left >= features.right)
    if found is None:
        return None
    meant, by_left = reading.spelled(found[0]), found[1]
    return Better(best, meant, *_phrases(run, index, place, meant, by_left))


def _is_left_alone(run: Run, index: int) -> bool:
    """Whether it is a word of talk that ends what is said (`đấy à`), or a number before what it counts (`bảy giờ`):
    counts know little of both. Nothing is known of a word between two of itself.
    """
    word = run[index].syllable
    if 0 < index < len(run) - 1 and run[index - 1].syllable == word == run[index + 1].syllable:
        return True
    if index + 1 == len(run):
        return word in LAST and index > 0
    return word in NUMBERS and run[index + 1].syllable in COUNTED


def sureness(features: Features, weights: Sequence[float] = REAL, base: float = REAL_BASE) -> float:
    """How much surer a candidate is than what stands there; a finding is one that reaches `REAL_FROM`."""
    return score(features, weights) + base + (OF_DICTIONARY if _is_of_dictionary(features) else 0)


def _is_of_dictionary(features: Features) -> bool:
    if features.grammar_here or features.this_elsewhere > 0 or min(features.left, features.right) < NO_LESS:
        return False
    if not (features.tone or features.marks or features.no_marks) or (features.has_left and features.has_right):
        return False
    by_left = features.with_left and features.left > FAR_MORE and not features.left_support and not features.left_bound
    return bool(by_left) or bool(
        features.with_right and features.right > FAR_MORE and not features.right_support and not features.right_bound
    )


def _of_archive(archive: PairCounts, place: Place, syllable: str) -> float:
    """How much the portal's own texts speak for `syllable`; without bound against it when they have this pair."""
    weight = 0.0
    for neighbour, first in ((place.left, True), (place.right, False)):
        if neighbour:
            here, there = (
                archive.pair(neighbour.syllable, one) if first else archive.pair(one, neighbour.syllable)
                for one in (place.syllable, syllable)
            )
            if here >= ARCHIVED:
                return -100
            weight += ARCHIVE_WEIGHT * log((there + 1) / (here + 1))
    return weight


def _phrases(run: Run, index: int, place: Place, syllable: str, by_left: bool) -> tuple[str, str]:
    """(what stands there, what may be meant), each with the neighbour that decides."""
    word, instead = run[index].text, in_case_of(run[index], syllable)
    if (by_left and place.left) or place.right is None:
        before = run[index - 1].text
        return f"{before} {word}", f"{before} {instead}"
    after = run[index + 1].text
    return f"{word} {after}", f"{instead} {after}"
