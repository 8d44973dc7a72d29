"""The queue, as a moderator uses it by forms and as the script of its page does."""

from django.urls import reverse

from comments.models import Comment

QUEUE = "/quan-tri/binh-luan/"
SPAM_REASON = "Quảng cáo, mời chào"
SCRIPT = {"Accept": "application/json"}


def action(name, comment):
    return reverse(f"queue:{name}", args=[] if name in {"decide", "undo"} else [comment.pk])


def seen(*comments):
    return {f"version-{comment.pk}": comment.version for comment in comments}


def decide(client, decision, *comments, versions=None, **fields):
    """Sends the form of the open comment, or of several, as they were shown; returns the page that follows."""
    fields = {"chosen": [comment.pk for comment in comments], "decision": decision} | fields
    return client.post(action("decide", None), fields | (versions or seen(*comments)), follow=True)


def ask(client, name, comment=None, /, **fields):
    """The same as the script asks for it; returns the answer's JSON."""
    answer = client.post(action(name, comment), fields, headers=SCRIPT)
    return answer.json() | {"status": answer.status_code}


def take_back(client, **fields):
    """Press the undo button that the page offers now."""
    step = client.get(QUEUE).context["step"]
    versions = {f"version-{pk}": version for pk, version in step["versions"].items()}
    return client.post(action("undo", None), versions | fields, follow=True)


def told(answer):
    return [str(message) for message in answer.context["messages"]]


def state_of(comment):
    return Comment.objects.get(pk=comment.pk).state
