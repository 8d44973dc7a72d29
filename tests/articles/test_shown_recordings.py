"""How much a text with recordings becomes for readers: what is said in one is written once, however often named."""

import pytest

from articles.presentation import present_body
from articles.shown_recordings import MAX_MENTIONS, MAX_TRANSCRIPTS
from recordings.models import Recording
from tests.growth import LINEAR, growth

SAID = "Lời nói. " * 300
KEYS = [f"khoa{number:06}" for number in range(20)]


def recording(key=KEYS[0], kind="video", transcript=SAID):
    return Recording(key=key, kind=kind, provider="youtube", code="dQw4w9WgXcQ", title="Họp", transcript=transcript)


def links(kind, *keys):
    folder = "video" if kind == "video" else "am-thanh"
    return "".join(f'<a href="/{folder}/{key}/">x</a>' for key in keys)


def figures(kind, *keys):
    start, end = ("<figure class='video'>", "</figure>") if kind == "video" else ("<p class='audio'>", "</p>")
    return "".join(f"{start}{links(kind, key)}{end}" for key in keys)


def in_one(kind, *keys):
    return f"<p class='audio'>{links(kind, *keys)}</p>"


@pytest.mark.parametrize("kind", ["video", "audio"])
@pytest.mark.parametrize("text", [figures, in_one])
def test_a_transcript_is_written_at_the_first_mention_and_led_to_at_others(kind, text):
    shown = present_body(text(kind, *[KEYS[0]] * 3), {KEYS[0]: recording(kind=kind)})

    assert shown.count("<details") == 1
    assert shown.count('class="play"') == 3
    assert shown.count(f'href="{recording(kind=kind).get_absolute_url()}">Lời thoại của') == 2


@pytest.mark.parametrize("kind", ["video", "audio"])
@pytest.mark.parametrize("text", [figures, in_one])
def test_mentions_that_play_are_bounded_and_the_others_stay_links(kind, text):
    shown = present_body(text(kind, *[KEYS[0]] * 1_000), {KEYS[0]: recording(kind=kind)})

    assert shown.count('class="play"') == MAX_MENTIONS
    assert shown.count(f'<a href="{recording(kind=kind).get_absolute_url()}">x</a>') == 1_000 - MAX_MENTIONS
    assert len(shown) < 100_000


def test_so_is_what_is_said_in_all_of_them():
    long = "n" * (MAX_TRANSCRIPTS // 10)
    shown = present_body(figures("video", *KEYS), {key: recording(key, transcript=long) for key in KEYS})

    assert shown.count("<details") == 10
    assert shown.count(">Lời thoại của video</a>") == len(KEYS) - 10


def test_each_of_several_has_its_own():
    shown = present_body(figures("video", *KEYS[:3], KEYS[0]), {key: recording(key) for key in KEYS})

    assert shown.count("<details") == 3


@pytest.mark.parametrize("kind", ["video", "audio"])
@pytest.mark.parametrize("text", [figures, in_one])
@pytest.mark.parametrize("known", [True, False])
def test_work_grows_with_the_mentions(kind, text, known):
    there = {KEYS[0]: recording(kind=kind)} if known else {}

    assert growth(lambda keys: present_body(text(kind, *keys), there), [KEYS[0]] * 500) < LINEAR


@pytest.mark.parametrize("digits", ["9" * 5_000, "0" * 5_000, "٣" * 5_000])
def test_a_number_of_thousands_of_digits_breaks_no_page(digits):
    size = f'width="{digits}" height="{digits}"'
    picture = f'<figure><img src="/media/images/2026/01/a-{"0" * 16}.webp" alt="" {size}></figure>'
    notes = f'<p>x<sup class="note">{digits}</sup></p><div class="notes"><ol><li>y</li></ol></div>'

    assert present_body(f'<div class="gallery">{picture}{picture}</div>{notes}')
