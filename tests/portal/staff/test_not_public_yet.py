"""Who learns of articles that are not public yet: every address of the admin, for every role and owner."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.urls import get_resolver, reverse
from django.utils import timezone

from articles.in_the_bin import put_into_bin
from articles.models import Abbreviation, Article, Attachment, Author, Page, Tag
from comments.models import CannedAnswer, Comment, ModerationPolicy, Policy, Rating, RejectionReason, Rule
from comments.questions.assignment import charge
from copyediting.models import HouseWord
from layout.models import Banner, Indicator, Link, SiteSettings
from links.keeping import keep_links
from links.models import Address
from newsroom.models import PreviewLink, WorkingCopy
from recordings.models import Recording
from revisions.bin.binning import put
from revisions.saving import saved_by
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
from tests.recordings.factories import figure_of, make_recording

from .addresses import revisions_addresses

# The menu, which is the same everywhere, is looked at on the first page.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_menu")]

# Who learns the title or the address of a draft and of a scheduled article, by GET and POST: x, otherwise -.
TABLE = """
                                 writes it  signs it  another writer  editor  moderator  webmaster
admin:index                          x          x           -            x        -          -
admin:articles_article_changelist    x          x           -            x        -          -
admin:articles_article_change        x          x           -            x        -          -
admin:articles_article_history       x          x           -            x        -          -
admin:articles_article_duplicate     x          x           -            x        -          -
admin:articles_article_delete        x          -           -            x        -          -
admin:articles_article_revisions     x          x           -            x        -          -
admin:articles_article_comparison    x          -           -            x        -          -
admin:articles_article_revision      x          -           -            x        -          -
admin:autocomplete                   x          x           -            x        -          -
admin:uploads_image_change           x          x           -            x        -          -
admin:uploads_image_uses             x          x           -            x        -          -
admin:articles_abbreviation_uses     x          x           -            x        -          -
admin:recordings_recording_change    x          x           -            x        -          -
articles:detail                      x          x           -            x        -          -
on_site                              x          x           -            x        -          -
newsroom:working_copies              x          -           -            -        -          -
newsroom:working_copy                x          -           -            -        -          -
newsroom:merge                       x          -           -            -        -          -
newsroom:preview_links               x          -           -            x        -          -
preview:copy                         x          x           -            x        -          -
bin:entry                            x          x           -            x        -          -
ratings                              -          -           -            x        -          -
links:list                           x          x           -            x        -          -
links:link                           x          x           -            x        -          -
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
desk_recordings:add desk_recordings:library desk_recordings:change
copyediting:findings copyediting:dismiss copyediting:word
admin:copyediting_houseword_many admin:copyediting_houseword_file admin:articles_abbreviation_paste
accounts:session accounts:signed_in accounts:sign_in_again uploads:image uploads:library uploads:crop
admin:uploads_image_crop queue:settle queue:insert
queue:queue queue:keys queue:live queue:decide queue:undo queue:reject_sender queue:answer queue:hand_over queue:keep
queue:mask queue:original queue:charge queue:publish_unit_answer queue:return_unit_answer queue:note queue:stop
queue:lift_stop queue:stops queue:modes queue:remove_mode queue:seen personal_data own_password operations
richtext:unicode reminders latest_report yearly_report monthly_report comment_handling comment_handling_file
queue:delete_note queue:search settle_ratings hide_rating_reason bin:list newsroom:begin_merge newsroom:keep_choices
newsroom:write_working_copy newsroom:offers newsroom:discard_working_copy newsroom:take_back_working_copy
newsroom:upload_document newsroom:presence newsroom:take_over newsroom:make_preview_link
newsroom:withdraw_preview_link newsroom:filters admin:articles_article_known_authors
admin:articles_article_manuscripts admin:articles_article_manuscript admin:articles_article_manuscript_picture
stats:desk stats:sources stats:devices stats:searches stats:newsroom stats:left_out stats:proof stats:proof_day
stats:keys stats:withdraw_key stats:imports stats:import stats:discard_import stats:undo_import admin:search
admin:login admin:logout admin:password_change admin:password_change_done admin:jsi18n admin:view_on_site
admin:auth_user_password_change admin:app_list
"""
MODELS = """
accounts_user auth_group uploads_image articles_article articles_category articles_tag articles_author articles_event
articles_page articles_abbreviation
layout_sitesettings layout_link layout_banner layout_indicator comments_question comments_comment
comments_policy comments_rule comments_rejectionreason comments_cannedanswer stats_baseline stats_reportrecipient
recordings_recording copyediting_houseword comments_moderationpolicy
"""
FORMS = ["changelist", "add", "change", "delete", "history"]
# Of each of their rows there are pages of revisions.
KEPT = """
articles_article articles_category articles_tag articles_author articles_event articles_page articles_abbreviation
layout_sitesettings layout_link layout_banner layout_indicator comments_policy comments_rule comments_rejectionreason
comments_cannedanswer uploads_image recordings_recording copyediting_houseword comments_moderationpolicy
"""
REVISIONS = ["revisions", "comparison", "revision"]
VIEWERS = ["writes it", "signs it", "another writer", "editor", "moderator", "webmaster"]
ROWS = {line.split()[0]: line.split()[1:] for line in TABLE.splitlines()[2:] if line.strip()}
LINK = '<p><a href="https://mat.example/van-ban">Văn bản</a></p>'
SECRETS = {"draft": "Phương án sắp xếp tháng tư", "scheduled": "Kết luận thanh tra Bến Lam"}
WORDS = [*SECRETS.values(), "phuong-an-sap-xep-thang-tu", "ket-luan-thanh-tra-ben-lam"]
WITHOUT_COMMENT = {"queue:keys", "queue:live", "queue:decide", "queue:undo", "queue:search", "queue:seen"}
WITHOUT_COMMENT |= {"queue:queue", "queue:stops", "queue:modes"}
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
    known |= {f"admin:{model}_{page}" for model in KEPT.split() for page in REVISIONS}

    assert known - {"articles:detail", "preview:copy"} == set(admin_routes())


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
        "edition": 1,  # newer than the working copy
        "cover": image,
        "event": event,
        "tags": [tag],
        "body": f'<p>Chưa công bố.</p>{LINK}<img src="{image.url}" alt="">{figure_of(make_recording())}',
    }
    draft = make_article(title=SECRETS["draft"], status="draft", published_at=None, **common)
    later = timezone.now() + timedelta(days=2)
    scheduled = make_article(title=SECRETS["scheduled"], published_at=later, **common)
    for article in (draft, scheduled):
        _what_hangs_on(article)
    _broken_link()
    return draft, scheduled


def _broken_link():
    """It stands in both, and in an article that readers see."""
    make_article(title="Ngày hội Công dân số", byline="", body=LINK)
    keep_links()
    failing = {"state": "broken", "answer": "404", "failures": 2, "failing_since": timezone.now()}
    Address.objects.filter(host="mat.example").update(**failing)


def _what_hangs_on(article):
    today = local_day(timezone.now())
    file = Attachment(article=article, title=f"Phụ lục: {article.title}", size=1)
    file.file.save("phu-luc.pdf", ContentFile(b"%PDF-1.4"), save=False)
    file.save()
    comment = make_comment(article)
    waiting(article)
    typed = {"title": [article.title], "body": [article.body]}
    WorkingCopy.objects.create(user=article.created_by, article=article, page=uuid4(), number=1, fields=typed)
    PreviewLink.objects.create(
        article=article, made_by=article.created_by, form_key=uuid4(), ends_at=timezone.now() + timedelta(days=1)
    )
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
        "articles_abbreviation": Abbreviation.objects.create(short="CB", long="công bố"),
        "uploads_image": draft.cover,
        "accounts_user": draft.created_by,
        "auth_group": Group.objects.get(name=WRITER),
        "layout_sitesettings": SiteSettings.objects.get(),
        "layout_link": Link.objects.create(menu=Link.Menu.values[0], label="Giới thiệu", url="/"),
        "layout_banner": Banner.objects.create(place=Banner.Place.values[0], image=draft.cover),
        "layout_indicator": Indicator.objects.create(label="Đúng hạn", value="98,23%"),
        "comments_rule": Rule.objects.create(pattern="tài xỉu trá hình"),
        "comments_rejectionreason": RejectionReason.objects.create(text="Viết bằng tiếng nước ngoài"),
        "comments_cannedanswer": CannedAnswer.objects.create(title="Giờ làm việc", body="Từ thứ Hai đến thứ Sáu."),
        "comments_policy": Policy.objects.create(),
        "comments_moderationpolicy": ModerationPolicy.objects.create(),
        "comments_comment": Comment.objects.filter(article=draft, state="approved").get(),
        "stats_reportrecipient": ReportRecipient.objects.create(email="vanphong@songlam.example"),
        "stats_baseline": Baseline(pk=1),
        "recordings_recording": Recording.objects.get(),
        "copyediting_houseword": HouseWord.objects.create(text="vắc xin"),
    }
    rows["comments_question"] = charge(rows["comments_comment"], "UBND xã Tân Phong", by=draft.created_by)
    for model in MODELS.split():
        for row in secrets if model == "articles_article" else [rows[model]]:
            for form in FORMS:
                arguments = [] if form in {"changelist", "add"} else [row.pk]
                yield f"admin:{model}_{form}", reverse(f"admin:{model}_{form}", args=arguments)
    duplicate, crop = "admin:articles_article_duplicate", "admin:uploads_image_crop"
    yield from ((duplicate, reverse(duplicate, args=[row.pk])) for row in secrets)
    yield from ((name, reverse(name, args=[draft.cover_id])) for name in (crop, "admin:uploads_image_uses"))
    paste, uses = "admin:articles_abbreviation_paste", "admin:articles_abbreviation_uses"
    yield from [(paste, reverse(paste)), (uses, reverse(uses, args=[rows["articles_abbreviation"].pk]))]
    yield from _pages_of_revisions(secrets, rows)
    yield from _other_addresses(secrets, rows)


def _pages_of_revisions(secrets, rows):
    for model in KEPT.split():
        for row in secrets if model == "articles_article" else [rows[model]]:
            for page, address in zip(REVISIONS, revisions_addresses(row), strict=True):
                yield f"admin:{model}_{page}", address


def _other_addresses(secrets, rows):
    draft, scheduled = secrets
    comment, content_type = rows["comments_comment"], ContentType.objects.get_for_model(Article)
    pks = {"category": draft.category_id, "author": rows["articles_author"].pk, "event": draft.event_id}
    copies = [[copy.key] for copy in WorkingCopy.objects.order_by("pk")]
    of_copies = ("working_copy", "merge", "keep_choices", "discard_working_copy", "take_back_working_copy")
    link = PreviewLink.objects.order_by("pk").first()
    given = {
        "desk_recordings:change": [[rows["recordings_recording"].key]],
        "uploads:crop": [[draft.cover_id]],
        "links:link": [[Address.objects.get(host="mat.example").pk]],
        "bin:entry": [[_binned_tag(secrets).pk]],
        "newsroom:preview_links": [[draft.pk], [scheduled.pk]],
        "newsroom:make_preview_link": [[draft.pk], [scheduled.pk]],
        "newsroom:withdraw_preview_link": [[link.article_id, link.pk]],
        "preview:copy": [[uuid4()], *copies],
        **{f"newsroom:{name}": copies for name in of_copies},
        "newsroom:begin_merge": [[draft.pk], [scheduled.pk]],
        **{name: [[comment.pk]] for name in SILENT.split() if name[:6] == "queue:" and name not in WITHOUT_COMMENT},
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
        "links:link": ["", "?moi=/trang/gioi-thieu/"],
        "newsroom:offers": [f"?bai={draft.pk}"],
        "preview:copy": [f"?bai={draft.pk}", f"?bai={scheduled.pk}"],
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
                if not route.startswith(("admin:uploads", "admin:recordings")):
                    yield route, reverse(route, args=arguments) + query
    for route in ("admin:articles_article_changelist", "admin:comments_comment_changelist"):
        yield from ((route, reverse(route) + query) for query in queries[route])


def _binned_tag(secrets):
    """The entry of a tag that hung on articles which are not public, and lies in the bin."""
    tag = Tag.objects.create(name="sáp nhập")
    for article in secrets:
        article.tags.add(tag)
    with saved_by(None):
        return put(tag, None)


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


KNOW_IT = {"writes it", "signs it", "editor"}


@pytest.mark.parametrize("viewer", VIEWERS)
def test_in_the_bin_an_article_is_known_to_those_who_knew_it_before(client, secrets, viewers, viewer):
    known = {route for route, cells in ROWS.items() if cells[VIEWERS.index(viewer)] == "x"}
    telling = [(route, address) for route, address in addresses(secrets) if route in ROWS]
    with saved_by(viewers["editor"]):
        entries = [put_into_bin(article, viewers["editor"]) for article in secrets]
    telling += [("in the bin", reverse("bin:entry", args=[entry.pk])) for entry in entries]
    telling += [("in the bin", reverse("bin:list")), ("in the bin", reverse("bin:list") + "?q=phuong")]

    found = learned(client, viewers[viewer], telling)

    of_its_own = {"in the bin", *(f"admin:articles_article_{page}" for page in [*FORMS[2:], *REVISIONS])}
    assert found - known <= of_its_own
    assert found & of_its_own == (of_its_own if viewer in KNOW_IT else set())
    assert "admin:articles_article_changelist" not in found
    assert "admin:autocomplete" not in found


@pytest.mark.long
def test_no_address_of_the_admin_reveals_a_draft_to_a_user_with_every_right_but_edit_any_article(client, secrets):
    user = make_user()
    user.user_permissions.set(Permission.objects.exclude(codename="edit_any_article"))

    assert learned(client, user, addresses(secrets), posts=True) == set()
