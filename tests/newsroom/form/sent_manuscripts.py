"""Files of word processors, as people of the newsroom send them."""

import os
from http import HTTPStatus
from pathlib import Path
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from manuscripts.child_reading import read
from newsroom.models import StoredManuscript
from tests.forms import fields_of
from tests.manuscripts.docx_files import docx, p, r
from tests.newsroom.forms_in_admin import LIST

SENDING = f"{LIST}tu-tep/"
BODY = (
    p("Cà Mau đẩy mạnh cải cách hành chính", style="Title"),
    p(r("Sáng 12/3, UBND tỉnh họp về PAR INDEX.", "<w:b/>")),
    p("Đoạn thân bài thứ nhất."),
)


def file_of(content, name="Bài của Nhung.docx"):
    return SimpleUploadedFile(name, content)


def send_file(client, content=None, name="Bài của Nhung.docx"):
    """Send one file with the form; the address of its page."""
    answer = client.post(SENDING, {"upload": file_of(content or docx(*BODY), name)})
    assert answer.status_code == HTTPStatus.FOUND, answer.content.decode()[:500]
    return answer["Location"]


def send_by_script(client, content, name="Bài.docx"):
    return client.post(SENDING, {"upload": file_of(content, name)}, headers={"Accept": "application/json"})


def fill(client, address, op="make", **changes):
    fields = {**fields_of(client.get(address), "manuscript"), **changes, "op": op}
    return client.post(address, fields, follow=True)


def files():
    folder = Path(default_storage.path(".manuscripts"))
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def make_old(names):
    for name in names:
        os.utime(default_storage.path(f".manuscripts/{name}"), (0, 0))


def keep_file(user, content=None, name="Bài của Nhung.docx"):
    """The address of a file that `user` has sent: as the view keeps it, read in this process."""
    content = content or docx(*BODY)
    key = uuid4()
    place = default_storage.save(f".manuscripts/{key.hex}.docx", ContentFile(content))
    StoredManuscript.objects.create(key=key, user=user, name=name, file=place, read=read(content, "docx"))
    return f"{SENDING}{key}/"
