"""No English in the admin: every message has its Vietnamese, and a walk through every page meets no English word."""

import gettext
import json
import re
from pathlib import Path
from uuid import uuid4

import axes
import django
import pytest
import unfold
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import trans_real

from articles import workflow
from articles.models import Abbreviation, Article, Attachment, Author, Event, Page, Tag
from comments.models import CannedAnswer, Comment, ModerationPolicy, Policy, Question, RejectionReason, Rule
from comments.questions.assignment import charge
from copyediting.models import HouseWord
from layout.models import Banner, Indicator, Link, SiteSettings
from links.models import Address, Place
from links.shown import TABS
from recordings.models import Recording
from revisions.bin.binning import put
from revisions.saving import saved_by
from stats.models import Baseline, ReportRecipient
from tests.comments.factories import make_comment
from tests.factories import EDITOR, MODERATOR, WEBMASTER, WRITER, make_article, make_event, make_image, make_site
from tests.factories import make_user as make_colleague
from tests.recordings.factories import make_recording
from tests.uploads.factories import pdf_bytes

from .addresses import revisions_addresses, statistics_page_addresses
from .catalogs import messages_in_code, messages_in_scripts, read_po
from .screen_text import screen_text

OVERLAY = Path(settings.LOCALE_PATHS[0]) / "vi" / "LC_MESSAGES"
DJANGO = Path(django.__file__).parent
UNFOLD = Path(unfold.__file__).parent
CATALOGS = ["conf", "contrib/admin", "contrib/auth", "contrib/contenttypes", "contrib/sessions", "contrib/postgres"]
# Names of languages, and the page that Django shows to a project without addresses
NEVER_SHOWN = ("conf/global_settings.py", "views/templates/default_urlconf.html")

# Words of the messages of Django and of the theme; none is a syllable of Vietnamese.
ENGLISH = """
    about account action actions activate active add added adding addition administration after again all allowed
    and another any app application applications apply apps are attempt attempts authenticated authentication
    authorization authorized available back been before below boolean breadcrumbs but cancel cannot case change
    changed changes characters check choice choices choose chosen clear click close codename collapse command
    complete confirm confirmation contact contain content control correct could count counts create currently dark
    database date dates default delete deleted deleting deletion designates details digits disable disabled
    documentation does doesn download drop duplicate each edit email empty enable enabled enter entries entry error
    errors exist exists expand expected export field fields file files filter filters first following for forgotten
    format forms found from general group groups has have hidden hide history hold hour hours however image import
    this index instead invalid is item items joined keep last least letters light link links list loading log login
    logged logout lookup matching not message messages midnight minutes missing model models month more move must
    name navigation never new next none noon note now number object objects of off old one only open options or
    order other page pages part password passwords permission permissions please popup preview previous primary
    process query raw recent record records related remove removed required reset result results return row rows
    run save saved search seconds select selected selection session sessions set shown sidebar sign site skip
    sorting staff start status string submit submitted successful successfully summary superuser system template
    text thank thanks that the their theme there these they those time today toggle tomorrow total true false try
    type unknown unlock until upload uploaded use used user username users using valid value values verify view
    viewing was week welcome were when where which whole will with without would wrong year years yes yesterday you
    your monday tuesday wednesday thursday friday saturday sunday january february march april june july august
    september october november december
"""
WORDS = sorted(ENGLISH.split())
SPOKEN = re.compile(rf"(?<![\w@./-])(?:{'|'.join(WORDS)})(?![\w@/])", re.IGNORECASE)

# What Vietnamese newsrooms say in English or what is a name.
ALLOWED = [
    "Email",  # the word that readers and editors use
    "email",
    "Control",  # a key
    "Command",
    "sử dụng Site",  # the sentence that staff of other portals know
    "User-Agent",  # the header's name, on the statistics pages
]


EVERYTHING = "toàn quyền"
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)


@pytest.mark.parametrize("name", ["django", "djangojs"])
def test_the_compiled_words_are_those_of_the_source(name):
    written = {key: text for key, (text, _) in read_po(OVERLAY / f"{name}.po").items()}

    with (OVERLAY / f"{name}.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog

    compiled = {key[0] if isinstance(key, tuple) else key: text for key, text in compiled.items() if key}
    assert compiled == written


@pytest.mark.parametrize("catalog", CATALOGS)
def test_every_message_of_django_is_translated(catalog):
    messages = read_po(DJANGO / catalog / "locale" / "en" / "LC_MESSAGES" / "django.po")
    shown = [key for key, (_, origins) in messages.items() if not all(o.startswith(NEVER_SHOWN) for o in origins)]

    assert [key for key in shown if not _translation(key)] == []


def test_every_message_of_the_theme_is_translated():
    installed = [Path(config.path) for config in apps.get_app_configs() if config.name.startswith("unfold.contrib")]
    outside = {folder for folder in (UNFOLD / "contrib").iterdir() if folder.is_dir() and folder not in installed}
    messages = messages_in_code(UNFOLD) - set().union(*map(messages_in_code, outside))

    assert len(messages) > 100
    assert [message for message in messages if not _translation(message)] == []


def test_every_message_of_the_sign_in_lock_is_translated():
    assert [key for key in messages_in_code(Path(axes.__file__).parent) if not _translation(key)] == []


@pytest.mark.django_db
def test_every_message_of_the_scripts_is_translated(client):
    client.force_login(make_colleague(WRITER))
    messages = messages_in_scripts(DJANGO / "contrib" / "admin" / "static") | messages_in_scripts(UNFOLD)

    script = client.get(reverse("admin:jsi18n")).content.decode()

    catalog = json.loads(re.search(r"const newcatalog = ({.*?});\n", script, re.DOTALL)[1])
    assert len(messages) > 70
    assert [message for message in messages if message not in catalog] == []
    assert "function(n) {\n    const v = 0;" in script or "pluralidx = function(n)" in script
    assert '"FIRST_DAY_OF_WEEK": 1' in script


@pytest.mark.parametrize("role", [WRITER, EDITOR, MODERATOR, WEBMASTER, EVERYTHING])
def test_no_page_of_the_admin_speaks_english(client, rows_in_admin, role):
    client.force_login(_colleague(role))

    assert _spoken(client, _pages(rows_in_admin)) == {}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_nothing_that_follows_from_the_forms_of_a_model_speaks_english(client, rows_in_admin, model):
    client.force_login(_colleague(EVERYTHING))

    assert _spoken(client, _further_pages_of_model(model, rows_in_admin[model])) == {}


def test_signing_in_and_out_speaks_vietnamese(client, db):
    colleague = make_colleague(WRITER)
    sign_in = reverse("admin:login")
    client.force_login(colleague)

    answers = [client.post(reverse("admin:logout"), follow=True), client.get(sign_in)]
    answers += [client.post(sign_in, {"username": "phongvien", "password": "sai"}) for _ in range(6)]
    answers += [client.post(sign_in, {}), client.get("/quan-tri/khong-co-trang-nay/", follow=True)]

    assert [found for answer in answers if (found := _english(answer))] == []


def test_the_walk_hears_english():
    page = '<p title="Đóng">Lưu bài</p><button aria-label="Close"></button><input type="submit" value="Save">'

    assert SPOKEN.findall(screen_text(page)) == ["Close", "Save"]
    assert not SPOKEN.findall(screen_text("<script>Save</script><span class='material-symbols-outlined'>add</span>"))


def test_the_walk_visits_every_model(rows_in_admin):
    assert set(rows_in_admin) == set(admin.site._registry) == set(MODELS)


def test_the_walk_knows_enough_words():
    assert len(WORDS) >= 150


@pytest.fixture
def rows_in_admin(db):
    """One row of everything, and the decisions that a moderator and an editor have taken."""
    writer = make_colleague(WRITER, username="thuynhung", pen_name="Thùy Nhung")
    article = make_article(
        created_by=writer, saved_by=writer, cover=make_image(), tags=[Tag.objects.create(name="hộ tịch")]
    )
    workflow.move(article, workflow.WITHDRAWN, by=_colleague(EDITOR), source=workflow.PUBLISHED, note="Sai số liệu.")
    Attachment.objects.create(article=article, title="Biểu mẫu", file=ContentFile(pdf_bytes(), name="mau.pdf"))
    for state in Comment.State.values:
        make_comment(article, state=state)
    site, asked = make_site(), Comment.objects.get(state="approved")
    return {
        Article: article,
        Author: article.authors.get(),
        Abbreviation: Abbreviation.objects.create(short="CCHC", long="cải cách hành chính"),
        Rule: Rule.objects.create(pattern="tài xỉu trá hình"),
        RejectionReason: RejectionReason.objects.create(text="Viết bằng tiếng nước ngoài"),
        CannedAnswer: CannedAnswer.objects.create(title="Giờ làm việc", body="Từ thứ Hai đến thứ Sáu."),
        Policy: Policy.objects.create(),
        ModerationPolicy: ModerationPolicy.objects.create(),
        Recording: make_recording(),
        HouseWord: HouseWord.objects.create(text="vắc xin", added_by=writer),
        Question: charge(asked, "UBND xã Tân Phong", by=writer),
        Baseline: Baseline.objects.create(visits=10, note="Bộ đếm cũ", entered_by=writer),
        ReportRecipient: ReportRecipient.objects.create(email="vanphong@songlam.example", name="Văn phòng"),
        Banner: Banner.objects.create(place=Banner.Place.values[0], image=make_image()),
        Comment: Comment.objects.filter(state="pending").get(),
        Event: make_event(),
        Group: Group.objects.get(name=WRITER),
        Indicator: Indicator.objects.create(label="Đúng hạn", value="98,23%"),
        Link: Link.objects.create(menu=Link.Menu.values[0], label="Giới thiệu", url="/trang/gioi-thieu/"),
        Page: Page.objects.create(title="Giới thiệu", body="<p>Trang tin của tỉnh.</p>"),
        SiteSettings: site,
        type(article.category): article.category,
        type(article.cover): article.cover,
        Tag: article.tags.get(),
        type(writer): writer,
    }


def _spoken(client, pages):
    """The English that `pages` show, by the request for each."""
    spoken = {}
    for method, address, fields in pages:
        if english := _english(getattr(client, method)(address, fields, follow=True)):
            spoken[f"{method} {address}"] = english
    return spoken


def _pages(rows_in_admin):
    """(method, address, fields) of every page of the admin, also with wrong input."""
    yield from (("get", reverse(f"admin:{name}"), {}) for name in ("index", "password_change", "password_change_done"))
    yield "post", reverse("admin:password_change"), {"old_password": "sai", "new_password1": "1", "new_password2": "2"}
    yield from (("get", address, {}) for address in statistics_page_addresses())
    yield "get", reverse("stats:desk"), {"tu": "31/02/2026", "so_voi": "rieng"}
    yield "post", reverse("stats:keys"), {"name": ""}
    yield "post", reverse("stats:keys"), {"name": "Hệ thống giám sát"}
    yield from (("get", reverse("queue:queue"), {"trang_thai": state}) for state in Comment.State)
    yield "post", reverse("queue:decide"), {"decision": "rejected", "chosen": "1"}
    yield "post", reverse("queue:undo"), {}
    yield "get", reverse("ratings"), {}
    yield "get", reverse("operations"), {}
    yield "get", reverse("admin:copyediting_houseword_many"), {}
    yield "post", reverse("admin:copyediting_houseword_many"), {"words": "=\nvắc xin"}
    yield from _pages_of_bin()
    yield from _pages_of_links()
    yield "get", reverse("newsroom:preview_links", args=[rows_in_admin[Article].pk]), {}
    yield "get", reverse("admin:articles_article_duplicate", args=[rows_in_admin[Article].pk]), {}
    yield "get", reverse("admin:articles_article_duplicate", args=[999_999]), {}
    yield "get", reverse("admin:articles_article_manuscripts"), {}
    yield "post", reverse("admin:articles_article_manuscripts"), {}
    yield "get", reverse("admin:articles_abbreviation_paste"), {}
    yield "post", reverse("admin:articles_abbreviation_paste"), {"lines": "CCHC"}
    yield "get", reverse("admin:articles_article_manuscript", args=[uuid4()]), {}
    for address in revisions_addresses(rows_in_admin[Article]):
        yield "get", address, {}
        yield "post", address, {"viec": "khoi-phuc"}
    yield "post", address, {"viec": "ghi-chu", "ghi_chu": "x" * 2001}
    yield "post", reverse("personal_data"), {"who": "bich.lien@thu.example"}
    yield "post", reverse("personal_data"), {"who": "khong phai"}
    yield "get", reverse("admin:auth_user_password_change", args=[user_in_admin(rows_in_admin).pk]), {}
    yield (
        "post",
        reverse("admin:auth_user_password_change", args=[user_in_admin(rows_in_admin).pk]),
        {"password1": "1"},
    )
    for label in sorted({model._meta.app_label for model in admin.site._registry}):
        yield "get", reverse("admin:app_list", args=[label]), {}
    for model, row in rows_in_admin.items():
        yield from _pages_of_model(model, row)


def _pages_of_bin():
    event = make_event()
    with saved_by(None):
        entry = put(event, None)
    make_event(slug=event.slug)
    yield "get", reverse("bin:list"), {"loai": "articles.page"}
    yield "post", reverse("bin:list"), {"muc": "x"}
    yield "post", reverse("bin:list"), {"mot": entry.pk}
    yield "get", reverse("bin:list"), {}
    yield "get", reverse("bin:entry", args=[entry.pk]), {}
    yield "post", reverse("bin:entry", args=[entry.pk]), {}
    yield "get", reverse("admin:articles_event_change", args=[event.pk]), {}


def _pages_of_links():
    entry = Link.objects.create(menu="main", label="Tin", url="/trang/khong-co/")
    link = Address.objects.create(
        address="/trang/khong-co/", state="broken", answer="404", failures=1, failing_since=timezone.now()
    )
    Place.objects.create(address=link, kind="menu", row_id=entry.pk, field="url", written=link.address)
    yield from (("get", reverse("links:list"), {"tinh_trang": tab}) for tab in TABS)
    yield "post", reverse("links:list"), {"kiem_tra": link.pk}
    address = reverse("links:link", args=[link.pk])
    yield from (("get", address, {"moi": new}) for new in ("", "/trang/gioi-thieu/", "x"))
    yield from (("post", address, {"viec": work}) for work in ("lai", "bo-qua", "thay", "thoi-bo-qua"))
    seen = {f"seen-menu-{entry.pk}": "x"}
    yield "post", address, {"viec": "thay", "moi": "/trang/gioi-thieu/", "muc": f"menu-{entry.pk}", **seen}
    yield "get", reverse("links:link", args=[999_999]), {}


def user_in_admin(rows_in_admin):
    return next(row for row in rows_in_admin.values() if row._meta.model_name == "user")


def _pages_of_model(model, row):
    base = _base(model)
    yield "get", reverse(f"{base}_changelist"), {}
    yield "get", reverse(f"{base}_add"), {}
    yield "get", reverse(f"{base}_change", args=[row.pk]), {}


def _further_pages_of_model(model, row):
    """What follows a wrong entry, deletion, history, the list in every state, the windows that open from forms."""
    base, actions = _base(model), admin.site._registry[model].actions or ()
    listed = reverse(f"{base}_changelist")
    queries = [{"q": "hộ tịch"}, {"q": "không có gì như thế", "_facets": "True"}, {"e": "1"}, *FILTERS.get(model, [])]
    yield from (("get", listed, query) for query in queries)
    yield "post", listed, {"action": "delete_selected"}
    for name in ("", "delete_selected", *(getattr(action, "__name__", action) for action in actions)):
        yield "post", listed, {"action": name, "_selected_action": [row.pk], f"version-{row.pk}": "1"}
    yield "post", reverse(f"{base}_add"), WRONG
    yield "post", reverse(f"{base}_change", args=[row.pk]), WRONG
    yield "get", reverse(f"{base}_history", args=[row.pk]), {}
    yield "get", reverse(f"{base}_delete", args=[row.pk]), {}
    yield "get", reverse(f"{base}_add"), {"_popup": "1"}
    yield "get", reverse(f"{base}_change", args=[999_999]), {}


def _base(model):
    return f"admin:{model._meta.app_label}_{model._meta.model_name}"


WRONG = {
    "title": "",
    "slug": "Có dấu",
    "email": "không phải thư",
    "published_at": "31/02/2026 08:00",
    "starts_at_0": "31/02/2026",
    "starts_at": "31/02/2026",
    "position": "rất cao",
    "category": "999999",
    "url": "không phải địa chỉ",
    "attachments-TOTAL_FORMS": "1",
    "attachments-INITIAL_FORMS": "0",
    "attachments-0-title": "Biểu mẫu",
}


FILTERS = {
    Article: [
        {"trang_thai": "withdrawn", "is_featured__exact": "1"},
        {"published_at_from": "01/01/2020", "published_at_to": "01/01/2030"},
        {"published_at_from": "31/02/2020"},
        {"o": "1.-2", "p": "7"},
    ],
    Banner: [{"place__exact": "home"}],
    Comment: [{"state": state} for state in ("all", "approved", "rejected", "spam")],
    Event: [{"is_cancelled__exact": "1"}, {"status__exact": "cancelled"}],
    Link: [{"menu__exact": "main"}],
    Recording: [{"kind__exact": "video", "provider__exact": "youtube"}],
}


def _colleague(role):
    if role == EVERYTHING:
        return make_colleague(is_superuser=True, last_name="Phạm", first_name="Phúc")
    return make_colleague(role, last_name="Trần Thị", first_name="Hòa")


def _english(answer):
    """The English words that `answer` shows."""
    if answer.streaming or "text/html" not in answer.get("Content-Type", ""):
        return []
    text = screen_text(answer.content.decode())
    for word in ALLOWED:
        text = re.sub(rf"\b{word}\b", "", text)
    return [text[max(0, m.start() - 25) : m.end() + 25] for m in SPOKEN.finditer(text)]


def _translation(key):
    catalog = trans_real.translation("vi")._catalog
    for form in (key, (key, 0)):
        try:
            return catalog[form]
        except KeyError:
            continue
    return ""
