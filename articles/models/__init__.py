from .article import Article, Attachment, Transition
from .former_slug import FormerSlug
from .page import Page
from .taxonomy import Author, Category, Event, Tag

__all__ = ["Article", "Attachment", "Author", "Category", "Event", "FormerSlug", "Page", "Tag", "Transition"]
