from .abbreviation import Abbreviation, GlossaryEdition, PhraseToIndex
from .article import Article, Transition
from .attachment import Attachment
from .former_slug import FormerSlug
from .page import Page
from .taxonomy import Author, Category, Event, Tag

__all__ = [
    "Abbreviation",
    "Article",
    "Attachment",
    "Author",
    "Category",
    "Event",
    "FormerSlug",
    "GlossaryEdition",
    "Page",
    "PhraseToIndex",
    "Tag",
    "Transition",
]
