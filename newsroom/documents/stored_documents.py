"""Documents taken in while an article is written: stored at once, attached by the save."""

from pathlib import PurePosixPath

from django.core.files.base import File
from django.utils import timezone

from accounts.models import User
from articles.binned_attachments import with_content, with_file
from articles.models import Attachment
from newsroom.models import NAME_MAX, StoredDocument
from uploads.checks import Refused, examine_document
from uploads.names import digest_of, stored_name
from uploads.refusals import RefusedForOthers
from uploads.storage import DISK_REFUSED, make_sure_it_fits
from vietnamese.text import clean_text

MAX_UNATTACHED = 200
BINNED = "Tệp này đang ở thùng rác với tên “{}”; lưu bài thì tệp được khôi phục."
NO_FILE = "Chưa có tệp nào được gửi lên. Hãy chọn tệp rồi thử lại."
TOO_MANY = (
    f"Bạn đang có {MAX_UNATTACHED} tệp đã tải lên mà chưa gắn vào bài nào. Hãy lưu bài để gắn các tệp ấy rồi tải tiếp."
)


def store(sent: "File[bytes]", user: User) -> StoredDocument:
    """Check the uploaded file `sent` and store it for `user`, who attaches it later. Three queries.

    What is in the bin already, as far as the user may see it, is not stored again: it comes back from there when it is
    attached. Raises uploads.checks.Refused, also for a full disk.
    """
    name = PurePosixPath((sent.name or "").replace("\\", "/")).name
    checked, digest = examine_document(sent, name), digest_of(sent)
    if StoredDocument.objects.unattached().filter(user=user).count() >= MAX_UNATTACHED:
        raise RefusedForOthers(TOO_MANY)
    document = StoredDocument(user=user, name=clean_text(name)[:NAME_MAX], size=sent.size, pages=checked.pages or 0)
    if binned := with_content(digest, user):
        document.file.name = binned.file
        document.save()
        return document
    make_sure_it_fits(document.file.storage, sent.size)
    try:
        document.file.save(stored_name(name, digest, checked.extension), sent, save=False)
    except OSError as error:
        raise Refused(DISK_REFUSED) from error
    document.save()
    return document


def attach(document: StoredDocument, attachment: Attachment) -> None:
    """`attachment` now has the file of `document`. One query."""
    document.attachment, document.attached_at = attachment, timezone.now()
    document.save(update_fields=["attachment", "attached_at"])


def described(document: StoredDocument, user: User) -> dict[str, object]:
    """What the page of a form is told of it: its handle, its name, what kind it is and how large, in words; the title
    that it had, if it is in the bin, and a sentence (`note`) on that. No query if it is not.
    """
    path = PurePosixPath(document.name)
    shown = Attachment(file=document.file.name, size=document.size, pages=document.pages)
    binned = with_file(document.file.name, user)
    return {
        "handle": document.handle,
        "name": document.name,
        "title": binned.title if binned else path.stem,
        "url": document.file.url,
        "about": shown.about,
        "note": BINNED.format(binned.title) if binned else "",
    }
