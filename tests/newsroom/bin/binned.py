"""Articles in the bin, as people put them there."""

from articles.in_the_bin import put_into_bin
from revisions.bin.binning import bring_back
from revisions.models import BinEntry
from revisions.saving import saved_by


def bin_it(article, by):
    """Put `article` into the bin as `by`; returns its entry."""
    with saved_by(by):
        entry = put_into_bin(article, by)
    article.refresh_from_db()
    return entry


def take_out_of_bin(article, by):
    with saved_by(by):
        returned = bring_back(BinEntry.objects.open().of_row(article).get(), by)
    article.refresh_from_db()
    return returned.sentences
