"""Programs among the User-Agents: by what they call themselves, by signs of our own, in doubt by a list of others.

What neither begins like a browser nor names an engine of one is a program: so are the libraries by which apps and
systems ask for data, not for pages (`Dalvik/` of Android, `CFNetwork/` of Apple, `Cronet/` of Google). What is plainly
a browser's (it begins like one and names its engine with a version) is a reader's, unless one of our signs stands in
it: no list of others decides about it, since one that takes the builds of a telephone for a bot makes all readers of
that model vanish. The rest, among it telephones of before 2012 and televisions, are readers' unless our signs or the
list say otherwise.

Source of the list: https://github.com/monperrus/crawler-user-agents (package `crawler-user-agents`). Our signs were
made with one half of the agents in `tests/stats/collect/agents/`; the other half proves them.
"""

import re
from functools import lru_cache

import crawleruseragents

_BEGINS = re.compile(
    r"\s*['\"]?(?:Mozilla ?/? ?\d|Opera[/ ]|UCWEB|dv\(iPh|MQQBrowser/|Nokia|SonyEricsson|SAMSUNG[- ]|BlackBerry"
    r"|HbbTV/\d|(?:Lynx|E?Links|w3m|NetSurf|Dillo|Amaya|AmigaVoyager|Bunjalloo|nook browser)[/ ]|\w+_Mosaic/)",
    re.IGNORECASE,
)
# No browser stops after the word by which all of them begin.
_NOTHING_MORE = re.compile(r"\s*['\"]?Mozilla/[\d.]+['\"]?(?: ?\((?:compatible;?)?\))?\s*$", re.IGNORECASE)
_PLAIN = re.compile(
    r"AppleWebKit/[\d.]+\+? ?\(KHTML,? like Gecko\)|Firefox/\d|Trident/\d|MSIE \d|Presto/\d"
    r"|^\s*Opera|UCBrowser/|UCWEB",
    re.IGNORECASE,
)
# An engine, or a standard of WAP, which browsers name that begin with the name of their telephone or television.
_ENGINE = re.compile(
    r"AppleWebKit/?\d|Chrom(?:e|ium)/\d|Gecko/\d|MSIE \d|OPR/\d|NetFront/\d|Browser/NF\d"
    r"|ANTGalio/\d|UP\.Browser/\d|OneBrowser/\d|DoCoMo/\d|Obigo|Teleca|MAUI\b|WAP[ _-]?Browser|\bMIB/\d"
    r"|\bMIDP-?\d|\bCLDC-?\d|\bMozilla/\d[\d.]*(?:C\w*|C-\w+)? ?\[[a-z]{2}",  # the last is Netscape
    re.IGNORECASE,
)
# What begins with the word of browsers, and has brackets without a system, an engine or a list, is none.
_NAMELESS = re.compile(
    r"\s*['\"]?Mozilla/(?=.*\()(?!.*(?:;|Linux|Windows|Win\d|WinNT|Mac|Android|iP[ao]d|iPhone|X11|BSD|Symbian"
    r"|Series ?\d\d|Palm|Bada|BlackBerry|BB10|Tizen|Web0S|TV|Nintendo|PlayStation|Xbox|RISC OS|Amiga|OS/2|CrOS"
    r"|KAIOS|SunOS|BeOS|Haiku|MeeGo|Maemo|Sailfish|Fuchsia|Brew|SAMSUNG|Nokia|Sony|LG|compatible|Mobile))",
    re.IGNORECASE,
)
_LIBRARY = re.compile(r"\b(?:Dalvik|CFNetwork|Cronet)/\d")
# Of the telephone, whose makers take any word: "M bot 51", "HTC Butterfly", "Cubot".
_MODEL = re.compile(r"(Android [\d.]+;)(?: ?(?:[a-z]{2}[-_][A-Za-z]{2}|[a-z]{2});)?[^;()]*(?=[;)])", re.IGNORECASE)
_SIGNS = re.compile(
    r"bot(?![a-z])|crawl|spider|slurp|scrap|headless|phantomjs|puppeteer|playwright|selenium|lighthouse"
    r"|python|curl|wget|java/|okhttp|go-http|libwww(?!-FM|/\d)|httpx?[-_ ]?client|node-fetch|axios|guzzle"
    r"|postman|insomnia"
    r"|monitor|uptime|validator|preview|fetch|feed|archiver|check|scan|analy[sz]|extract|webdav|node"
    r"|(?<!from: )https?:|www\.(?!bsalsa)|mailto:|\(at\)|(?!(?:android|ios)@)\b[\w.-]{1,40}@[\w-]+\.\w"
    r"|\(compatible; (?!MSIE|Konqueror|OmniWeb|U;|Linux |OffByOne|IBrowse|ANTGalio|RISC OS|Oregano|NCBrowser|Gecko/)"
    r"|[;)] ?compatible;|Google-[A-Z]|-Google/|Google (?:Search Console|Page ?Speed)|Cloudflare|inspector|prospect"
    r"|research|discovery|probe|lookup|finder|advisor|\bvia [\w.-]+ |externalhit|facebookcatalog"
    r"|transcoder|synthetic|pingdom|catchpoint|favicon|; \+[\w-]+\.\w",
    re.IGNORECASE,
)
# Programs that call themselves browsers, and their own names.
_PRODUCTS = re.compile(
    "|".join(
        (
            # Speed: WebPageTest and those who use it, PageSpeed Insights
            r"\bPTST[/ ]|WebPageTest|GTmetrix|Speed ?Insights|PageSpeed|sitespeed|browsertime|DebugBear|SpeedCurve"
            r"|Yottaa|DareBoost|Siteimprove",
            # Whether a site is up
            r"StatusCake|Site24x7|New ?Relic|HetrixTools|ThousandEyes|Zabbix|Nagios|AppDynamics|Datadog|Dynatrace"
            r"|Ruxit|Checkly|AlertSite|Neustar WPM|\biplabel|\bips-agent",
            # Scanners for weaknesses and of the whole Internet
            r"\bNuclei\b|projectdiscovery|\bzgrab|\bNikto|\bsqlmap|\bWPScan|\bmasscan|Acunetix|\bNessus|OpenVAS"
            r"|Netsparker|Invicti|\bAppScan|WebInspect|\bQualys|Detectify|Rapid7|\bArachni|\bw3af|OWASP|zaproxy"
            r"|DirBuster|Fuzz Faster|\bNmap\b|Censys|InternetMeasurement|LeakIX|l9explore|Netcraft|CybaaAgent|WhatCMS"
            r"|PowerShell/|\(Windows NT; Windows NT",
            # Browsers without a screen, pictures of pages
            r"\bjsdom|SlimerJS|CasperJS|Zombie\.js|HtmlUnit|wkhtmlto|CutyCapt|webkit2png|Rendertron|\bPrerender"
            r"|WebDriver|\(Unknown; Linux(?!.* LG Browser)|[Ss]creen-?[Ss]hot|PagePeeker|Urlbox|Websnapr|\bmShots",
            # Readers of feeds and of mail, office programs: what they load, nobody has opened yet
            r"QuiteRSS|FreshRSS|RSSOwl|RSS Guard|Tiny Tiny RSS|\bakregator|NetNewsWire|\bLiferea|Miniflux|Newsboat"
            r"|\bThunderbird/|Icedove|Betterbird|\bPostbox|Spicebird|Mailspring|eM Client|\bKMail|Claws Mail"
            r"|Microsoft Outlook|\) (?:Word|Excel|PowerPoint|Outlook)/\d|ImageProxy|MailProxy",
            # Previews of links, advertisers, and assistants that read for somebody
            r"Iframely|Embedly|Cardyb|OpenGraph|URL Preview|vkShare|Pinterest/0|HubSpot|MarketGoo|Criteo;|adbeat"
            r"|Datanyze|LinkTiger|Daumoa|-User/\d|GoogleOther|\banthropic|claude-(?:web|user)|\bcohere-|\bOpenAI"
            r"|MistralAI|NovaAct|Firecrawl|CCleaner",
        )
    )
)
AGENT_MAX_LENGTH = 1000


def is_bot(agent):
    """Whether a program sent this User-Agent. No User-Agent at all is a program: every browser sends one.

    The same for beacons and for lines of an access log. Some microseconds for an agent that was seen before.
    """
    return _is_bot(agent[:AGENT_MAX_LENGTH])


@lru_cache(maxsize=4096)
def _is_bot(agent):
    begins = _BEGINS.match(agent)
    if _NOTHING_MORE.match(agent) or not (begins or (_ENGINE.search(agent) and not _LIBRARY.search(agent))):
        return True
    said = _MODEL.sub(r"\1", agent)
    if _NAMELESS.match(agent) and not (_PLAIN.search(said) or _ENGINE.search(said)):
        return True
    if _SIGNS.search(said) or _PRODUCTS.search(said):
        return True
    return not (begins and _PLAIN.search(said)) and crawleruseragents.is_crawler(said)
