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
    if name == "browsers":
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
