"""The house dictionary at work: which words count for whom, how one comes in and is taken back.

Whatever changes a word, or who proposes it, locks its row first; whoever changes several does so in the order of
`locked`. So two who come at once wait for each other and never for ever.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.db.models.functions import Collate

from accounts.models import User
from database.recent import Recent
from revisions.bin.binning import put
from revisions.saving import keep, saved_by
from vietnamese.text import canonical

from .models import HouseWord, OwnWord
from .words import NotAWord, impossible_in, is_everyday, read_word, warning

ADDS, DELETES = "copyediting.add_houseword", "copyediting.delete_houseword"
SECONDS, SHARE = 5.0, 200  # a reading is good for so long, and for so many times as long as it took
MAX_OWN = 500  # that one person proposes and nobody has looked at
MAX_LINES = 500
TRIES = 5  # to find a word that others make and take back at the same moment

Standing = HouseWord.Standing


@dataclass(frozen=True)
class Words:
    """`words` in canonical form, `names` as they are written."""

    words: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


def _read_in_use() -> Words:
    return _words(HouseWord.objects.in_use().values_list("text", "canonical", "kind").order_by())


_in_use = Recent(_read_in_use, seconds=lambda words, took: max(SECONDS, SHARE * took), initial=Words())


def words_of_house() -> Words:
    """The words that count for everybody. One query every five seconds."""
    return _in_use.get()


def words_for(user: User) -> Words:
    """The words of the house, and those that `user` has proposed. One query, and one more every five seconds."""
    house = _in_use.get()
    own = _words(HouseWord.objects.own_of(user).values_list("text", "canonical", "kind").order_by()[:MAX_OWN])
    return Words(house.words | own.words, house.names | own.names)


def expire() -> None:
    """Read them again, after a change that this process knows of."""
    _in_use.expire()


class NotTaken(Exception):
    """The word is not taken; `str()` says in Vietnamese why."""


@dataclass(frozen=True)
class Learned:
    """`word` is in the dictionary, or `is_own`: it counts for who proposed it until an editor has looked at it."""

    word: HouseWord
    is_own: bool
    says: str


def learn(text: str, by: User, kind: str = "") -> Learned:
    """“Không nhắc … nữa”: take `text` into the dictionary, or as a word of `by`, who may not add to it. Twice is
    once. Some queries. Raises NotTaken.
    """
    try:
        word = read_word(text)
    except NotAWord as error:
        raise NotTaken(str(error)) from error
    if is_everyday(word) and not HouseWord.objects.called(word):
        raise NotTaken(warning(word))
    kind = kind if kind in HouseWord.Kind.values else _kind_of(word)
    with saved_by(by):
        learned = _take_in(word, kind, by) if by.has_perm(ADDS) else _propose(word, kind, by)
    transaction.on_commit(expire)
    return learned


def take_back(text: str, by: User) -> str:
    """Let proofreading look at `text` again: for everybody where `by` may delete it, else in the texts of `by`.
    Returns a sentence; "" where there is nothing to take back. Some queries.
    """
    try:
        text = read_word(text)
    except NotAWord:
        return ""
    with saved_by(by):
        word = _locked(text)
        if word is None:
            return ""
        if by.has_perm(DELETES):
            put(word, by)
            transaction.on_commit(expire)
            return f"Đã bỏ “{word}” khỏi từ điển; lấy lại được ở “Thùng rác”."
        if not give_up(word, by):
            return ""
    return f"“{word}” lại được soát trong bài của bạn."


def _take_in(text: str, kind: str, by: User) -> Learned:
    word, created = _row(text, kind, Standing.USED, by)
    if created:
        return Learned(word, False, f"Đã thêm “{word}” vào từ điển của tòa soạn.")
    if word.standing == Standing.USED:
        return Learned(word, False, f"Từ điển của tòa soạn đã có “{word}”.")
    accept(word)
    return Learned(word, False, f"Đã nhận “{word}” vào từ điển của tòa soạn.")


def _propose(text: str, kind: str, by: User) -> Learned:
    if HouseWord.objects.own_of(by).count() >= MAX_OWN:
        raise NotTaken(f"Bạn đã có {MAX_OWN} từ chờ duyệt; xin nhờ biên tập viên xem rồi thêm tiếp.")
    word, _ = _row(text, kind, Standing.PROPOSED, by)
    if word.standing == Standing.USED:
        return Learned(word, False, f"Từ điển của tòa soạn đã có “{word}”.")
    if word.standing == Standing.REFUSED:
        raise NotTaken(f"Biên tập viên đã không nhận “{word}” vào từ điển; chỗ nào đúng thì bấm “Bỏ qua”.")
    OwnWord.objects.get_or_create(word=word, user=by)
    return Learned(word, True, f"“{word}” thôi bị nhắc trong bài của bạn; biên tập viên sẽ xem để nhận vào từ điển.")


def _row(text: str, kind: str, standing: str, by: User) -> tuple[HouseWord, bool]:
    """(the row of this word, locked, whether it was made now); two who add one at once make one. Raises NotTaken where
    others make it and take it back all the time.
    """
    for _ in range(TRIES):
        if found := _locked(text):
            return found, False
        word = HouseWord(text=text, kind=kind, standing=standing, added_by=by)
        keep(word)
        with suppress(IntegrityError), transaction.atomic():  # somebody was quicker, and may have taken it back since
            word.save()
            return word, True
    raise NotTaken(f"Nhiều người đang sửa “{text}” trong từ điển cùng lúc; xin bấm lại.")


def _locked(text: str) -> HouseWord | None:
    """The word spelled like `text`, locked. One query."""
    return HouseWord.objects.select_for_update(of=("self",)).called(text)


def locked(words: "QuerySet[HouseWord]") -> list[HouseWord]:
    """`words`, locked in the order of their canonical forms, whatever order they had; what they are by now, the caller
    looks at. Two queries: by their keys alone, since what a list joins would be as it was before the wait.
    """
    keys = list(words.order_by().values_list("pk", flat=True))
    rows = HouseWord.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    return list(rows.order_by(Collate("canonical", "C")))


def accept(word: HouseWord) -> None:
    """Call it inside of `saved_by`. Those for whom it counted already need no rows of their own."""
    _stand(word, Standing.USED)


def refuse(word: HouseWord) -> None:
    """Call it inside of `saved_by`. It counts for nobody any more."""
    _stand(word, Standing.REFUSED)


def _stand(word: HouseWord, standing: str) -> None:
    if word.standing != standing:
        keep(word)
        word.standing = standing
        word.save()
    word.own.all().delete()


def give_up(word: HouseWord, by: User) -> bool:
    """Call it inside of `saved_by`: whether it counted for `by`, which ends. A word that nobody proposes any more goes
    to the bin. Locks the word.
    """
    stored = HouseWord.objects.select_for_update(of=("self",)).filter(pk=word.pk).first()
    if stored is None:
        return False
    deleted = OwnWord.objects.filter(word=stored, user=by).delete()[0]
    if deleted and stored.standing == Standing.PROPOSED and not stored.own.exists():
        put(stored, by)
    return bool(deleted)


@dataclass
class Report:
    """What became of many lines: words, of which some are `everyday`; and lines that were not taken, with the sentence
    why.
    """

    added: list[str] = field(default_factory=list)
    there: list[str] = field(default_factory=list)
    everyday: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    doubted: list[str] = field(default_factory=list)  # refused lines that are taken from whoever is sure


def add_many(lines: Iterable[str], kind: str, by: User, *, is_sure: bool = False) -> Report:
    """Take in each line: a word, or what the file of the list has of one ("Bến Lam; Địa danh; ghi chú"). What looks
    like a slip is taken only if `by` `is_sure`. A dozen queries a line; at most MAX_LINES.
    """
    report = Report()
    read: list[_Line] = []
    for number, line in enumerate(list(lines)[:MAX_LINES]):
        try:
            read.append(_read_line(number, line, kind, is_sure=is_sure))
        except NotAWord as error:
            report.refused.append((line, str(error)))
            report.doubted.extend([line] if isinstance(error, _Doubted) else [])
    taken: list[tuple[_Line, HouseWord, bool]] = []
    with saved_by(by):
        for each in sorted(read, key=lambda each: canonical(each.text)):  # the order of `locked`
            try:
                word, is_new = _row(each.text, each.kind, Standing.USED, by)
            except NotTaken as error:
                report.refused.append((each.line, str(error)))
                continue
            taken.append((each, word, is_new or word.standing != Standing.USED))
            if is_new and each.note:
                word.note = each.note[:200]
                word.save()
            accept(word)
    for _, word, is_added in sorted(taken, key=lambda each: each[0].number):
        (report.added if is_added else report.there).append(str(word))
        if is_added and is_everyday(word.text):
            report.everyday.append(word.text)
    transaction.on_commit(expire)
    return report


@dataclass(frozen=True)
class _Line:
    """A line of many, as it came: the word, and what is said of it."""

    number: int
    line: str
    text: str
    kind: str
    note: str


class _Doubted(NotAWord):
    """It may be a slip."""


def _read_line(number: int, line: str, kind: str, *, is_sure: bool) -> _Line:
    """Raises NotAWord."""
    text, named, note = (*(part.strip() for part in line.split(";", 2)), "", "")[:3]
    kinds = {label.casefold(): value for value, label in HouseWord.Kind.choices}
    if named and named.casefold() not in kinds:
        raise NotAWord(
            f"“{text}; {named}”: sau dấu chấm phẩy phải là loại ({', '.join(HouseWord.Kind.labels)}). Nếu là nhiều từ "
            "thì xin ghi mỗi dòng một từ."
        )
    word = read_word(text)
    if not is_sure and (impossible := impossible_in(word)) and not HouseWord.objects.called(word):
        raise _Doubted(f"“{word}”: tiếng Việt không có chữ “{impossible}”; có phải gõ nhầm?")
    return _Line(number, line, word, kinds.get(named.casefold(), kind), note)


def _kind_of(word: str) -> str:
    """What a word that was not said to be anything is: with capitals the name of something."""
    return HouseWord.Kind.NAME if word[:1].isupper() else HouseWord.Kind.WORD


def _words(rows: Iterable[tuple[str, str, str]]) -> Words:
    found = list(rows)
    is_word = HouseWord.Kind.WORD
    return Words(
        frozenset(spelled for _, spelled, kind in found if kind == is_word),
        frozenset(text for text, _, kind in found if kind != is_word),
    )
