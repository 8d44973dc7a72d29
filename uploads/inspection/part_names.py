"""Names of parts. They are only one more reason to refuse: what a part is, its bytes say."""

import re
import unicodedata
from urllib.parse import unquote

from .findings import Found

_MACRO = re.compile(
    r"vba(?:project|data)[^/]*$|(?:^|/)macrosheets/|(?:^|/)(?:basic|scripts|dialogs)/|(?:^|/)macrosignatures\.xml$"
)
_PROGRAM = re.compile(
    r"\.(?:exe|dll|com|scr|pif|cpl|msi|msp|mst|msix|msixbundle|appx|appinstaller|application|appref-ms|bat|cmd|ps1"
    r"|ps1xml|psm1|psd1|psc1|vb|vbs|vbe|js|jse|mjs|ws|wsf|wsc|wsh|hta|jar|jnlp|class|lnk|reg|sh|bash|zsh|ksh|csh|py|pyw"
    r"|pyc|pyz|pl|rb|php\d?|phtml|phar|asp|aspx|jsp|cgi|html?|shtml|xhtml|mht|mhtml|swf|apk|dex|deb|rpm|run|elf|so"
    r"|dylib|dmg|pkg|command|workflow|desktop|iso|img|vhdx?|sct|scf|inf|url|website|msc|chm|hlp|gadget|diagcab|xll|wll"
    r"|xla|xlam|ppam|settingcontent-ms|search-ms|searchconnector-ms|library-ms|theme|themepack)$"
)
_OUTSIDE = re.compile(r"(?:^|/)\.\.(?:/|$)|^/|^[a-z]:|[\0-\x1f]")
# Windows leaves spaces and dots at the end of a name out; behind a colon it finds another stream of the file.
_ODD = re.compile(r"[ .](?:/|$)|:|(?:^|/)\[\d+\](?:\.last)?\.piece$")
_DOTS = dict.fromkeys(map(ord, "․。｡．﹒ꓸ۔܁܂‧∙⋅·•"), ".")
_MAX_LENGTH = 500


def check_place(name: str) -> None:
    """Raises Found for a part whose name leads out of its folder, or into a folder of macros."""
    plain = folded(name)
    if _OUTSIDE.search(plain):
        raise Found("damaged", name)
    if _MACRO.search(plain):
        raise Found("macro")


def check_name(name: str) -> None:
    """Raises Found for a part named `name` like a program, or so that programs read different names."""
    plain = folded(name)
    if any(_PROGRAM.search(stream.rstrip(" .")) for stream in plain.split(":")):
        raise Found("program", name)
    if _ODD.search(plain) or len(name) > _MAX_LENGTH or any(map(_is_unseen, name)):
        raise Found("odd_name", name)


def folded(name: str) -> str:
    """`name` as the programs may read it that do not compare every byte: small letters, "/" between folders, letters
    and dots that look alike made one, unseen signs left out, %2E decoded.
    """
    plain = unicodedata.normalize("NFKC", unquote(name).translate(_DOTS)).translate(_DOTS)
    return "".join(sign for sign in plain if not _is_unseen(sign)).replace("\\", "/").lower()


def _is_unseen(sign: str) -> bool:
    """Whether `sign` turns the direction of writing, joins, or has no width; controls are outside (`_OUTSIDE`)."""
    return unicodedata.category(sign) in {"Cf", "Cs", "Co", "Zl", "Zp"} or sign in "\u115f\u1160\u3164\uffa0\u034f"
