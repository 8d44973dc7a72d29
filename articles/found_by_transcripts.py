"""Articles are found by what is said in the recordings that they show: when that changes, their words change too."""

from typing import Any

from recordings.models import Recording

from .models import Article
from .search.query import LANES


def find_by_words_of(recording: Recording) -> None:
    """Compute anew by which words the articles that show `recording` are found. One query that scans texts, and two
    for each such article.
    """
    named: dict[str, Any] = {"body__contains": f'"{recording.get_absolute_url()}"'}
    rows = Article.with_binned.filter(**named).only("title", "summary", "body", "byline", "source")
    for article in rows.order_by("pk").iterator(chunk_size=200):
        article.save(update_fields=LANES.values())
