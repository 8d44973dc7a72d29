"""Which recordings a text shows: it names each by the address of its page (richtext/policy.py)."""

from richtext.policy import player_keys_in

from .models import Recording

MAX_PER_TEXT = 100
MAX_TRANSCRIPT_IN_SEARCH = 60_000  # signs of all transcripts of a text by which it is found


def keys_in(html: str) -> list[str]:
    """The keys of the recordings that stored HTML names, in order, each once. No query."""
    return player_keys_in(html)[:MAX_PER_TEXT]


def recordings_in(html: str) -> dict[str, Recording]:
    """{key: Recording} of those that stored HTML names and that are there, with their stills. One query; without any
    named one none.
    """
    keys = keys_in(html)
    if not keys:
        return {}
    found = {recording.key: recording for recording in Recording.objects.filter(key__in=keys).select_related("still")}
    return {key: found[key] for key in keys if key in found}


def transcripts_in(html: str) -> str:
    """What is said in the recordings of stored HTML, as far as the search takes it. One query; without any none."""
    keys = keys_in(html)
    if not keys:
        return ""
    rows = Recording.objects.filter(key__in=keys).exclude(transcript="").order_by("pk")
    return "\n".join(rows.values_list("transcript", flat=True))[:MAX_TRANSCRIPT_IN_SEARCH]
