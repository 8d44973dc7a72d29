from django.apps import AppConfig

from copyediting.sources import abbreviations_from
from links.registry import holds_links
from revisions.bin.registry import goes_to_bin
from revisions.registry import Part, keep_revisions
from uploads.names import readable_name

from . import glossary, published_texts
from .binned import addresses_by_articles, addresses_of, recall_author, recall_slugs, remember_slugs, stands_at


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Tin bài"

    def ready(self):
        """Tells packages below of rows and of the glossary."""
        attachments = Part("attachments", "tệp đính kèm", _describe_attachment)
        keep_revisions(
            self.get_model("Article"),
            leaves_out=["authors"],  # follow from the byline
            stays=["status", "published_at", "expires_at"],
            parts=[attachments],
            public_from=_public_from,
        )
        keep_revisions(self.get_model("Event"))
        for name in ("Category", "Tag", "Author", "Page", "Abbreviation"):
            keep_revisions(self.get_model(name))
        self._register_bin()
        self._register_links()
        abbreviations_from(glossary.in_force_today)
        published_texts.register_all(self.get_model)

    def _register_bin(self):
        """Names the rows that are not deleted for ever (revisions/bin/registry.py)."""
        slugs = {"remembers": remember_slugs, "recalls": recall_slugs}
        for name, said in {
            "Event": slugs | {"addresses": addresses_of},
            "Category": slugs | {"addresses": addresses_of},
            "Page": slugs | {"addresses": addresses_of, "readers_saw": "is_published"},
            "Tag": slugs | {"addresses": addresses_by_articles},
            "Author": slugs | {"addresses": addresses_by_articles, "recalls": recall_author},
        }.items():
            goes_to_bin(self.get_model(name), stands_at=stands_at(name), **said)
        goes_to_bin(self.get_model("Abbreviation"), readers_saw="explains")

    def _register_links(self):
        """Names the rows in which people write addresses (links/registry.py)."""
        for name, said in {
            "Article": {"html": ("body",), "addresses": ("source_url",), "texts": ("summary", "cover_caption")},
            "Page": {"html": ("body",), "texts": ("summary",)},
            "Event": {"texts": ("summary",)},
            "Category": {"texts": ("description",)},
            "Author": {"texts": ("bio",)},
            "Tag": {},
        }.items():
            holds_links(self.get_model(name), name.lower(), needs=("slug",), **said)


def _describe_attachment(fields):
    return f"{fields['title']} ({readable_name(fields['file'])})"


def _public_from(article):
    """Since when readers can see the article as it is saved now; None if they cannot."""
    return article.published_at if article.status == article.Status.PUBLISHED else None
