"""The list and the page of comments in the admin, as a moderator uses them."""

from django.urls import reverse

LIST = "/quan-tri/comments/comment/"


def page_of(comment):
    return reverse("admin:comments_comment_change", args=[comment.pk])


def act(client, action, *comments, versions=None, **fields):
    """Ticks `comments` in the list as it was shown, and runs `action`."""
    seen = {f"version-{comment.pk}": comment.version for comment in comments} if versions is None else versions
    chosen = {"action": action, "_selected_action": [comment.pk for comment in comments]}
    return client.post(LIST + "?state=all", chosen | seen | fields, follow=True)


def texts(response):
    return [str(message) for message in response.context["messages"]]
