"""The syllables that Vietnamese spelling allows: an onset, a rhyme and a tone.

The check is permissive on purpose: every syllable of ordinary text passes, and some that no word uses pass too. A word
that fails is foreign, an abbreviation, or text read in the wrong character set (see `legacy`).
"""

import re
import unicodedata

from .text import canonical

_ONSETS = ",b,c,ch,d,đ,g,gh,gi,h,k,kh,l,m,n,ng,ngh,nh,p,ph,qu,r,s,t,th,tr,v,x"

# Nucleus → what may close it; the empty one is an open syllable. The rhymes of `quy`, `quyên`, `quốc` follow `qu`.
_CLOSINGS = {
    "a": ",c,ch,i,m,n,ng,nh,o,p,t,u,y",
    "ă": "c,k,m,n,ng,p,t",
    "â": "c,m,n,ng,p,t,u,y",
    "e": ",c,m,n,ng,o,p,t",
    "ê": ",ch,m,n,nh,p,t,u",
    "i": ",a,ch,m,n,nh,p,t,u",
    "iê": "c,m,n,ng,p,t,u",
    "yê": "m,n,ng,t,u",
    "y": ",ch,n,nh,t",
    "o": ",c,i,m,n,ng,p,t",
    "oo": "c,ng",
    "oa": ",c,ch,i,m,n,ng,nh,o,p,t,y",
    "oă": "c,m,n,ng,p,t",
    "oe": ",m,n,o,t",
    "ô": ",c,i,m,n,ng,p,t",
    "ơ": ",i,m,n,p,t",
    "u": ",a,c,i,m,n,ng,p,t",
    "uâ": "n,ng,t,y",
    "uê": ",ch,nh",
    "uô": "c,i,m,n,ng,t",
    "uơ": ",n",
    "uy": ",a,ch,n,nh,p,t,u",
    "uyê": "n,t",
    "ư": ",a,c,i,m,n,ng,t,u",
    "ươ": "c,i,m,n,ng,p,t,u",
}
_RHYMES = {nucleus + closing for nucleus, closings in _CLOSINGS.items() for closing in closings.split(",")}
_STOPS = ("c", "ch", "k", "p", "t")
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_TONES_OF_STOPS = ("\u0301", "\u0323")


def _fit(onset: str, rhyme: str) -> bool:
    """`c`, `g`, `ng` stand before the dark vowels, `k`, `gh`, `ngh` before e, ê, i, y; `g` also before i (`gì`)."""
    if onset in ("c", "ng"):
        return rhyme[0] not in "eêiy"
    if onset == "g":
        return rhyme[0] not in "eêy"
    if onset in ("k", "gh", "ngh"):
        return rhyme[0] in "eêiy"
    return True


_SYLLABLES = frozenset(onset + rhyme for onset in _ONSETS.split(",") for rhyme in _RHYMES if _fit(onset, rhyme))
_LONGEST = 3 * max(map(len, _SYLLABLES))  # decomposed, a letter may take three


def is_syllable(word: str) -> bool:
    """Whether `word` (any case, either tone placement) can be one Vietnamese syllable with its marks."""
    if len(word) > _LONGEST:
        return False
    decomposed = unicodedata.normalize("NFD", canonical(word))
    tones = _TONE.findall(decomposed)
    letters = unicodedata.normalize("NFC", _TONE.sub("", decomposed))
    if len(tones) > 1 or letters not in _SYLLABLES:
        return False
    return not letters.endswith(_STOPS) or "".join(tones) in _TONES_OF_STOPS
