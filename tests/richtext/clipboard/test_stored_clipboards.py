"""Clipboards of office programs, mail and the web, written for the project, through the editor and the server.

`<source>/<name>.html` is what the program puts into the clipboard, `.txt` and `.rtf` its other flavours where they
matter; `<name>.want.html` is the body that an article stores, `<name>.notes` what the journalist is told, a line for
each note.
"""

from pathlib import Path

import pytest

from richtext.sanitize import sanitize_html
from tests.richtext.clipboard.conftest import without_layout

pytestmark = pytest.mark.browser
FOLDER = Path(__file__).parent
STORED = sorted(FOLDER.glob("*/*.want.html"))


@pytest.mark.parametrize(
    "wanted", STORED, ids=lambda path: f"{path.parent.name}/{path.name.removesuffix('.want.html')}"
)
def test_what_is_pasted_keeps_its_meaning(editor, wanted):
    name = wanted.name.removesuffix(".want.html")
    html, text, rtf, notes = (
        _read(wanted.with_name(f"{name}{ending}")) for ending in (".html", ".txt", ".rtf", ".notes")
    )

    pasted, told = editor.paste(html, text, rtf)

    assert without_layout(sanitize_html(pasted)) == _read(wanted).strip()
    assert told == notes.splitlines()


def _read(path):
    return path.read_text(encoding="utf-8") if path.exists() else ""
