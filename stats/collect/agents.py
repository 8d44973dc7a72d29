"""Device, browser and system of a reader, from the User-Agent.

Source of the long lists: https://github.com/ua-parser/uap-core (package `ua-parser`). A sender can make a family up,
so only names known here are kept; all else is "other".
"""

import re
from functools import lru_cache
from typing import NamedTuple

from ua_parser import Parser, load_lazy_builtins
from ua_parser.basic import Resolver

OTHER = "other"
# The library tries a thousand patterns on it.
AGENT_MAX_LENGTH = 400

BROWSERS = {
    "Chrome": ("Chrome", "Chrome Mobile", "Chrome Mobile iOS", "Chrome Mobile WebView", "Chromium"),
    "Safari": ("Safari", "Mobile Safari", "Mobile Safari UI/WKWebView"),
    "Firefox": ("Firefox", "Firefox Mobile", "Firefox iOS", "Firefox Focus"),
    "Edge": ("Edge", "Edge Mobile"),
    "Opera": ("Opera", "Opera Mobile", "Opera Mini", "Opera GX", "Opera Touch"),
    "Cốc Cốc": ("Coc Coc",),
    "Samsung Internet": ("Samsung Internet",),
    "Internet Explorer": ("IE", "IE Mobile"),
    "Facebook": ("Facebook", "Facebook Messenger"),
    "Google": ("Google",),
    "UC Browser": ("UC Browser",),
    "Xiaomi": ("MiuiBrowser",),
    "vivo": ("VivoBrowser",),
    "OPPO": ("HeyTap Browser", "Oppo Browser"),
    "Huawei": ("Huawei Browser", "HuaweiBrowser"),
    "Yandex": ("Yandex Browser", "YandexBrowser", "YandexSearch"),
    "Vivaldi": ("Vivaldi",),
    "Brave": ("Brave",),
}
SYSTEMS = {
    "Windows": ("Windows", "Windows Phone"),
    "Android": ("Android",),
    "iOS": ("iOS",),
    "macOS": ("Mac OS X",),
    "Linux": ("Linux", "Ubuntu", "Fedora", "Debian", "Red Hat", "SUSE", "Arch Linux"),
    "ChromeOS": ("Chrome OS",),
    "HarmonyOS": ("HarmonyOS",),
}
_NAME = {family: name for names in (BROWSERS, SYSTEMS) for name, families in names.items() for family in families}
_ZALO = re.compile(r"\bZalo\b")  # of Việt Nam, and in no list

# Tried in this order: a tablet says "Android" as a telephone does, and a television says "Linux".
_DEVICES = {
    OTHER: re.compile(r"smart-?tv|\btv\b|web0s|tizen|googletv|playstation|xbox|nintendo", re.IGNORECASE),
    "tablet": re.compile(r"ipad|tablet|playbook|kindle|^(?!.*mobi).*android", re.IGNORECASE),
    "mobile": re.compile(r"mobi|iphone|ipod|android|opera mini|windows phone", re.IGNORECASE),
    "desktop": re.compile(r"windows nt|macintosh|x11|cros|linux", re.IGNORECASE),
}

# Without the library's own memory: ours keeps all three answers.
_parser = Parser(Resolver(load_lazy_builtins()))


class Agent(NamedTuple):
    """`device` is "mobile", "tablet", "desktop" or "other"; `browser` and `system` are names of BROWSERS (or "Zalo")
    and SYSTEMS, or "other".
    """

    device: str
    browser: str
    system: str


def read(agent: str) -> Agent:
    """The Agent of a User-Agent. About a millisecond for one never seen; few browsers make nearly all views.

    An iPad that asks for pages as a Mac does is a desktop.
    """
    return _read(agent[:AGENT_MAX_LENGTH])


@lru_cache(maxsize=4096)
def _read(agent: str) -> Agent:
    system = _parser.parse_os(agent)
    return Agent(_device(agent), _browser(agent), _NAME.get(system.family if system else "", OTHER))


def _device(agent: str) -> str:
    return next((name for name, pattern in _DEVICES.items() if pattern.search(agent)), OTHER)


def _browser(agent: str) -> str:
    if _ZALO.search(agent):
        return "Zalo"
    browser = _parser.parse_user_agent(agent)
    return _NAME.get(browser.family if browser else "", OTHER)
