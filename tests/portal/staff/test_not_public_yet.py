"""Who learns of articles that are not public yet: every address of the admin, for every role and owner."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.urls import get_resolver, reverse
from django.utils import timezone

from articles.models import Article, Attachment, Author, Page, Tag
from comments.models import Comment, Policy, Rating, Rule
from comments.questions.assignment import charge
from layout.models import Banner, Indicator, Link, SiteSettings
from stats.admin_pages.files import FILES, OF_NOW, OF_ONE
from stats.days import local_day
from stats.models import ArticleDay, Baseline, DimensionDay, Minute, ReportRecipient
from tests.comments.factories import make_comment, waiting
from tests.factories import (
    EDITOR,
    MODERATOR,
    WEBMASTER,
    WRITER,
    make_article,
    make_event,
    make_image,
    make_site,
    make_user,
)

pytestmark = pytest.mark.django_db

# Who learns the title or the address of a draft and of a scheduled article, by GET and POST: x, otherwise -.
TABLE = """
                                 writes it  signs it  another writer  editor  moderator  webmaster
admin:index                          x          x           -            x        -          -
admin:articles_article_changelist    x          x           -            x        -          -
admin:articles_article_change        x          x           -            x        -          -
admin:articles_article_history       x          x           -            x        -          -
admin:autocomplete                   x          x           -            x        -          -
admin:uploads_image_change           x          x           -            x        -          -
articles:detail                      x          x           -            x        -          -
on_site                              x          x           -            x        -          -
ratings                              -          -           -            x        -          -
stats:content                        -          -           -            x        -          -
stats:article                        -          -           -            x        -          -
stats:category                       -          -           -            x        -          -
stats:author                         -          -           -            x        -          -
stats:event                          -          -           -            x        -          -
stats:clicks                         -          -           -            x        -          -
stats:live                           -          -           -            x        -          -
stats:export                         -          -           -            x        -          -
"""
# Addresses of the admin that name such articles to nobody.
SILENT = """
accounts:session accounts:signed_in uploads:image uploads:library
queue:queue queue:decide queue:undo queue:reject_sender queue:answer queue:hand_over
personal_data own_password operations richtext:unicode reminders latest_report yearly_report monthly_report
comment_handling comment_handling_file settle_ratings
stats:desk stats:sources stats:devices stats:searches stats:newsroom stats:left_out stats:proof stats:proof_day
stats:keys stats:withdraw_key stats:imports stats:import stats:discard_import stats:undo_import
admin:search admin:login admin:logout admin:password_change admin:password_change_done admin:jsi18n
admin:view_on_site admin:auth_user_password_change admin:app_list
"""
MODELS = """
accounts_user auth_group uploads_image articles_article articles_category articles_tag articles_author articles_event
articles_page layout_sitesettings layout_link layout_banner layout_indicator comments_question comments_comment
comments_policy comments_rule stats_baseline stats_reportrecipient
"""
FORMS = ["changelist", "add", "change", "delete", "history"]
VIEWERS = ["writes it", "signs it", "another writer", "editor", "moderator", "webmaster"]
ROWS = {line.split()[0]: line.split()[1:] for line in TABLE.splitlines()[2:] if line.strip()}
SECRETS = {"draft": "Phương án sắp xếp tháng tư", "scheduled": "Kết luận thanh tra Bến Lam"}
WORDS = [*SECRETS.values(), "phuong-an-sap-xep-thang-tu", "ket-luan-thanh-tra-ben-lam"]
ENDS_THE_SESSION = {"admin:logout", "admin:login"}


def admin_routes(resolver=None, path="", space=""):
    """The names of all addresses under /quan-tri/; those without a name are old addresses, or lead on to others."""
    for pattern in (resolver or get_resolver()).url_patterns:
        full = path + str(pattern.pattern).removeprefix("^")
        if hasattr(pattern, "url_patterns"):
            yield from admin_routes(pattern, full, space + (f"{pattern.namespace}:" if pattern.namespace else ""))
        elif full.startswith("quan-tri/") and pattern.name:
            yield space + pattern.name


def test_every_address_of_the_admin_has_its_row():
    known = {*ROWS, *SILENT.split(), *(f"admin:{model}_{form}" for model in MODELS.split() for form in FORMS)}

    assert known - {"articles:detail"} == set(admin_routes())


@pytest.fixture
def viewers():
    nhung, hau = make_user(WRITER), make_user(WRITER)
    Author.objects.create(name="Quang Hậu", user=hau)
    others = [make_user(role) for role in (WRITER, EDITOR, MODERATOR, WEBMASTER)]
    return dict(zip(VIEWERS, [nhung, hau, *others], strict=True))


@pytest.fixture
def secrets(viewers):
    """A draft and a scheduled article, with all that hangs on them: pictures, files, comments, ratings, views."""
    make_site()
    image, event, tag = make_image(), make_event(), Tag.objects.create(name="một cửa")
    common = {
        "created_by": viewers["writes it"],
        "saved_by": viewers["writes it"],
        "byline": "Quang Hậu",
        "cover": image,
        "event": event,
        "tags": [tag],
        "body": f'<p>Chưa công bố.</p><img src="{image.url}" alt="">',
    }
    draft = make_article(title=SECRETS["draft"], status="draft", published_at=None, **common)
    later = timezone.now() + timedelta(days=2)
    scheduled = make_article(title=SECRETS["scheduled"], published_at=later, **common)
    for article in (draft, scheduled):
        _what_hangs_on(article)
    return draft, scheduled


def _what_hangs_on(article):
    today = local_day(timezone.now())
    file = Attachment(article=article, title=f"Phụ lục: {article.title}", size=1)
    file.file.save("phu-luc.pdf", ContentFile(b"%PDF-1.4"), save=False)
    file.save()
    comment = make_comment(article)
    waiting(article)
    for number in range(3):
        Rating.objects.create(
            article=article,
            day=today - timedelta(days=number),
            rater=comment.sender_key,
            network=comment.sender_key,
            score=2,
            reason="Chưa rõ",
        )
    for day in (today, today - timedelta(days=1)):
        ArticleDay.objects.create(article_id=article.pk, day=day, views=40, visitors=9)
        for kind, key in [("download", file.pk), ("category", article.category_id), ("event", article.event_id)]:
            DimensionDay.objects.get_or_create(day=day, kind=kind, value=str(key), defaults={"count": 40})
    minute = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=2)
    Minute.objects.create(at=minute, article_id=article.pk, views=4)


def addresses(secrets):
    """[(route, address)]: each route once, or once for each of its rows and queries."""
    draft, _ = secrets
    rows = {
        "articles_category": draft.category,
        "articles_event": draft.event,
        "articles_tag": Tag.objects.get(),
        "articles_author": Author.objects.get(),
        "articles_page": Page.objects.create(title="Giới thiệu", body="<p>Trang tin.</p>"),
        "uploads_image": draft.cover,
        "accounts_user": draft.created_by,
        "auth_group": Group.objects.get(name=WRITER),
        "layout_sitesettings": SiteSettings.objects.get(),
        "layout_link": Link.objects.create(menu=Link.Menu.values[0], label="Giới thiệu", url="/"),
        "layout_banner": Banner.objects.create(place=Banner.Place.values[0], image=draft.cover),
        "layout_indicator": Indicator.objects.create(label="Đúng hạn", value="98,23%"),
        "comments_rule": Rule.objects.create(pattern="tài xỉu trá hình"),
        "comments_policy": Policy.objects.create(),
        "comments_comment": Comment.objects.filter(article=draft, state="approved").get(),
        "stats_reportrecipient": ReportRecipient.objects.create(email="vanphong@songlam.example"),
        "stats_baseline": Baseline(pk=1),
    }
    rows["comments_question"] = charge(rows["comments_comment"], "UBND xã Tân Phong", by=draft.created_by)
    for model in MODELS.split():
        for row in secrets if model == "articles_article" else [rows[model]]:
            for form in FORMS:
                arguments = [] if form in {"changelist", "add"} else [row.pk]
                yield f"admin:{model}_{form}", reverse(f"admin:{model}_{form}", args=arguments)
    yield from _other_addresses(secrets, rows)


def _other_addresses(secrets, rows):
    draft, scheduled = secrets
    comment, content_type = rows["comments_comment"], ContentType.objects.get_for_model(Article)
    pks = {"category": draft.category_id, "author": rows["articles_author"].pk, "event": draft.event_id}
    given = {
        "queue:reject_sender": [[comment.pk]],
        "queue:answer": [[comment.pk]],
        "queue:hand_over": [[comment.pk]],
        "yearly_report": [[2026]],
        "monthly_report": [[2026, 11]],
        "comment_handling_file": [["csv"]],
        **{f"stats:{kind}": [[pk]] for kind, pk in pks.items()},
        "stats:article": [[draft.pk], [scheduled.pk]],
        "stats:proof_day": [["2026-03-11"]],
        **{f"stats:{name}": [[1]] for name in ("withdraw_key", "import", "discard_import", "undo_import")},
        "stats:export": [[table, "csv"] for table in _tables(pks, draft)],
        "on_site": [[content_type.pk, draft.pk], [content_type.pk, scheduled.pk]],
        "admin:view_on_site": [[f"+{content_type.pk}", draft.pk], [content_type.pk, scheduled.pk]],
        "admin:auth_user_password_change": [[draft.created_by_id]],
        "admin:app_list": [["articles"]],
        "articles:detail": [[draft.slug, draft.pk], ["x", draft.pk], [scheduled.slug, scheduled.pk]],
    }
    queries = {
        "queue:queue": ["", f"?bai={draft.pk}", f"?bl={comment.pk}&phan=binh-luan", "?trang_thai=approved"],
        "admin:autocomplete": ["?app_label=comments&model_name=comment&field_name=article&term="],
        "admin:search": ["?s=phuong", "?s=thanh+tra&extended=1"],
        "stats:live": ["", "?phan=1"],
        "admin:articles_article_changelist": [
            "?q=thanh+tra",
            "?q=sap+xep",
            "?trang_thai=draft",
            "?title__startswith=P",
        ],
        "admin:comments_comment_changelist": ["?state=all", "?state=all&q=Liên"],
    }
    for route in [*ROWS, *SILENT.split()]:
        for arguments in given.get(route, [[]]) if not route.startswith("admin:articles") else []:
            for query in queries.get(route, [""]):
                if not route.startswith("admin:uploads"):
                    yield route, reverse(route, args=arguments) + query
    for route in ("admin:articles_article_changelist", "admin:comments_comment_changelist"):
        yield from ((route, reverse(route) + query) for query in queries[route])


def _tables(pks, draft):
    words = {"category": "chuyen-muc", "author": "tac-gia", "event": "su-kien"}
    of_one = [f"{table}-{pks[kind]}" for table in OF_ONE for kind, word in words.items() if table.endswith(word)]
    return [*FILES, *OF_NOW, *of_one, f"bai-{draft.pk}"]


def named(answer):
    """Whether an answer of any kind reveals a title or an address of the secrets."""
    said = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode()
    if answer.headers["Content-Type"].startswith("application/json"):
        said = json.dumps(json.loads(said), ensure_ascii=False)
    return any(word in said + answer.headers.get("Location", "") for word in WORDS)


def learned(client, user, visits, *, posts=False):
    """The routes among `visits` ([(route, address)]) whose answers to `user` name a secret; with `posts` also those to
    an empty POST, one a route.
    """
    visits = list(visits)
    asked = [("get", *visit) for visit in visits if visit[0] not in ENDS_THE_SESSION]
    if posts:
        asked += [("post", route, address) for route, address in dict(visits).items() if route not in ENDS_THE_SESSION]
    client.force_login(user)
    found = set()
    for method, route, address in asked:
        answer = getattr(client, method)(address)
        assert answer.status_code < 500, (route, address)
        if named(answer):
            found.add(route)
    return found


@pytest.mark.parametrize("viewer", VIEWERS)
def test_who_learns_of_articles_that_are_not_public_yet(client, secrets, viewers, viewer):
    expected = {route for route, cells in ROWS.items() if cells[VIEWERS.index(viewer)] == "x"}
    telling = [(route, address) for route, address in addresses(secrets) if route in ROWS]

    assert learned(client, viewers[viewer], telling) == expected


@pytest.mark.long
def test_no_address_of_the_admin_reveals_a_draft_to_a_user_with_every_right_but_edit_any_article(client, secrets):
    user = make_user()
    user.user_permissions.set(Permission.objects.exclude(codename="edit_any_article"))

    assert learned(client, user, addresses(secrets), posts=True) == set()
