import os
import shutil
import socket
import subprocess
from contextlib import closing, contextmanager

from django.conf import settings
from django.contrib import auth
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import sync_playwright

from articles.models import Article, Category, Event, Page, Tag
from devserver.launcher import web_server
from revisions.bin.binning import put
from revisions.models import BinEntry, SavedRow
from revisions.saving import keep, saved_by

SIZES = [{"width": 1366, "height": 900}, {"width": 390, "height": 844}]
SCHEMES = ["light", "dark"]


class Command(BaseCommand):
    help = "Write PNGs of the main pages, 1366 and 390 px wide, light and dark, to var/screenshots."

    def handle(self, **options):
        call_command("prepare", sample=True, first_admin=False)
        folder = settings.VAR_DIR / "screenshots"
        folder.mkdir(parents=True, exist_ok=True)
        # Everything is asked of the database first: Playwright runs an event loop, in which Django allows no query.
        visits = [(None, public_pages()), *((session_of(name), pages) for name, pages in admin_pages().items())]
        with serving() as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
            for size in SIZES:
                for scheme in SCHEMES:
                    for session, pages in visits:
                        context = browser.new_context(viewport=size, color_scheme=scheme, locale="vi-VN")
                        if session:
                            context.add_cookies(
                                [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}]
                            )
                        shoot(context, pages, address, folder, f"{size['width']}-{scheme}")
            browser.close()
        self.stdout.write(f"{len(list(folder.glob('*.png')))} pictures in {folder}")


def public_pages():
    article = Article.objects.published().exclude(attachments=None).newest_first().first()
    return {
        "trang-chu": "/",
        "bai-viet": article.get_absolute_url(),
        "bo-anh": Article.objects.published().filter(body__contains='class="gallery"')[0].get_absolute_url(),
        "chuyen-muc": Category.objects.top().first().get_absolute_url(),
        "tim-kiem": f"{reverse('articles:search')}?q=cai+cach+thu+tuc",
        "su-kien": reverse("articles:event_list"),
        "trang-tinh": reverse("articles:page", args=["gioi-thieu"]),
        "so-do-trang": reverse("articles:site_map"),
        "tu-viet-tat": reverse("articles:glossary"),
        "binh-luan": reverse("comments:thread", args=[article.pk]),
        "hoi-dap": reverse("comments:questions"),
        "tra-cuu": reverse("comments:look_up"),
        "thong-ke-cong-khai": reverse("stats:public"),
        "cach-tinh": reverse("stats:method"),
        "khong-tim-thay": "/khong-co-trang-nay/",
    }


def admin_pages():
    """{user name: {name of the picture: address}}: the admin pages that each person of the sample works with."""
    article = with_revisions(Article.objects.published().newest_first().first())
    edited = SavedRow.objects.of(article)[1]
    return {
        "bientap": {
            "ban-bien-tap": reverse("admin:index"),
            "danh-sach-bai": reverse("admin:articles_article_changelist"),
            "soan-bai": reverse("admin:articles_article_change", args=[article.pk]),
            "nhan-ban": reverse("admin:articles_article_duplicate", args=[article.pk]),
            "thu-vien-anh": reverse("admin:uploads_image_changelist"),
            "cac-ban-da-luu": reverse("admin:articles_article_revisions", args=[article.pk]),
            "so-sanh-hai-ban": f"{reverse('admin:articles_article_comparison', args=[article.pk])}?tu={edited.pk}",
            "khoi-phuc": reverse("admin:articles_article_revision", args=[article.pk, edited.pk]),
            "thung-rac": reverse("bin:list"),
            "lien-ket-hong": reverse("links:list"),
            "trong-thung-rac": reverse("bin:entry", args=[binned_event(article).pk]),
            "xoa": reverse("admin:articles_event_delete", args=[Event.objects.exclude(articles=None).first().pk]),
        },
        "kiemduyet": {
            "duyet-binh-luan": reverse("queue:queue"),
            "kho-binh-luan": reverse("admin:comments_comment_changelist"),
            "quy-tac-loc": reverse("admin:comments_rule_changelist"),
            "cau-hoi": reverse("admin:comments_question_changelist"),
        },
        "quantri": {
            "thong-ke": reverse("stats:desk"),
            "nang-suat": reverse("stats:newsroom"),
            "thong-ke-noi-dung": reverse("stats:content"),
            "thong-ke-nguon": reverse("stats:sources"),
            "thong-ke-tim-kiem": reverse("stats:searches"),
            "doi-chieu": reverse("stats:proof"),
            "nhap-so-lieu": reverse("stats:imports"),
            "bao-cao-thang": reverse("latest_report"),
            "nhac-viec": reverse("reminders"),
            "thong-tin-trang": reverse("admin:layout_sitesettings_changelist"),
            "van-hanh": reverse("operations"),
        },
    }


def with_revisions(article):
    """`article` with three revisions, if it has none: as it is, with another sapo and another order, and again as it
    is.
    """
    if SavedRow.objects.of(article).exists():
        return article
    editor = auth.get_user_model().objects.get(username="bientap")
    article = Article.objects.get(pk=article.pk)
    blocks = article.body.split("\n")
    before = {"summary": article.summary, "body": article.body}
    edited = {"summary": f"{article.summary} Theo số liệu mới.", "body": "\n".join(blocks[1:] + blocks[:1])}
    for values in (edited, before):
        with saved_by(editor):
            keep(article, note="Theo góp ý của xã." if values is edited else "")
            article.summary, article.body = values["summary"], values["body"]
            article.edition += 1
            article.save()
    return article


def binned_event(article):
    """The entry of an event that was deleted, with `article` hanging on it; a tag and a page lie beside it."""
    title = "Hội nghị tổng kết cải cách hành chính (nhập nhầm)"
    if entry := BinEntry.objects.open().filter(name=title).first():
        return entry
    editor, webmaster = (auth.get_user_model().objects.get(username=name) for name in ("bientap", "quantri"))
    page = Page(title="Lịch tiếp công dân (bản cũ)", body="<p>Thứ năm hằng tuần.</p>", is_published=False)
    with saved_by(webmaster):
        keep(page)
        page.save()
    with saved_by(webmaster):
        put(page, webmaster)
    now = timezone.now()
    event = Event.objects.create(
        name=title, slug="hoi-nghi-nhap-nham", starts_at=now, place="Hội trường UBND thành phố", summary="Họp cả ngày."
    )
    Article.objects.filter(pk=article.pk, event=None).update(event=event)
    tag = Tag.objects.create(name="cải cach", slug="cai-cach-nham")
    with saved_by(editor):
        put(tag, editor)
        return put(event, editor)


def session_of(username):
    """A new session in which `username` is signed in, without a password; returns its key."""
    user = auth.get_user_model().objects.get(username=username)
    session = SessionStore()
    session[auth.SESSION_KEY] = str(user.pk)
    session[auth.BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[auth.HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


def chromium():
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        raise CommandError("Chromium was not found. On Debian: apt-get install chromium")
    return path


@contextmanager
def serving():
    """The portal on a free port; yields its address."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(web_server(str(port)))
    try:
        answers = False
        while not answers and process.poll() is None:
            with closing(socket.socket()) as probe:
                answers = probe.connect_ex(("127.0.0.1", port)) == 0
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def shoot(context, pages, address, folder, suffix):
    page = context.new_page()
    for name, path in pages.items():
        page.goto(address + path, wait_until="networkidle")
        for top in range(0, page.evaluate("document.documentElement.scrollHeight"), 700):
            page.evaluate(f"scrollTo(0, {top})")  # pictures load when they come near
            page.wait_for_timeout(50)
        page.evaluate("scrollTo(0, 0)")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=folder / f"{name}-{suffix}.png", full_page=True)
    context.close()
