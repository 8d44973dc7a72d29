"""Makes rows of the library: of an address, or of a file that is checked, freed of what a camera noted, and stored."""

from dataclasses import dataclass
from typing import Any

from django.core.files import File
from django.db import IntegrityError, transaction

from uploads.models import Image
from uploads.names import digest_of, stored_name
from uploads.refusals import Refused, RefusedForOthers
from uploads.storage import DISK_REFUSED, make_sure_it_fits
from vietnamese.limits import too_long
from vietnamese.text import clean_multiline, clean_text

from . import mp4
from .addresses import read_address
from .binned import sent_anew, source_of
from .changes import changed
from .checks import check_recording
from .fields import read_length
from .models import TRANSCRIPT_MAX, Recording

NO_TITLE = "Hãy ghi tên, ví dụ: “Chủ tịch xã trả lời về thủ tục đất đai”."
NO_STILL = "Hãy chọn ảnh đại diện: bạn đọc thấy ảnh này trước khi bấm xem video."
NOTHING = "Hãy dán địa chỉ của video, hoặc chọn một tệp MP4, M4A hay MP3."
BOTH = "Có cả địa chỉ lẫn tệp. Hãy bỏ một trong hai."
CAME_BACK = "“{}” đang ở thùng rác nên đã được khôi phục, với tên, ảnh và lời thoại đã lưu trước đó."
KNOWN = "Đã có trong thư viện với tên “{}” nên dùng lại; tên, ảnh và lời thoại đã lưu trước đó được giữ nguyên."


@dataclass(frozen=True)
class Words:
    """What a person says of a recording; `length` as it is typed ("3:12"), and only of an address."""

    title: str
    still: Image | None = None
    transcript: str = ""
    length: str = ""

    def cleaned(self) -> "Words":
        """These words as they are stored. Raises Refused for what is missing or too long."""
        title, transcript = clean_text(self.title), clean_multiline(self.transcript)
        limit = Recording._meta.get_field("title").max_length or 0
        if not title:
            raise RefusedForOthers(NO_TITLE)
        if len(title) > limit:
            raise RefusedForOthers(f"Tên {too_long(len(title), limit)}")
        if len(transcript) > TRANSCRIPT_MAX:
            raise RefusedForOthers(f"Lời thoại {too_long(len(transcript), TRANSCRIPT_MAX)}")
        return Words(title, self.still, transcript, self.length)


@dataclass(frozen=True)
class TakenIn:
    """The row for what was sent, and whether it was there before, or in the bin."""

    recording: Recording
    is_known: bool = False
    came_back: bool = False

    @property
    def note(self) -> str:
        """What the person is told who sent it; "" of a new one."""
        if self.came_back:
            return CAME_BACK.format(self.recording.title)
        return KNOWN.format(self.recording.title) if self.is_known else ""


def take_in(address: str, file: "File[bytes] | None", words: Words, *, by: Any) -> TakenIn:
    """The row of the recording at `address` or in `file`, whichever is given. Raises Refused."""
    if file is not None and address.strip():
        raise RefusedForOthers(BOTH)
    if file is not None:
        return take_in_file(file, words, by=by)
    if not address.strip():
        raise RefusedForOthers(NOTHING)
    return take_in_address(address, words, by=by)


def take_in_address(address: str, words: Words, *, by: Any) -> TakenIn:
    """The row for a typed address; one that is there already, or in the bin, stays as it is. Three queries.
    Raises Refused."""
    source = read_address(address)
    words = words.cleaned()
    seconds = read_length(words.length)
    rows = Recording.objects.filter(provider=source.provider, code=source.code)
    if known := rows.first():
        return TakenIn(known, is_known=True)
    if back := sent_anew(source_of(source.provider, source.code), by):
        return TakenIn(back, came_back=True)
    recording = _new(source.kind, words, by)
    recording.provider, recording.code, recording.seconds = source.provider, source.code, seconds
    return _saved(recording, rows)


def take_in_file(file: "File[bytes]", words: Words, *, by: Any) -> TakenIn:
    """The row for a sent file, with the file stored; the same bytes sent again are the row that is there, or in
    the bin. Three queries. Raises Refused, also for a full disk.
    """
    facts = check_recording(file)
    words = words.cleaned()
    digest = digest_of(file)
    rows = Recording.objects.filter(content_hash=digest)
    if known := rows.first():
        return TakenIn(known, is_known=True)
    if back := sent_anew(source_of(Recording.Provider.FILE, "", digest), by):
        return TakenIn(back, came_back=True)
    recording = _new(facts.kind, words, by)
    recording.provider = Recording.Provider.FILE
    recording.size, recording.content_hash, recording.seconds = file.size, digest, facts.seconds
    if facts.movie:
        mp4.blank(file, facts.movie)  # type: ignore[arg-type]  # Django's files can be written
    field = recording.file
    make_sure_it_fits(field.storage, file.size)
    try:
        field.save(stored_name(file.name or "", digest, facts.extension), file, save=False)
    except OSError as error:
        raise Refused(DISK_REFUSED) from error
    return _saved(recording, rows)


def changed_words(recording: Recording, words: Words) -> Recording:
    """`recording` saved with other words; whoever shows it hears of that. Two queries. Raises Refused."""
    words = words.cleaned()
    if recording.is_video and words.still is None:
        raise RefusedForOthers(NO_STILL)
    before = recording.title, recording.transcript
    if recording.provider != Recording.Provider.FILE:
        recording.seconds = read_length(words.length)
    recording.title, recording.transcript, recording.still = words.title, words.transcript, words.still
    recording.save()
    if before != (recording.title, recording.transcript):
        changed(recording)
    return recording


def _new(kind: str, words: Words, by: Any) -> Recording:
    if kind == Recording.Kind.VIDEO and words.still is None:
        raise RefusedForOthers(NO_STILL)
    return Recording(kind=kind, title=words.title, still=words.still, transcript=words.transcript, uploaded_by=by)


def _saved(recording: Recording, same: Any) -> TakenIn:
    """Save a new row; if somebody has sent the same at this moment, theirs is taken and the file of ours goes."""
    try:
        with transaction.atomic():
            recording.save()
    except IntegrityError:
        known = same.first()
        if recording.file:
            recording.file.delete(save=False)
        if known is None:
            raise
        return TakenIn(known, is_known=True)
    except BaseException:
        if recording.file:
            recording.file.delete(save=False)
        raise
    return TakenIn(recording)
