"""What the office knows, for one reading of a text: the day, its words, its abbreviations, what stands in the form."""

from collections.abc import Mapping

from django.utils import timezone

from accounts.models import User
from database.keys import read_key
from proofreading.known import Known
from uploads.models import Image

from . import archive
from .house_words import Words, words_for, words_of_house
from .sources import abbreviations

COVER = "cover"


def with_cover(facts: Mapping[str, str]) -> Mapping[str, str]:
    """`facts` as a form has them, with the address of the cover in place of its key. One query where there is one."""
    key = read_key(facts.get(COVER))
    picture = Image.objects.filter(pk=key).first() if key is not None else None
    return {**facts, COVER: picture.url if picture else ""} if COVER in facts else facts


def known_for(user: User, facts: Mapping[str, str]) -> Known:
    """What rules may know while `user` has a text read; `facts` are fields of the form that are not read. The queries
    of `words_for`.
    """
    return _known(words_for(user), facts)


def known_to_all(facts: Mapping[str, str]) -> Known:
    """What rules may know while nobody in particular has a text read. One query, and one for abbreviations."""
    return _known(words_of_house(), facts)


def _known(words: Words, facts: Mapping[str, str]) -> Known:
    return Known(
        today=timezone.localdate(),
        words=words.words,
        names=words.names,
        abbreviations=abbreviations(),
        archive=archive.current(),
        facts=facts,
    )
