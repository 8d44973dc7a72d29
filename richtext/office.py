"""What office programs write into HTML and nobody should read: text that was deleted with tracking, and comments.

The editor's own pass over the clipboard (static/richtext/clipboard/) does much more, and says so. This is for text
that comes without the editor: an import, a form without script.
"""

from .tree import Element

# Attributes and classes by which it is known.
ATTRIBUTES = {"del": {"cite", "datetime"}}
CLASSES = {
    "a": {"msocomanchor", "msocomoff"},
    "div": {"msocomtxt"},
    "hr": {"msocomoff"},
    "p": {"MsoCommentText"},
    "span": {"msoDel"},
}


def drop_unread(root: Element) -> None:
    """Take deleted text and comments out of `root`. A `del` that names neither author nor hour is text struck out."""
    root.children = [child for child in root.children if isinstance(child, str) or not _is_unread(child)]
    for child in root.children:
        if isinstance(child, Element):
            drop_unread(child)


def _is_unread(element: Element) -> bool:
    if not ATTRIBUTES.get(element.tag, set()).isdisjoint(element.attributes):
        return True
    return not CLASSES.get(element.tag, set()).isdisjoint(element.attributes.get("class", "").split())
