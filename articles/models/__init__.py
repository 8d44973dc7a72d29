from .article import Article, Attachment, Transition
from .page import Page
from .taxonomy import Author, Category, Event, Tag

__all__ = ["Article", "Attachment", "Author", "Category", "Event", "Page", "Tag", "Transition"]
