"""Manuscripts that wait: files of word processors, read and kept for a day, until their sender makes an article."""

import io
import os
import zipfile
from dataclasses import dataclass, field
from html import escape
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from accounts.models import User
from articles.models import Article, Category
from articles.workflow import DRAFT, move
from manuscripts import reading
from manuscripts.manuscript import Choice, Manuscript, figure, image_of
from newsroom.models import MANUSCRIPT_FOLDER, NAME_MAX, StoredManuscript
from revisions.saving import saved_by
from richtext.sanitize import sanitize_html
from uploads.checks import IMAGE_MAX_BYTES, Refused, open_image
from uploads.images import take_in
from uploads.models import Image
from uploads.refusals import RefusedForOthers, shown_name
from uploads.storage import DISK_REFUSED, make_sure_it_fits
from vietnamese.text import clean_text

MAX_KEPT = 50
PREVIEW_SIDE = 480
TOO_MANY = (
    f"Bạn đang có {MAX_KEPT} tệp đã đọc mà chưa tạo bài. "
    "Hãy tạo bài từ các tệp ấy, hoặc bỏ bớt, rồi tải tệp này lên lại."
)
LOST = "Ảnh không còn trên máy chủ. Hãy tải tệp lên lại."
TOO_HEAVY = "Ảnh này nặng quá 32 MB. Hãy thu nhỏ ảnh trong Word (Compress Pictures), rồi tải tệp lên lại."
OTHER_ALT = "Bài này dùng mô tả bạn gõ."
OTHER_CREDIT = "Nguồn ảnh ghi theo thư viện: “{}”; muốn đổi, hãy sửa ở thư viện ảnh."
NOTE = "Đọc từ tệp “{}”."


@dataclass(frozen=True)
class PictureTexts:
    """What is typed about a picture; `keeps`: "picture", "caption" (its words alone) or "nothing"."""

    keeps: str = "picture"
    alt: str = ""
    credit: str = ""
    caption: str = ""


@dataclass(frozen=True)
class NewText:
    """What a text is made of: the columns that were chosen or typed, and what to do with each picture."""

    title: str
    summary: str
    byline: str
    choice: Choice
    pictures: dict[int, PictureTexts] = field(default_factory=dict)


def store(sent: "File[bytes]", user: User) -> StoredManuscript:
    """Read the file `sent` and keep it for `user`. Raises Refused. Two queries, and the work of a child process."""
    name = shown_name(sent.name)
    reading.check_name(name, sent.size or 0)
    if StoredManuscript.objects.kept(user).count() >= MAX_KEPT:
        raise RefusedForOthers(TOO_MANY)
    content = sent.read()
    read, _ = reading.read(content, name)
    key = uuid4()
    place = f"{MANUSCRIPT_FOLDER}/{key.hex}.{name.rpartition('.')[2].lower()}"
    make_sure_it_fits(default_storage, len(content))
    try:
        os.makedirs(default_storage.path(MANUSCRIPT_FOLDER), mode=0o700, exist_ok=True)
        default_storage.save(place, ContentFile(content))
    except OSError as error:
        raise Refused(DISK_REFUSED) from error
    return StoredManuscript.objects.create(key=key, user=user, name=clean_text(name)[:NAME_MAX], file=place, read=read)


def drop(stored: StoredManuscript) -> None:
    """Forget a manuscript, at once: its row, and its file after the commit. One query."""
    stored.delete()
    transaction.on_commit(lambda: default_storage.delete(stored.file))


# Pictures


def picture_content(stored: StoredManuscript, manuscript: Manuscript, number: int) -> "File[bytes]":
    """The picture `number` (from 1) as it lies in the file. Raises Refused."""
    if not 0 < number <= len(manuscript.pictures):
        raise Refused(LOST)
    part = manuscript.pictures[number - 1].part
    try:
        with default_storage.open(stored.file) as file, zipfile.ZipFile(file) as archive:
            if archive.getinfo(part).file_size > IMAGE_MAX_BYTES:
                raise Refused(TOO_HEAVY)
            return ContentFile(archive.read(part), name=part.rpartition("/")[2])
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise Refused(LOST) from error


def preview(stored: StoredManuscript, manuscript: Manuscript, number: int) -> bytes:
    """A small WebP of the picture `number`. Raises Refused."""
    picture = open_image(picture_content(stored, manuscript, number))
    picture.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    written = io.BytesIO()
    picture.convert("RGBA" if picture.has_transparency_data else "RGB").save(written, "WEBP", quality=75)
    return written.getvalue()


def take_picture(stored: StoredManuscript, manuscript: Manuscript, number: int, texts: PictureTexts) -> Image:
    """The picture `number` in the library: as it was taken before, or anew. Raises Refused. What is taken stays, if
    the article comes to nothing: a whole picture with its words.
    """
    known = Image.objects.filter(pk=stored.taken.get(str(number))).first()
    if known is not None:
        return known
    content = picture_content(stored, manuscript, number)
    taken = take_in(content, alt=texts.alt, credit=texts.credit, caption=texts.caption, by=stored.user)
    with transaction.atomic():
        locked = StoredManuscript.objects.select_for_update().only("taken").filter(pk=stored.pk).first()
        if locked is not None:
            stored.taken = locked.taken | {str(number): taken.image.pk}
            StoredManuscript.objects.filter(pk=stored.pk).update(taken=stored.taken)
    return taken.image


# Texts


def images_of(stored: StoredManuscript, manuscript: Manuscript, new: NewText) -> dict[int, Image]:
    """The pictures of the text by number, taken into the library. Raises ValidationError with a sentence for each that
    cannot be ({number: sentence}).
    """
    images: dict[int, Image] = {}
    refused = {}
    for number, texts in new.pictures.items():
        if texts.keeps == "picture":
            try:
                images[number] = take_picture(stored, manuscript, number, texts)
            except Refused as error:
                refused[str(number)] = str(error)
    if refused:
        raise ValidationError(refused)
    return images


def library_notes(new: NewText, images: dict[int, Image]) -> list[str]:
    """A sentence about each of `images` that the library has had with other words than were typed."""
    notes = []
    for number, image in images.items():
        texts = new.pictures[number]
        said = [OTHER_ALT] if texts.alt and texts.alt != image.alt else []
        if texts.credit and texts.credit != image.credit:
            said.append(OTHER_CREDIT.format(image.credit))
        if said:
            notes.append(f"Ảnh {number} đã có trong thư viện với chữ khác, thư viện giữ nguyên. {' '.join(said)}")
    return notes


def body_of(manuscript: Manuscript, new: NewText, images: dict[int, Image]) -> str:
    """The clean HTML of the text with `images`: descriptions and captions as typed, sources as the library has."""

    def shown(number: int) -> str:
        texts = new.pictures.get(number, PictureTexts(keeps="nothing"))
        image = images.get(number)
        if image is None:
            return _words(texts) if texts.keeps == "caption" else ""
        words = {"alt": texts.alt or image.alt, "caption": texts.caption, "credit": image.credit}
        return figure(image.url, image.width, image.height, **words)

    def in_table(number: int) -> str:
        image = images.get(number)
        if image is None:
            return ""
        return image_of(image.url, image.width, image.height, alt=new.pictures[number].alt or image.alt)

    return sanitize_html(manuscript.body(new.choice, shown, in_table))


def _words(texts: PictureTexts) -> str:
    words = " ".join(filter(None, (texts.caption, texts.credit)))
    return f'<p class="center">{escape(words, quote=False)}</p>' if words else ""


def made_of(key: object, by: User) -> Article | None:
    """The article that `by` has made of the manuscript `key`. One query."""
    made: Article | None = Article.objects.filter(form_key=key, created_by=by).first()
    return made


def make_article(stored: StoredManuscript, new: NewText, body: str, category: Category) -> Article | None:
    """A draft of the sender, with a revision that says where it comes from; the manuscript is gone with it. None if
    one was made of it already, at this moment too. Raises ValidationError for a text that is too long.
    """
    by = stored.user
    article = Article(
        **{"title": new.title, "summary": new.summary, "byline": new.byline, "body": body, "category": category},
        **{"created_by": by, "saved_by": by, "form_key": stored.key, "edition": 1},
    )
    try:
        with transaction.atomic(), saved_by(by):
            move(article, DRAFT, by=by, source=DRAFT, note=NOTE.format(stored.name))
            drop(stored)
    except IntegrityError:
        if Article.with_binned.filter(form_key=stored.key).exists():
            return None
        raise
    return article
