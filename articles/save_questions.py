"""What a save is asked about: it may be an accident, and may be meant. The person answers, and the answer is for this
question alone: another accident asks again.

What may never be saved is in workflow.py and readiness.py; here stands only what somebody may want.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zlib import crc32

from django.utils import timezone

from accounts.models import User
from recordings.in_texts import keys_in, recordings_in
from richtext.text import html_to_text
from vietnamese.dates import format_time_date
from vietnamese.numbers import format_number

from .models import Article
from .workflow import DRAFT, PUBLISHED, REVIEW, is_same_minute

MIN_WORDS = 50  # of a text whose loss is worth a question
MIN_PICTURES = 3
LONG_AGO = timedelta(days=365)
LATE = timedelta(days=183)
SOON = timedelta(hours=12)
FIELDS_TO_EMPTY = ("summary", "cover", "byline", "source", "event")


@dataclass(frozen=True)
class SaveQuestion:
    """`sentence` says in Vietnamese what would happen and asks; `key` names exactly this: it is the answer that a
    form sends. `field` is the one of the form that it is about.
    """

    key: str
    sentence: str
    field: str


def save_questions(
    before: Article, after: Article, *, by: User, lost_tags: Sequence[str] = (), lost_attachments: Sequence[str] = ()
) -> list[SaveQuestion]:
    """The SaveQuestions about `after`, an article as `by` would save it, with `before`, the row as it is (empty for a
    new one). `lost_tags` and `lost_attachments` are the names of its tags and attachments, if it would have none any
    more.

    Of a draft of their own, people are asked only about a text that is nearly all gone and a day of years ago; an hour
    far ahead is asked about when they hand it in. No query but for rows that the two articles name and have not
    loaded, and one where the text shows a video or sound recording that readers are about to see.
    """
    own = after.status == before.status == DRAFT and (before.pk is None or before.created_by_id == by.pk)
    found = list(_of_body(before.body, after.body, is_own_draft=own))
    moments = list(_of_moments(before, after, timezone.now()))
    if own:
        return found + [question for question in moments if question.key.startswith("published_at-past")]
    found += moments
    found += _of_emptied(before, after)
    found += _of_recordings(before, after)
    for field, what, lost in (("tags", "thẻ", lost_tags), ("attachments", "tệp đính kèm", lost_attachments)):
        if lost:
            names = ", ".join(f"“{name}”" for name in lost)
            found.append(_question(field, "emptied", names, f"Bài sẽ không còn {what} nào (đang có {names})."))
    if before.status == PUBLISHED and before.category_id != after.category_id:
        moved = f"Bài đã xuất bản sẽ chuyển từ chuyên mục “{before.category}” sang “{after.category}”."
        found.append(_question("category", before.category_id, after.category_id, moved))
    return found


def words_in(body: str) -> int:
    """How many words the stored HTML `body` has."""
    return len(html_to_text(body, is_stored=True).split())


def _question(field: str, kind: object, value: object, sentence: str) -> SaveQuestion:
    return SaveQuestion(f"{field}-{kind}-{crc32(str(value).encode()):08x}", f"{sentence} Lưu như vậy?", field)


def _of_body(before: str, after: str, *, is_own_draft: bool) -> Iterator[SaveQuestion]:
    if before == after:
        return
    had, has = words_in(before), words_in(after)
    if had >= MIN_WORDS and has < had / (5 if is_own_draft else 2):
        less = f"Nội dung giảm từ {format_number(had)} xuống {format_number(has)} từ."
        yield _question("body", "words", (had, has), less if has else f"Toàn bộ {format_number(had)} từ sẽ mất.")
    pictures = before.count("<img"), after.count("<img")
    if pictures[0] >= MIN_PICTURES and pictures[1] < pictures[0] / 2 and not is_own_draft:
        fewer = f"Nội dung giảm từ {pictures[0]} xuống {pictures[1]} ảnh."
        yield _question("body", "pictures", pictures, fewer)


def _of_recordings(before: Article, after: Article) -> Iterator[SaveQuestion]:
    """About videos and sound recordings without what is said in them: when the article is handed in or published, and
    when one comes into a text that is.
    """
    if after.status not in (REVIEW, PUBLISHED):
        return
    had = set(keys_in(before.body)) if after.status == before.status else set()
    if not set(keys_in(after.body)) - had:
        return
    silent = [
        recording
        for key, recording in recordings_in(after.body).items()
        if key not in had and not recording.transcript.strip()
    ]
    if silent:
        names = ", ".join(f"“{recording.title}”" for recording in silent)
        keys = sorted(recording.key for recording in silent)
        what = "Video" if all(recording.is_video for recording in silent) else "Video, âm thanh"
        missing = f"{what} {names} chưa có lời thoại: người không nghe được sẽ không biết trong đó nói gì."
        yield _question("body", "transcript", keys, missing)


def _of_emptied(before: Article, after: Article) -> Iterator[SaveQuestion]:
    for name in FIELDS_TO_EMPTY:
        field = Article._meta.get_field(name)
        had, has = getattr(before, field.attname), getattr(after, field.attname)  # type: ignore[union-attr]
        if had and not has:
            label = str(field.verbose_name)  # type: ignore[union-attr]
            shown = f" (đang là “{getattr(before, name)}”)" if name in {"byline", "source", "event"} else ""
            yield _question(name, "emptied", had, f"Ô “{label[:1].upper()}{label[1:]}” sẽ để trống{shown}.")


def _of_moments(before: Article, after: Article, now: datetime) -> Iterator[SaveQuestion]:
    comes_nearer = before.status != after.status and after.status in (REVIEW, PUBLISHED)
    shown_from, expires = after.published_at, after.expires_at
    is_set = not is_same_minute(shown_from, before.published_at)
    if shown_from and (is_set or comes_nearer):
        yield from _of_publication(before, after, shown_from, now, is_set=is_set)
    if expires and (is_set or comes_nearer or not is_same_minute(expires, before.expires_at)):
        yield from _of_expiry(expires, max(now, shown_from or now), now, is_shown=after.status == PUBLISHED)


def _of_publication(
    before: Article, after: Article, shown_from: datetime, now: datetime, *, is_set: bool
) -> Iterator[SaveQuestion]:
    written = format_time_date(shown_from)
    if is_set and shown_from < now - LONG_AGO:
        years = (now - shown_from) // LONG_AGO
        yield _question("published_at", "past", written, f"Ngày xuất bản {written} lùi về {years} năm trước.")
    elif shown_from > now + LATE:
        days = format_number((shown_from - now).days)
        yield _question("published_at", "far", written, f"Ngày xuất bản {written}: {days} ngày nữa bài mới hiện.")
    elif shown_from > now and after.status == before.status == PUBLISHED and before.is_visible(now):
        hides = f"Bài đang hiện sẽ ẩn với bạn đọc, đến {written} mới hiện lại."
        yield _question("published_at", "hides", written, hides)


def _of_expiry(expires: datetime, begins: datetime, now: datetime, *, is_shown: bool) -> Iterator[SaveQuestion]:
    if expires <= now:
        end = "bạn đọc sẽ không thấy bài" if is_shown else "xuất bản thì bạn đọc không thấy bài"
        yield _question("expires_at", "past", expires, f"Giờ hết hạn {format_time_date(expires)} đã qua: {end}.")
    elif expires - begins < SOON:
        short = f"Bài chỉ hiện {_length(expires - begins)}, đến {format_time_date(expires)} là hết hạn."
        yield _question("expires_at", "soon", expires, short)


def _length(span: timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    return f"{minutes // 60} giờ" if minutes >= 60 else f"{minutes} phút"
