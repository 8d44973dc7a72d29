import lzma
from pathlib import Path

import pytest

from stats.collect.bots import is_bot

BOTS = [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/141.0.0.0 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Googlebot-Image/1.0",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; ChatGPT-User/1.0; +https://openai.com/bot",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; ClaudeBot/1.0; +claudebot@anthropic.com)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; PerplexityBot/1.0; +https://perplexity.ai/bot)",
    "CCBot/2.0 (https://commoncrawl.org/faq/)",
    "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
    "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
    "Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)",
    "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
    "Mozilla/5.0 (compatible; SemrushBot/7~bl; +http://www.semrush.com/bot.html)",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "Twitterbot/1.0",
    "TelegramBot (like TwitterBot)",
    "Mozilla/5.0 (compatible; Bytespider; spider-feedback@bytedance.com)",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/141.0.0.0 Safari/537.36",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/538.1 (KHTML, like Gecko) PhantomJS/2.1.1 Safari/538.1",
    "curl/8.5.0",
    "Wget/1.21.4",
    "python-requests/2.32.3",
    "python-httpx/0.27.0",
    "Python-urllib/3.11",
    "aiohttp/3.9.5",
    "Go-http-client/1.1",
    "Java/17.0.9",
    "okhttp/4.12.0",
    "Apache-HttpClient/4.5.14 (Java/17.0.9)",
    "node-fetch/1.0 (+https://github.com/bitinn/node-fetch)",
    "axios/1.7.2",
    "GuzzleHttp/7",
    "PostmanRuntime/7.39.0",
    "Scrapy/2.11 (+https://scrapy.org)",
    "libwww-perl/6.72",
    "Feedly/1.0 (+https://feedly.com/fetcher.html; like FeedFetcher-Google)",
    "Mozilla/5.0 (compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
    "Mozilla/5.0 (Linux; Android 11; moto g power) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 "
    "Mobile Safari/537.36 Chrome-Lighthouse",
    "W3C_Validator/1.3 http://validator.w3.org/services",
    "NewsCollector/3.1 (tester@congty.example; crawler)",
    "",
    "   ",
]

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
APPLE = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
BROWSERS = [
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/141.0.0.0 Safari/537.36",
    f"Mozilla/5.0 (Windows NT 10.0; WOW64) {WEBKIT} Chrome/109.0.0.0 Safari/537.36",
    f"Mozilla/5.0 (Windows NT 6.1; Win64; x64) {WEBKIT} Chrome/109.0.0.0 Safari/537.36",
    f"Mozilla/5.0 (Windows NT 6.1; WOW64) {WEBKIT} Chrome/49.0.2623.112 Safari/537.36",
    f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {WEBKIT} Chrome/141.0.0.0 Safari/537.36",
    f"Mozilla/5.0 (X11; Linux x86_64) {WEBKIT} Chrome/141.0.0.0 Safari/537.36",
    f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {WEBKIT} Chrome/141.0.0.0 Safari/537.36",
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0",
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/64.0.3282.140 Safari/537.36 Edge/18.17763",
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/141.0.0.0 Safari/537.36 OPR/122.0.0.0",
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} coc_coc_browser/128.0.140 Chrome/122.0.0.0 Safari/537.36",
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/138.0.0.0 Safari/537.36 Vivaldi/7.5",
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/124.0.0.0 YaBrowser/24.6.0.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0",
    "Mozilla/5.0 (Windows NT 6.1; Win64; x64; rv:115.0) Gecko/20100101 Firefox/115.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:143.0) Gecko/20100101 Firefox/143.0",
    "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
    "Mozilla/5.0 (Android 14; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0",
    "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko",
    "Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1; Trident/5.0)",
    f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {APPLE} Version/18.5 Safari/605.1.15",
    f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) {APPLE} Version/18.5 Mobile/15E148 Safari/604.1",
    f"Mozilla/5.0 (iPhone; CPU iPhone OS 15_8 like Mac OS X) {APPLE} Version/15.6 Mobile/15E148 Safari/604.1",
    f"Mozilla/5.0 (iPad; CPU OS 17_6 like Mac OS X) {APPLE} Version/17.6 Mobile/15E148 Safari/604.1",
    f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) {APPLE} CriOS/141.0.7390.41 Mobile/15E148 Safari/604.1",
    f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) {APPLE} FxiOS/143.0 Mobile/15E148 Safari/605.1.15",
    f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) {APPLE} Mobile/15E148 Zalo iOS/540 ZaloTheme/light "
    "ZaloLanguage/vi",
    f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) {APPLE} Mobile/22F76 "
    "[FBAN/FBIOS;FBAV/528.0.0.40.73;FBBV/768914;FBDV/iPhone14,5;FBMD/iPhone;FBSN/iOS;FBSV/18.5;FBSS/3;FBLC/vi_VN]",
    f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) {APPLE} GSA/370.0.766 Mobile/15E148 Safari/604.1",
    f"Mozilla/5.0 (Linux; Android 10; K) {WEBKIT} Chrome/141.0.0.0 Mobile Safari/537.36",
    f"Mozilla/5.0 (Linux; Android 13; SM-A536E) {WEBKIT} Chrome/120.0.0.0 Mobile Safari/537.36",
    f"Mozilla/5.0 (Linux; Android 12; CPH2239) {WEBKIT} Chrome/119.0.0.0 Mobile Safari/537.36",
    f"Mozilla/5.0 (Linux; Android 9; CUBOT_X19) {WEBKIT} Chrome/96.0.4664.45 Mobile Safari/537.36",
    f"Mozilla/5.0 (Linux; Android 11; CUBOT KING KONG 5 Pro) {WEBKIT} Chrome/110.0.0.0 Mobile Safari/537.36",
    f"Mozilla/5.0 (Linux; Android 14; SM-S921B) {WEBKIT} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
    f"Mozilla/5.0 (Linux; Android 13; 22071219CG; wv) {WEBKIT} Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36 "
    "Zalo android/12110720 ZaloTheme/light ZaloLanguage/vn",
    f"Mozilla/5.0 (Linux; Android 13; SM-A135F Build/TP1A.220624.014; wv) {WEBKIT} Version/4.0 Chrome/140.0.0.0 "
    "Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/528.0.0.65.93;]",
    f"Mozilla/5.0 (Linux; Android 12; M2101K7AG) {WEBKIT} Chrome/112.0.5615.136 Mobile Safari/537.36 "
    "XiaoMi/MiuiBrowser/14.10.1-gn",
    f"Mozilla/5.0 (Linux; Android 11; V2027; wv) {WEBKIT} Version/4.0 Chrome/126.0.0.0 Mobile Safari/537.36 "
    "VivoBrowser/13.2.2.0",
    f"Mozilla/5.0 (Linux; U; Android 11; vi-vn; RMX2185) {WEBKIT} Version/4.0 Chrome/70.0.3538.80 Mobile "
    "Safari/537.36 HeyTapBrowser/45.7.3.1",
    f"Mozilla/5.0 (Linux; U; Android 9; vi; vivo 1904) {WEBKIT} Version/4.0 Chrome/100.0.4896.58 "
    "UCBrowser/13.4.0.1306 Mobile Safari/537.36",
    f"Mozilla/5.0 (Linux; Android 10; K) {WEBKIT} Chrome/139.0.0.0 Mobile Safari/537.36 OPR/91.0.0.0",
    "Opera/9.80 (Android; Opera Mini/36.2.2254/191.249; U; vi) Presto/2.12.423 Version/12.16",
    f"Mozilla/5.0 (SMART-TV; LINUX; Tizen 6.5) {WEBKIT} 85.0.4183.93/6.5 TV Safari/537.36",
    f"Mozilla/5.0 (Web0S; Linux/SmartTV) {WEBKIT} Chrome/94.0.4606.128 Safari/537.36 WebAppManager",
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/141.0.0.0 Safari/537.36 NVDA",
]


@pytest.mark.parametrize("agent", BOTS)
def test_programs_are_recognised(agent):
    assert is_bot(agent)


@pytest.mark.parametrize("agent", BROWSERS)
def test_browsers_of_readers_are_not_taken_for_programs(agent):
    assert not is_bot(agent)


def test_an_endless_agent_is_no_work():
    assert not is_bot("Mozilla/5.0 " + "x" * 1_000_000)


def agents_of(name):
    """User-Agents of one kind by a list of others (its source is in its first lines)."""
    lines = (Path(__file__).parent / "data" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def test_of_two_thousand_programs_four_fifths_are_recognised():
    agents = agents_of("bots")

    assert len(agents) == 2000
    assert sum(map(is_bot, agents)) >= 0.8 * len(agents)


def test_of_four_thousand_browsers_one_in_a_hundred_at_most_is_taken_for_a_program():
    agents = agents_of("browsers")

    assert len(agents) == 4000
    assert sum(map(is_bot, agents)) <= 0.01 * len(agents)


def recorded(name, half):
    """The agents of agents/README.md."""
    path = Path(__file__).parent / "agents" / f"{name}_{half}.txt"
    if name != "bots":
        return lzma.decompress(path.with_suffix(".txt.xz").read_bytes()).decode().splitlines()
    return path.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("half", ["building", "proving"])
def test_of_ten_thousand_recorded_browsers_two_at_most_are_taken_for_programs(half):
    agents = recorded("browsers", half)

    assert len(agents) > 15_000
    assert sum(map(is_bot, agents)) <= 0.0002 * len(agents)


@pytest.mark.parametrize("half", ["building", "proving"])
def test_of_recorded_programs_nine_in_ten_are_recognised(half):
    agents = recorded("bots", half)

    assert len(agents) > 600
    assert sum(map(is_bot, agents)) >= 0.9 * len(agents)


@pytest.mark.parametrize("half", ["building", "proving"])
def test_of_further_recorded_browsers_one_in_forty_at_most_is_taken_for_a_program(half):
    """Telephones of before 2012, televisions, consoles; among them what apps call themselves, which is no browser."""
    agents = recorded("further", half)

    assert len(agents) > 2000
    assert sum(map(is_bot, agents)) <= 0.025 * len(agents)


@pytest.mark.parametrize("half", ["building", "proving"])
def test_what_a_library_of_the_system_sent_is_a_program(half):
    agents = recorded("libraries", half)

    assert len(agents) > 390
    assert all(map(is_bot, agents))


WEB_VIEW = "AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/141.0.7390.98 Mobile Safari/537.36"


@pytest.mark.parametrize(
    "app", ["Zalo android/25100600", "[FB_IAB/FB4A;FBAV/530.0.0.48.74;]", "Instagram 401.0", "Viber/26"]
)
@pytest.mark.parametrize("build", ["RMX3944 Build/AP3A.240617.008", "CPH2637 Build/AP3A.240905.015", "M bot 51"])
def test_readers_in_the_web_views_of_apps_are_readers_whatever_their_telephone_is_called(build, app):
    assert not is_bot(f"Mozilla/5.0 (Linux; Android 15; {build}; wv) {WEB_VIEW} {app}")


@pytest.mark.parametrize(
    "sign", ["(compatible; Mới/1.0)", "Tên-bot/2", "+https://thu.example/", "a@thu.example", "HeadlessChrome/1"]
)
def test_a_sign_of_ours_makes_what_is_plainly_a_browser_a_program(sign):
    assert is_bot(f"Mozilla/5.0 (Linux; Android 15; RMX3944 Build/AP3A.240617.008; wv) {WEB_VIEW} {sign}")


@pytest.mark.parametrize(
    "agent", ["Dalvik/2.1.0 (Linux; U; Android 12)", "Chrome", "Abcd", "CF-UC v.1d", "MyApp/3 CFNetwork/1"]
)
def test_what_does_not_begin_like_a_browser_is_a_program(agent):
    assert is_bot(agent)


@pytest.mark.parametrize(
    "agent", ["Mozilla/5.0", "'Mozilla/5.0'", "Mozilla/4.0 (compatible)", "Mozilla/5.0 (compatible;) "]
)
def test_what_says_no_more_than_that_it_is_a_browser_is_a_program(agent):
    assert is_bot(agent)


GECKO = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101"
OF_2009 = [
    "SAMSUNG-GT-S5620/S5620XEJF1 SHP/VPP/R5 Dolfin/1.5 Nextreaming SMM-MMS/1.2.0 profile/MIDP-2.1",
    "SAMSUNG GT-S3332 Opera/9.80 (J2ME/MIDP; Opera Mini/7.1; U; en) Presto/2.8.119 Version/11.10",
    "Nokia6120c/3.83; Profile/MIDP-2.0 Configuration/CLDC-1.1",
    "NokiaN97/10.0.012 (SymbianOS/9.4; U; Series60/5.0; Profile/MIDP-2.1) AppleWebKit/525 (KHTML, like Gecko)",
    "LG-GU280/V100 Obigo/Q05A Profile/MIDP-2.1 Configuration/CLDC-1.1",
    "MOT-V360v/08.B7.58R MIB/2.2.1 Profile/MIDP-2.0 Configuration/CLDC-1.1",
    "KDDI-CA3H UP.Browser/6.2_7.2.7.1.K.5.214 (GUI) MMP/2.0",
    "SIE-C45/06 UP.Browser/5.0.1.1.102 (GUI)",
    "FPT-B380/V1 MAUI WAP Browser",
    "Q-Mobile Q35/Q03C MAUI-Browser Profile/MIDP-2.0 Configuration/CLDC-1.1",
    "HTC_Touch2_T3333 Mozilla/4.0 (compatible; MSIE 6.0; Windows CE; IEMobile 8.12; MSIEMobile 6.0)",
    "BlackBerry9000/4.6.0.266 Profile/MIDP-2.0 Configuration/CLDC-1.1 VendorID/120",
    "UCWEB/2.0 (Java; U; MIDP-2.0; vi; nokia6300) U2/1.0.0 UCBrowser/9.4 U2/1.0.0 Mobile",
    "dv(iPh12,1);pr(UCBrowser/11.3.5.1203);ov(15_2_1);ss(375x812);bt(GJ);pm(0);bv(0);nm(0);im(0);nt(2);",
]
RARE = [
    f"Mozilla/5.0 (Linux; Andr0id 10; BRAVIA 4K VH2) {WEBKIT} Chrome/84.0.4147.125 Safari/537.36 OPR/46.0.2207.0",
    "HbbTV/1.6.1 (+DRM; Samsung; SmartTV2023; T-23KTSU2EATMDEUC-0612.20; ; ) Tizen/7.0 Chrome/94 LaTivu_1.0.1_2023",
    f"TV Bro/1.0 Mozilla/5.0 (Linux; Android 10; KM1 Build/QTT5; wv) {WEBKIT} Version/4.0 Chrome/103.0 Safari/537.36",
    f"Mozilla/5.0 (Unknown; Linux armv7l) {WEBKIT} Safari/537.1+ LG Browser/6.00.00(+mouse+SCREEN+TUNER; LGE; 47LA79)",
    "Lynx/2.8.9rel.1 libwww-FM/2.14 SSL-MM/1.4.1 GNUTLS/3.7.1",
    "mozilla/5.0 (linux; android 9; bq-5530l) applewebkit/537.36 (khtml, like gecko) chrome/74.0.3729 safari/537.36",
    "Mozilla/5.0 (X11; Linux x86_64; rv:60.0) Gecko/20100101 Firefox/60.0 SeaMonkey/2.53.1 Lightning/6.2",
    f"Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) {APPLE} Mobile/15E148 [Pinterest/iOS]",
    f"Mozilla/5.0 (Linux; Android 13; Nuclei Phone Build/TP1A) {WEBKIT} Chrome/141.0.0.0 Mobile Safari/537.36",
]


@pytest.mark.parametrize("agent", [*OF_2009, *RARE])
def test_a_browser_is_one_even_if_few_people_have_it(agent):
    assert not is_bot(agent)


@pytest.mark.parametrize(
    "sign",
    [
        *(
            "PTST/240820.204859",
            "PTST/SpeedCurve/240820",
            "GTmetrix",
            "Speed Insights",
            "Chrome-Lighthouse",
            "DareBoost",
        ),
        *(
            "StatusCake",
            "Site24x7",
            "NewRelicPinger/1.0",
            "HetrixTools",
            "DatadogSynthetics",
            "ThousandEyes-Dragonfly-x1",
        ),
        *("Nuclei", "Acunetix-Product", "Netsparker", "Detectify", "Rapid7", "Arachni/1.5", "w3af.org", "OWASP ZAP"),
        *(
            "CensysInspect/1.1",
            "InternetMeasurement/1.0",
            "l9explore/1.2.2",
            "OpenVAS-VT 22.7",
            "Nikto/2.1.6",
            "sqlmap/1.7",
        ),
        *(
            "HeadlessChrome/141.0",
            "jsdom/22",
            "SlimerJS/1.0",
            "wkhtmltopdf",
            "screenshot-generator",
            "WordPress.com mShots",
        ),
        *("akregator/4.11.5", "QuiteRSS/0.19.4", "NetNewsWire/6.1", "FreshRSS/1.21", "Miniflux/2.0"),
        *("Mailspring/1.10", "Microsoft Outlook 16.0.5422", "eM Client/9", "Claws Mail"),
        *("Iframely/1.3", "Cardyb/1.1", "GoogleImageProxy", "SkypeUriPreview Preview/0.5", "Snap URL Preview Service"),
        *("Claude-User/1.0", "MistralAI-User/1.0", "GoogleOther", "anthropic-ai", "cohere-ai", "FirecrawlAgent"),
    ],
)
def test_programs_that_call_themselves_browsers_are_known_by_their_name(sign):
    assert is_bot(f"{BROWSERS[0]} {sign}")


@pytest.mark.parametrize(
    "agent",
    [
        f"{GECKO} Thunderbird/128.2.0",
        f"{GECKO} Icedove/52.0",
        "Mozilla/5.0 zgrab/0.x",
        "Mozilla/5.00 (Nikto/2.1.6) (Evasions:None) (Test:Port Check)",
        "Mozilla/5.0 (compatible; MSIE 8.0; Windows NT 5.1; Trident/4.0; Nessus SOAP)",
        "Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1; Trident/5.0; PTST 2.385)",
        "Mozilla/5.0 (X11; Linux x86_64) Fuzz Faster U Fool v2.0.0",
        "Mozilla/5.0 (Morningscore/1.0)",
        "Mozilla/5.0 Zombie.js",
        "Mozilla/5.0 (Windows NT; Windows NT 10.0; vi-VN) WindowsPowerShell/5.1.19041",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X) Word/14.62.0",
        "Mozilla/5.0 (Unknown; Linux x86_64) AppleWebKit/602.1 (KHTML, like Gecko) Version/10.0 Safari/602.1",
        "Safari/9537.75.14 CFNetwork/673.4 Darwin/13.2.0 (x86_64) (MacBookPro8%2C1)",
        "com.tcl.browser/660067 (Linux; U; Android 12; tr_TR; Chromecast; Cronet/114.0.5735.33)",
        "ZaloPC-win32-24v498",
        "WhatsApp/2.23.20.0",
        "Viber/20.8",
    ],
)
def test_mail_scanners_libraries_and_apps_are_programs(agent):
    assert is_bot(agent)


@pytest.mark.parametrize(
    "start", ["Mozilla/", "Mozilla/5.0 [", "HTC_Touch Mozilla/4.0", "(Unknown; Linux", "SAMSUNG-"]
)
def test_an_endless_agent_of_any_kind_is_no_work(start):
    is_bot(start + "; Linux (" * 200_000)
