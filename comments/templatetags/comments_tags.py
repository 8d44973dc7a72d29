"""What readers say about an article, for templates."""

from django import template
from django.utils import timezone

from comments.models import Comment, Rating
from comments.models.waiting import SHARE_OVER

register = template.Library()


@register.simple_tag
def load_thread(article):
    """{% load_thread article as thread %}: the thread before it is shown, for its `count` and `rating`. One query."""
    return Comment.objects.thread(article)


@register.inclusion_tag("comments/includes/section.html")
def comment_thread(article, thread=None):
    """{% comment_thread article %}: the thread and the way to the form. One query, none when `thread` is given.

    The same for every visitor (no token, no cookie), so the page around it can be cached.
    """
    return {"article": article, "thread": thread or Comment.objects.thread(article)}


@register.simple_tag
def comment_counts(articles):
    """{% comment_counts page.object_list as counts %}: pk → number of visible comments. One query for the list."""
    return Comment.objects.counts(articles)


@register.filter
def about(address, key):
    """{% url "comments:like" 0 as like_url %} {{ like_url|about:comment.key }}: in long lists {% url %} is slow."""
    return address.replace("/0/", f"/{key}/")


@register.simple_tag
def newest_comments(count):
    """{% newest_comments 3 as quotes %}: comments, each with its article. One query."""
    return list(Comment.objects.newest(count))


@register.simple_tag
def share_on_time():
    """{% share_on_time as share %}: the percentage of the last 90 days' comments decided in time. One query."""
    return Comment.objects.share_on_time(timezone.now() - SHARE_OVER)


@register.inclusion_tag("comments/includes/rating.html")
def rating(article, summary=None):
    """{% rating article %}: the stars and what others gave. One query, none when `summary` (a thread's `rating`) is
    given; the same for every visitor.
    """
    return {
        "article": article,
        "summary": summary or Rating.objects.summary(article),
        "levels": Rating.Score.choices,
    }
