"""Addresses and numbers of the moderators' queue, for its templates."""

from django import template

from comments.queue import figures

register = template.Library()


@register.filter
def at(mapping, key):
    """{{ figures.states|at:state }}"""
    return mapping.get(key, 0)


@register.filter
def up_to(count):
    """{{ figures.mine|up_to }}: the number, or "hơn 10.000" when nobody counted further."""
    return figures.describe_count(count)


@register.simple_tag
def query_of(selection, pk):
    """{% query_of selection row.pk %}: the same list with this comment open."""
    return selection.query(opened=pk)


@register.simple_tag
def query_of_article(selection, comment):
    """The list of the comments on the same article, this one open."""
    return selection.query(article=comment.article_id, opened=comment.pk, after=None)
