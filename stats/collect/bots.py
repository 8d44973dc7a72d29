"""Programs that name themselves in their User-Agent.

Source of the long list: https://github.com/monperrus/crawler-user-agents (package `crawler-user-agents`). The short
pattern comes first: it names what new programs call themselves before any list knows them.
"""

import re
from functools import lru_cache

import crawleruseragents

# "Cubot" is a maker of telephones.
_GENERIC = re.compile(
    r"(?<!cu)bot(?![a-z])|crawl|spider|slurp|scrap|headless|phantomjs|puppeteer|playwright|selenium|lighthouse"
    r"|python|curl|wget|java/|okhttp|go-http|libwww|httpx?[-_ ]?client|node-fetch|axios|guzzle|postman|insomnia"
    r"|monitor|uptime|validator|preview|fetch|feed|archiver|check|scan|analy[sz]|extract|webdav|node|www\.|https?:",
    re.IGNORECASE,
)
AGENT_MAX_LENGTH = 1000


def is_bot(agent):
    """Whether a program sent this User-Agent. No User-Agent at all is a program: every browser sends one."""
    return _is_bot(agent[:AGENT_MAX_LENGTH])


@lru_cache(maxsize=4096)
def _is_bot(agent):
    return not agent.strip() or bool(_GENERIC.search(agent)) or crawleruseragents.is_crawler(agent)
