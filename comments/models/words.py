"""The words of comments, by which moderators find them. PostgreSQL itself keeps them (a trigger of the migration
0080), whichever release writes: when a comment arrives, is masked or is erased.
"""

from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQueryField, SearchVectorField
from django.db import models
from django.db.models import BooleanField, F, Func, Value

from .comment import Comment


class _Query(Value):
    """A tsquery whose lexemes are taken as they are. The planner sees it, and knows which words are rare; not of the
    beginnings of numbers, which it takes for frequent: in a sub-select it does not see them.
    """

    output_field = SearchQueryField()

    def as_sql(self, compiler, connection):
        return ("(SELECT %s::tsquery)" if ":*" in self.value else "%s::tsquery"), [self.value]


class _Matches(Func):
    template = "(%(expressions)s)"
    arg_joiner = " @@ "
    output_field = BooleanField()


class CommentWordsQuerySet(models.QuerySet["CommentWords"]):
    def holding(self, query: str) -> Self:
        """The words of comments that `query`, the text of a tsquery, is met by."""
        return self.filter(_Matches(F("words"), _Query(query)))


class CommentWords(models.Model):
    """`words` are those of the name and the text of `comment`, each as it is written, in small letters, and behind "~"
    without marks, at the same place; and behind "#" every run of digits from each of its digits on, whatever stands
    between them, a telephone number of +84 also with 0 in that place.
    """

    comment = models.OneToOneField(
        Comment, on_delete=models.CASCADE, primary_key=True, related_name="+", verbose_name="bình luận"
    )
    words = SearchVectorField("từ", editable=False)

    objects = CommentWordsQuerySet.as_manager()

    class Meta:
        verbose_name = "từ trong bình luận"
        verbose_name_plural = "từ trong bình luận"
        default_permissions = ()
        indexes = [GinIndex(fields=["words"], name="comment_words")]

    def __str__(self):
        return f"Từ trong bình luận {self.comment_id}"
