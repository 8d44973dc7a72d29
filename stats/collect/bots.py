"""Programs among the User-Agents: by where they begin, by signs of our own, and in doubt by a list of others.

What does not begin like a browser is a program. What is plainly a browser's (an engine, its version) is a reader's,
unless one of our signs stands in it: no list of others decides about it, since one that takes the builds of a
telephone for a bot makes all readers of that model vanish. What begins like a browser and goes on otherwise is a
program when our signs or the list say so.

Source of the list: https://github.com/monperrus/crawler-user-agents (package `crawler-user-agents`). Our signs were
made with one half of the agents in `tests/stats/collect/agents/`; the other half proves them.
"""

import re
from functools import lru_cache

import crawleruseragents

_BEGINS = re.compile(r"\s*['\"]?(?:Mozilla/|Opera[/ ]|UCWEB|MQQBrowser/|Nokia|SonyEricsson|SAMSUNG-|BlackBerry)")
# No browser stops after the word by which all of them begin.
_NOTHING_MORE = re.compile(r"\s*['\"]?Mozilla/[\d.]+['\"]?(?: ?\((?:compatible;?)?\))?\s*$")
_PLAIN = re.compile(
    r"AppleWebKit/[\d.]+\+? ?\(KHTML,? like Gecko\)|Firefox/\d|Trident/\d|MSIE \d|Presto/\d"
    r"|^\s*Opera|UCBrowser/|UCWEB"
)
# Of the telephone, whose makers take any word: "M bot 51", "HTC Butterfly", "Cubot".
_MODEL = re.compile(r"(Android [\d.]+;)(?: ?(?:[a-z]{2}[-_][A-Za-z]{2}|[a-z]{2});)?[^;()]*(?=[;)])", re.IGNORECASE)
_SIGNS = re.compile(
    r"bot(?![a-z])|crawl|spider|slurp|scrap|headless|phantomjs|puppeteer|playwright|selenium|lighthouse"
    r"|python|curl|wget|java/|okhttp|go-http|libwww|httpx?[-_ ]?client|node-fetch|axios|guzzle|postman|insomnia"
    r"|monitor|uptime|validator|preview|fetch|feed|archiver|check|scan|analy[sz]|extract|webdav|node"
    r"|(?<!from: )https?:|www\.(?!bsalsa)|mailto:|\(at\)|(?!(?:android|ios)@)\b[\w.-]{1,40}@[\w-]+\.\w"
    r"|\(compatible; (?!MSIE|Konqueror|OmniWeb|U;|Linux |OffByOne|IBrowse)"
    r"|[;)] ?compatible;|Google-[A-Z]|-Google/|Google (?:Search Console|Page ?Speed)|Cloudflare|inspector|prospect"
    r"|research|discovery|probe|lookup|finder|advisor|via [\w.-]+ |externalhit|facebookcatalog"
    r"|transcoder|synthetic|pingdom|catchpoint|favicon|; \+[\w-]+\.\w",
    re.IGNORECASE,
)
AGENT_MAX_LENGTH = 1000


def is_bot(agent):
    """Whether a program sent this User-Agent. No User-Agent at all is a program: every browser sends one.

    The same for beacons and for lines of an access log. Some microseconds for an agent that was seen before.
    """
    return _is_bot(agent[:AGENT_MAX_LENGTH])


@lru_cache(maxsize=4096)
def _is_bot(agent):
    if not _BEGINS.match(agent) or _NOTHING_MORE.match(agent):
        return True
    said = _MODEL.sub(r"\1", agent)
    if _SIGNS.search(said):
        return True
    return not _PLAIN.search(said) and crawleruseragents.is_crawler(said)
