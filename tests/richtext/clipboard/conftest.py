"""One real editor in Chromium for all stored clipboards, on a page without server and database."""

import json
import mimetypes
import re
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from richtext.widgets import RichTextWidget

SITE = "http://testserver"
PASTE = """([html, text, rtf]) => new Promise((resolve) => {
  const { id_body: editor } = CKEDITOR.instances;
  editor.setData("", { noSnapshot: true, callback: () => {
    const done = ({ data }) => resolve({ html: editor.getData(), notes: data.portalNotes ?? [] });
    editor.once("paste", (event) => void setTimeout(done, 0, event), null, null, 0); // all others have run by then
    editor.focus();
    const data = new DataTransfer();
    if (html) data.setData("text/html", html);
    if (text) data.setData("text/plain", text);
    if (rtf) data.setData("text/rtf", rtf);
    const paste = new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: data });
    editor.editable().$.dispatchEvent(paste);
  } });
})"""


class Editor:
    """The editor of a form: `paste` gives what it then holds and the notes, `asked` the addresses that it called."""

    def __init__(self, page):
        self.page, self.asked = page, []
        page.on("pageerror", lambda error: self.errors.append(str(error.stack)))
        self.errors = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.route("**/*", self._answer)
        page.goto(f"{SITE}/")
        page.wait_for_function("window.CKEDITOR?.instances.id_body?.status === 'ready'")

    def paste(self, html="", text="", rtf=""):
        """(html, notes) after a real paste event with these flavours; notes as "kind count: example | example"."""
        told = self.page.evaluate(PASTE, [html, text, rtf])
        notes = [
            f"{note['kind']} {note['count']}: {' | '.join(note['examples'])}".rstrip(": ") for note in told["notes"]
        ]
        return told["html"], notes

    def _answer(self, route):
        path = urlsplit(route.request.url).path
        if not route.request.url.startswith(SITE):
            route.abort()
        elif path == "/":
            route.fulfill(body=_page(), content_type="text/html; charset=utf-8")
        elif path.startswith(settings.STATIC_URL) and (found := finders.find(path.removeprefix(settings.STATIC_URL))):
            route.fulfill(path=found, content_type=mimetypes.guess_type(path)[0] or "text/plain")
        else:
            route.fulfill(status=404, body=json.dumps({}), content_type="application/json")


def without_layout(html):
    """CKEditor begins lines at blocks and breaks within an item or a cell; such a blank shows nothing."""
    return re.sub(r"(?<=<br>) | (?=<(?:[ou]l|p|table|figure)\b)", "", html)


def _page():
    widget = RichTextWidget()
    editor = widget.render("body", "", attrs={"id": "id_body"})
    return f"<!doctype html><html lang=vi><head>{widget.media}</head><body><form>{editor}</form></body></html>"


@pytest.fixture(scope="module")
def editor(chromium):
    context = chromium.new_context(locale="vi-VN")
    context.set_default_timeout(30_000)
    editor = Editor(context.new_page())
    yield editor
    context.close()
    assert not editor.errors, f"uncaught script errors: {editor.errors}"
