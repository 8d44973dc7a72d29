"""Videos and sound recordings of a text, as readers see them before they press: a still or a title, how long it lasts,
whom the player asks, and below it what is said. It is a link to the player's page, which plays without a script.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from lxml.builder import E
from lxml.html import HtmlElement

from recordings.models import Recording
from recordings.players import label_of, player_of, said_before
from richtext.policy import player_of as player_at

MAX_MENTIONS = 10  # of one recording that play in a text; further ones are links to its page
MAX_TRANSCRIPTS = 300_000  # letters of what is said in all recordings of a text
GONE = {"video": "Video này không còn trên trang tin.", "audio": "Âm thanh này không còn trên trang tin."}


def show_recordings(root: HtmlElement, recordings: Mapping[str, Recording]) -> None:
    """Make the figures "video" and paragraphs "audio" below `root` what readers press; `recordings` are those that are
    there, by key. What is said in one is written at its first mention, and what follows that is bounded: the page
    grows with the text and not with mentions times transcripts. No query.
    """
    written = _Written()
    for holder in root.xpath(".//figure[@class='video'] | .//p[@class='audio']"):
        gone = ""
        for link in list(holder.iter("a")):
            found = player_at(link.get("href", ""))
            if not found:
                continue
            kind, key = found
            recording = recordings.get(key)
            if recording is None or player_of(recording) is None:
                link.drop_tag()
                gone = gone or GONE[kind]
            elif written.may_play(recording):
                _show(holder, link, recording, written)
            else:
                link.set("href", recording.get_absolute_url())
        if gone:
            _append(_words_of(holder), E.span({"class": "connects"}, gone))


@dataclass
class _Written:
    """What of recordings a text has had so far."""

    mentions: Counter[str] = field(default_factory=Counter)
    letters: int = 0

    def may_play(self, recording: Recording) -> bool:
        """Whether one more mention becomes a player; a link to the page of the recording says the same."""
        self.mentions[recording.key] += 1
        return self.mentions[recording.key] <= MAX_MENTIONS

    def takes_transcript(self, recording: Recording) -> bool:
        """Whether the transcript is written here: at the first mention, as long as the text has room."""
        if self.mentions[recording.key] > 1 or self.letters + len(recording.transcript) > MAX_TRANSCRIPTS:
            return False
        self.letters += len(recording.transcript)
        return True


def _show(holder: HtmlElement, link: HtmlElement, recording: Recording, written: _Written) -> None:
    words = _words_of(holder)
    page = settings.SITE_URL + recording.get_absolute_url()
    link.attrib.pop("rel", None)
    link.attrib.update({"class": "play", "data-player": recording.kind, "href": recording.player_url})
    _append(link, E.span({"class": "play-label"}, label_of(recording)))
    if sentence := said_before(recording):
        _append(words, E.span({"class": "connects"}, sentence))
    _append(words, E.span({"class": "print-only"}, f"Xem tại {page}" if recording.is_video else f"Nghe tại {page}"))
    if not recording.transcript:
        return
    if written.takes_transcript(recording):
        holder.addnext(_transcript(recording))
    else:
        there = E.a({"href": recording.get_absolute_url()}, f"Lời thoại của {_what(recording)}")
        _append(words, E.span({"class": "connects"}, there))


def _words_of(holder: HtmlElement) -> HtmlElement:
    """What holds the words below a still, made where it lacks; of a sound recording its paragraph."""
    if holder.tag == "p":
        return holder
    caption: HtmlElement | None = holder.find(".//figcaption")
    if caption is None:
        caption = E.figcaption()
        holder.append(caption)
    return caption


def _append(holder: HtmlElement, element: HtmlElement) -> None:
    """`element` behind what is in `holder`, with a space before it."""
    if len(holder):
        last = holder[-1]
        last.tail = f"{last.tail or ''} "
    elif holder.text:
        holder.text += " "
    holder.append(element)


def _transcript(recording: Recording) -> HtmlElement:
    lines = (line for line in recording.transcript.splitlines() if line.strip())
    return E.details(
        {"class": "transcript"}, E.summary(f"Lời thoại của {_what(recording)}"), *(E.p(line) for line in lines)
    )


def _what(recording: Recording) -> str:
    return "video" if recording.is_video else "âm thanh"
