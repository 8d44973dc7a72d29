"""What a person sees of a page: its text and the attributes that are shown or read aloud."""

import json
from html.parser import HTMLParser

UNSEEN = {"script", "style", "svg", "template", "code"}  # code: names that a program reads
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SHOWN_ATTRIBUTES = {"title", "aria-label", "placeholder", "alt", "data-label", "summary"}
ICON_CLASS = "material-symbols-outlined"  # its text is the name of an icon, drawn by the font


class _Screen(HTMLParser):
    def __init__(self):
        super().__init__()
        self.pieces = []
        self.unseen = []

    def handle_starttag(self, tag, attributes):
        attributes = {name: value or "" for name, value in attributes}
        if not self.unseen:
            self.pieces += [value for name, value in attributes.items() if name in SHOWN_ATTRIBUTES]
            if tag == "input" and attributes.get("type") in ("submit", "button", "reset"):
                self.pieces.append(attributes.get("value", ""))
            self.pieces += _words_of_inline_forms(attributes.get("data-inline-formset"))
        if tag in VOID:
            return
        hidden = tag in UNSEEN or ICON_CLASS in attributes.get("class", "")
        if self.unseen or hidden:
            self.unseen.append(tag)

    def handle_endtag(self, tag):
        if tag in self.unseen:
            while self.unseen.pop() != tag:
                pass

    def handle_data(self, data):
        if not self.unseen:
            self.pieces.append(data)


def _words_of_inline_forms(written):
    """The words that a script of the admin puts on buttons."""
    options = json.loads(written)["options"] if written else {}
    return [options[name] for name in ("addText", "deleteText") if name in options]


def screen_text(html):
    screen = _Screen()
    screen.feed(html)
    return " ".join(" ".join(screen.pieces).split())
