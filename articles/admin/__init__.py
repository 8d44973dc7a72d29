"""Categories, tags, authors, events and pages in the admin (Django looks for `admin` in each app); the article is in
`newsroom`.
"""

from articles import binned_attachments
from articles.found_by_transcripts import find_by_words_of
from recordings.changes import AFTER_CHANGE

from . import mended_links
from .glossary import AbbreviationAdmin
from .taxonomy import AuthorAdmin, CategoryAdmin, EventAdmin, PageAdmin, TagAdmin

__all__ = ["AbbreviationAdmin", "AuthorAdmin", "CategoryAdmin", "EventAdmin", "PageAdmin", "TagAdmin"]

binned_attachments.register()
mended_links.register()
AFTER_CHANGE.append(find_by_words_of)
