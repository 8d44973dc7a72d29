"""What the page of a manuscript asks: which paragraph is what, the category, the words of each picture."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.core.exceptions import ValidationError
from django.http import QueryDict
from unfold.widgets import UnfoldAdminFileFieldWidget

from articles.models import Article, Category
from database.keys import read_key
from manuscripts import guesses, reading, sentences
from manuscripts.blocks import SeenPicture
from manuscripts.manuscript import Choice, Manuscript
from uploads.models import Image
from vietnamese.limits import too_long
from vietnamese.text import clean_multiline, clean_text

from .manuscripts import NewText, PictureTexts

NONE = ""
SHOWN_LENGTH = 110
NO_TITLE = "Chưa có tiêu đề. Hãy chọn đoạn làm tiêu đề, hoặc gõ tiêu đề."
NO_CATEGORY = "Chưa chọn chuyên mục."
NO_ALT = "Hãy mô tả ảnh: ảnh chụp những gì, cho người không nhìn thấy ảnh."
NO_CREDIT = "Hãy ghi nguồn ảnh, ví dụ: “Ảnh: Thùy Nhung”."
KEEPS = {
    "picture": "Lấy ảnh",
    "caption": "Bỏ ảnh, giữ chữ chú thích",
    "nothing": "Bỏ cả ảnh và chú thích",
}


class FilesInput(UnfoldAdminFileFieldWidget):
    """The theme's field, for several files."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        kinds = ",".join(f".{kind}" for kind in reading.KINDS)
        super().__init__({"accept": kinds, "multiple": True, "required": True, "aria-describedby": "manuscript-help"})


@dataclass
class PictureRow:
    """A picture on the page, with what is typed about it, and what is wrong with that."""

    number: int
    texts: PictureTexts
    taken: bool = False
    wrong: str = ""

    @property
    def keeps(self) -> list[tuple[str, str, bool]]:
        return [(value, label, value == self.texts.keeps) for value, label in KEEPS.items()]

    @property
    def is_kept(self) -> bool:
        return self.texts.keeps == "picture"


@dataclass
class ManuscriptForm:
    """The page's fields, of what was sent or of what is guessed. `inserts`: into a text that is being written, where
    no paragraph is taken out unless somebody says so.
    """

    manuscript: Manuscript
    choice: Choice
    typed_title: str
    category: int | None
    rows: list[PictureRow]
    inserts: bool = False
    common_credit: str = ""
    wrong: dict[str, str] = field(default_factory=dict)

    @classmethod
    def guessed(cls, manuscript: Manuscript, name: str, taken: dict[str, int], *, inserts: bool) -> "ManuscriptForm":
        choice = Choice(None, None, None) if inserts else manuscript.guess()
        title = "" if inserts or choice.title is not None else name.rpartition(".")[0]
        rows = [
            PictureRow(number, _texts_in(seen), str(number) in taken, _why(seen))
            for number, seen in enumerate(manuscript.pictures, 1)
        ]
        return cls(manuscript, choice, title, None, rows, inserts)

    @classmethod
    def sent(
        cls, manuscript: Manuscript, post: QueryDict, taken: dict[str, int], *, inserts: bool
    ) -> "ManuscriptForm":
        pieces = manuscript.pieces
        choice = Choice(
            _number(post.get("title_from"), guesses.titles(pieces)),
            _number(post.get("summary_from"), guesses.summaries(pieces)),
            _number(post.get("byline_from"), guesses.bylines(pieces)),
        )
        rows = [
            PictureRow(number, _texts(post, number), str(number) in taken)
            for number in range(1, len(manuscript.pictures) + 1)
        ]
        typed, credit = (clean_text(post.get(name, "")) for name in ("title", "credit"))
        return cls(manuscript, choice, typed, read_key(post.get("category")), rows, inserts, credit)

    def check(self) -> bool:
        """Whether an article can be made of it; `wrong` and each row say why not. No query."""
        self.wrong = {}
        limit = next(column.max_length or 0 for column in Article._meta.fields if column.name == "title")
        if not self.inserts and not self.title:
            self.wrong["title"] = NO_TITLE
        elif len(self.title) > limit:
            self.wrong["title"] = f"Tiêu đề {too_long(len(self.title), limit)}"
        if not self.inserts and self.category is None:
            self.wrong["category"] = NO_CATEGORY
        self.rows = [replace(row, wrong=_wrong_with(row)) for row in self.rows]
        return not self.wrong and not any(row.wrong for row in self.rows)

    def refuse(self, error: ValidationError) -> None:
        """Say what `body_of` or the save refused beside the picture, or for the whole text."""
        said = error.message_dict if hasattr(error, "error_dict") else {"body": error.messages}
        self.rows = [replace(row, wrong=" ".join(said.pop(str(row.number), []))) for row in self.rows]
        if rest := [sentence for of_field in said.values() for sentence in of_field]:
            self.wrong["body"] = " ".join(rest)

    @property
    def has_wrong_rows(self) -> bool:
        return any(row.wrong and row.is_kept for row in self.rows)

    @property
    def title(self) -> str:
        return self.typed_title or clean_text(self.manuscript.text(self.choice.title))

    def new_text(self) -> NewText:
        manuscript, choice = self.manuscript, self.choice
        return NewText(
            title=self.title,
            summary=manuscript.text(choice.summary),
            byline=manuscript.byline(choice.byline),
            choice=choice,
            pictures={row.number: row.texts for row in self.rows},
        )

    # What the page offers

    @property
    def title_options(self) -> list[tuple[str, str, bool]]:
        return self._options(guesses.titles(self.manuscript.pieces), self.choice.title)

    @property
    def summary_options(self) -> list[tuple[str, str, bool]]:
        return self._options(guesses.summaries(self.manuscript.pieces), self.choice.summary)

    @property
    def byline_options(self) -> list[tuple[str, str, bool]]:
        return self._options(guesses.bylines(self.manuscript.pieces), self.choice.byline)

    def _options(self, numbers: Sequence[int], chosen: int | None) -> list[tuple[str, str, bool]]:
        """(value, the first words of the paragraph, whether it is chosen), and none of them."""
        held = [(str(number), _short(self.manuscript.text(number)), number == chosen) for number in numbers]
        return [*held, (NONE, "Không lấy đoạn nào", chosen is None)]

    def categories(self) -> list[tuple[int, str, bool]]:
        """One query."""
        return [(pk, name, pk == self.category) for pk, name in Category.objects.as_choices()]


def _texts_in(seen: SeenPicture) -> PictureTexts:
    keeps = "picture" if not seen.refused else "caption" if seen.caption else "nothing"
    return PictureTexts(keeps, seen.alt, seen.credit, seen.caption)


def _why(seen: SeenPicture) -> str:
    return sentences.NO_PICTURE.get(seen.refused, "")


def texts_of(post: QueryDict, number: int) -> PictureTexts:
    """What was typed about the picture `number`; `credit` is that of all that have none of their own."""
    return _texts(post, number)


def wrong_with(texts: PictureTexts) -> str:
    return _wrong_with(PictureRow(0, texts))


def _texts(post: QueryDict, number: int) -> PictureTexts:
    keeps = post.get(f"picture-{number}-keeps", "picture")
    return PictureTexts(
        keeps if keeps in KEEPS else "picture",
        clean_text(post.get(f"picture-{number}-alt", "")),
        clean_text(post.get(f"picture-{number}-credit", "")) or clean_text(post.get("credit", "")),
        clean_multiline(post.get(f"picture-{number}-caption", "")),
    )


def _wrong_with(row: PictureRow) -> str:
    if not row.is_kept or row.taken:
        return ""
    if not row.texts.alt:
        return NO_ALT
    if not row.texts.credit:
        return NO_CREDIT
    limits = {column.name: column.max_length or 0 for column in Image._meta.fields}
    for label, name in (("Mô tả ảnh", "alt"), ("Nguồn ảnh", "credit")):
        text, limit = getattr(row.texts, name), limits[name]
        if len(text) > limit:
            return f"{label} {too_long(len(text), limit)}"
    return ""


def _number(sent: str | None, allowed: Sequence[int]) -> int | None:
    return int(sent) if sent and sent.isdecimal() and len(sent) < 6 and int(sent) in allowed else None


def _short(text: str) -> str:
    return text if len(text) <= SHOWN_LENGTH else f"{text[: SHOWN_LENGTH - 1]}…"
