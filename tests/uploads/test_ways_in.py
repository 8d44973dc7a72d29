"""Every place where a file comes in from a browser goes through `uploads.checks`."""

import re

import pytest
from django.apps import apps

from tools.rooms import BESIDE, LAYER_OF, PROJECT, modules_of
from uploads.fields import CheckedFileField
from uploads.inspection import findings
from uploads.sentences import SENTENCES, sentence_for

SOURCES = sorted((PROJECT / "uploads/inspection").glob("*.py"))
TAKES_FILES = re.compile(
    r"\.FILES\b|\b(?:\w+\.)?(?:File|Image|FilePath|MultiValue\w*File)Field\(|\b(?:Document|Recording|Checked)(?:File)?Field\(|FileInput\(|FileWidget\("
    r"|\(forms\.(?:File|Image)Field\)"
)
# Where, and by which check. A further line needs one too.
WAYS_IN = {
    "articles/models/attachment.py": "uploads.fields.DocumentField → check_document",
    "newsroom/documents/attachments.py": "DocumentField.validate, then stored_documents.store → check_document",
    "newsroom/documents/document_uploads.py": "newsroom.documents.stored_documents.store → check_document",
    "newsroom/form/manuscript_page.py": "manuscripts.reading inspects, reads; pictures: take_in → open_image",
    "newsroom/merging/views.py": "newsroom.documents.stored_documents.store → check_document",
    "newsroom/models.py": "uploads.fields.DocumentField → check_document",
    "newsroom/saving/saving.py": "no way in: only the digest of a sent file is taken",
    "newsroom/resent.py": "no way in: files are read, and those of a form that is only shown are left alone",
    "stats/admin_pages/imports.py": "check_size, check_document for workbooks; numbers are read, the file is not kept",
    "recordings/desk_views.py": "recordings.taking_in.take_in_file → check_recording",
    "recordings/fields.py": "check_recording, in the form and in the save",
    "recordings/forms.py": "recordings.taking_in.take_in_file → check_recording",
    "recordings/models.py": "recordings.fields.RecordingFileField → check_recording",
    "uploads/fields.py": "check_document, in the form and in the save",
    "uploads/forms.py": "store_image → open_image",
    "uploads/views.py": "store_image → open_image",
}


def test_files_come_in_at_these_places_only():
    found = {
        str(module.path.relative_to(PROJECT))
        for package in {*LAYER_OF, *BESIDE}
        for module in modules_of(package)
        if TAKES_FILES.search(module.path.read_text(encoding="utf-8"))
    }

    assert found | {"uploads/fields.py"} == set(WAYS_IN)


@pytest.mark.parametrize(
    "line",
    [
        'request.FILES["a"]',
        "forms.FileField(label=1)",
        "models.ImageField()",
        'DocumentField("tệp")',
        "x = FileField()",
        "class Document(forms.FileField):",
    ],
)
def test_another_way_in_is_seen(line):
    assert TAKES_FILES.search(line)


def test_no_model_keeps_files_without_the_check():
    unchecked = [
        str(field)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if getattr(field, "upload_to", None) is not None and not isinstance(field, CheckedFileField)
    ]

    assert unchecked == ["post_office.Attachment.file"]  # its rows are made by no form, and by none of ours


def codes_in_the_source():
    """Every code that some module of the inspection raises or names in a table."""
    lines = [line for path in SOURCES for line in path.read_text(encoding="utf-8").splitlines()]
    raised = {code for line in lines for code in re.findall(r'Found\(\s*"(\w+)"', line)}
    rows = [line for line in lines if "Found" not in line]
    in_tables = {code for line in rows for code in re.findall(r'^ +.*[:,] "([a-z_]+)"\)?,$', line)}
    return raised | in_tables


def test_each_finding_has_its_sentence():
    assert codes_in_the_source() <= set(SENTENCES)
    assert issubclass(findings.Found, Exception)


@pytest.mark.parametrize("code", SENTENCES)
@pytest.mark.parametrize("extension", ["pdf", "docx"])
@pytest.mark.parametrize("detail", ["", "https://x.vn/{a}%s"])
def test_each_sentence_says_what_it_is_and_what_to_do(code, extension, detail):
    sentence = sentence_for(code, detail, extension)

    assert re.match(r"(?:Bên trong |Phần .* của )?(?:[Tt]ệp|Tên tệp|Bảng tính|Máy chủ)", sentence)
    assert "Hãy " in sentence
    assert sentence.endswith(".")


def test_a_sentence_shows_no_sign_that_cannot_be_read():
    assert "\0" not in sentence_for("dde", "\0 c\u202emd\n x", "docx")
    assert "\u202e" not in sentence_for("bad_link", "http\u202e:", "docx")
