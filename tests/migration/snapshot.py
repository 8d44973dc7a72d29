"""What a release shows of its sample, as JSON: a program of its own, run in the folder of that release.

    python …/tests/migration/snapshot.py load              migrate an empty database and load the sample
    python …/tests/migration/snapshot.py show              what readers and staff see, on the pages that it finds
    python …/tests/migration/snapshot.py migrate show < x  migrate first; the pages that the snapshot `x` names

The clock stands still at MOMENT, so that "3 giờ trước" is the same every time. It needs what `manage.py` needs
(DATABASE_URL, SECRET_KEY …) and imports nothing of the project: any release can run it.
"""

import json
import os
import re
import sys
from datetime import datetime

import django
import time_machine
from lxml import etree, html

MOMENT = datetime.fromisoformat("2026-11-20T10:00:00+07:00")
ADMIN = "admin"
INDEX, STATISTICS, COMMENTS = "/quan-tri/", "/quan-tri/thong-ke/", "/quan-tri/comments/comment/?state=all"
WHOLE = "?all="
NO_PAGES = "/(logout|password_change|jsi18n|login|add|change)/"
# Beside the addresses of the site map.
PUBLIC = (
    "/hoi-dap/",
    "/thong-ke/",
    "/thong-ke/cach-tinh/",
    "/so-do-trang/",
    "/tim-kiem/?q=thủ+tục",
    "/rss/",
    "/atom/",
    "/sitemap.xml",
    "/sitemap-tin.xml",
    "/robots.txt",
)
ARTICLES = 24  # the newest: each takes some milliseconds
UNSEEN = {"script", "style", "template", "noscript"}
NOT_THE_SAMPLE = {"django_migrations", "django_content_type", "auth_permission", "auth_group_permissions"}


def main(steps):
    """Do `steps`, one of `load`, `migrate`, `show` after the other."""
    sys.path.insert(0, os.getcwd())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cchc_portal.settings")
    django.setup()
    with time_machine.travel(MOMENT, tick=False):
        for step in steps:
            {"load": load, "migrate": migrate, "show": show}[step]()


def load():
    """The sample, and a superuser to see all of the admin with. Nobody can sign in with a password."""
    from django.contrib.auth import get_user_model

    migrate()
    run("sync_roles")
    run("load_sample")
    users = get_user_model().objects
    users.create_superuser(ADMIN)
    for user in users.all():
        user.set_unusable_password()
        user.save(update_fields=["password"])


def migrate():
    run("migrate", interactive=False)


def run(command, **options):
    from django.core.management import call_command

    call_command(command, verbosity=0, stdout=sys.stderr, **options)


def show():
    """Print `{"tables": …, "pages": …}`: what `rows` and `seen` return."""
    from django.contrib.auth import get_user_model
    from django.template import Template
    from django.test import Client
    from django.test.utils import setup_test_environment

    known = {} if sys.stdin.isatty() else json.loads(sys.stdin.read() or "{}")
    render = Template._render
    setup_test_environment()
    Template._render = render  # not the one by which the client copies the context of each part of a page
    tables = rows(known.get("tables"))
    reader, admin = Client(), Client()
    admin.force_login(get_user_model().objects.get(username=ADMIN), "django.contrib.auth.backends.ModelBackend")
    paths = known.get("pages") or [*public_paths(reader), *admin_paths(admin)]
    pages = {path: seen(admin if path.startswith(INDEX) else reader, path) for path in paths}
    json.dump({"tables": tables, "pages": pages}, sys.stdout, ensure_ascii=False, indent=1)


def rows(known):
    """{table: {"columns": names, "rows": how many, "digest": of them}} of the tables and columns that `known` has.

    Without `known`, of all.
    """
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name::text, array_agg(column_name::text ORDER BY ordinal_position)"
            " FROM information_schema.columns WHERE table_schema = 'public'"
            " AND table_name IN (SELECT relname FROM pg_class WHERE relkind = 'r') GROUP BY 1 ORDER BY 1"
        )
        columns = {table: names for table, names in cursor.fetchall() if table not in NOT_THE_SAMPLE}
        if known:
            columns = {table: known[table]["columns"] for table in known}
        told = {}
        for table, names in columns.items():
            row = ", ".join(f'"{name}"' for name in names)
            cursor.execute(
                f"SELECT count(*), md5(coalesce(string_agg(line, E'\\n' ORDER BY line COLLATE \"C\"), ''))"  # noqa: S608
                f" FROM (SELECT ROW({row})::text AS line FROM {table}) AS lines"
            )
            count, digest = cursor.fetchone()
            told[table] = {"columns": names, "rows": count, "digest": digest}
    return told


def public_paths(client):
    """Lists, pages and the newest articles, as the site maps list them, and their threads."""
    maps = [path for path in addresses(client, "/sitemap.xml") if path.endswith(".xml")]
    paths = [path for site_map in maps for path in addresses(client, site_map)]
    articles = [path for path in paths if path.startswith("/bai-viet/")]
    threads = [f"/binh-luan/{re.search(r'-([0-9]+)/$', path)[1]}/" for path in articles[:ARTICLES:4]]
    others = [path for path in paths if path not in set(articles)]
    return list(dict.fromkeys([*others, *PUBLIC, *maps, *articles[:ARTICLES], *threads]))


def addresses(client, site_map):
    found = re.findall(r"<loc>([^<]+)</loc>", client.get(site_map).content.decode())
    return [re.sub(r"^https?://[^/]+", "", address) for address in found]


def admin_paths(client):
    """The admin's first page, the pages of its menu with the first row of each list, lists of several pages whole, and
    the statistics pages.
    """
    menu = [path for path in links(client, INDEX) if not re.search(NO_PAGES, path)]
    rows = [link for path in menu for link in first_rows(client, path)]
    statistics = [link for link in links(client, STATISTICS) if link.startswith(STATISTICS) and links(client, link)]
    comments = [link for link in links(client, COMMENTS) if link.endswith("/change/")][:ARTICLES:4]
    whole = [f"{path}{WHOLE}" for path in menu if is_offered_whole(client, path)]
    return list(dict.fromkeys([INDEX, *menu, *rows, *whole, *statistics, COMMENTS, *comments]))


def is_offered_whole(client, path):
    """Whether the list there has several pages, and a link that shows all of its rows on one."""
    return bool(html_of(client, path).xpath("//a[@href=$whole]", whole=WHOLE))


def first_rows(client, path):
    return [link for link in links(client, path) if re.fullmatch(re.escape(path) + "[0-9]+/change/", link)][:1]


def links(client, path):
    """Addresses of the admin on that page, without their queries."""
    found = (address.partition("?")[0].partition("#")[0] for address in html_of(client, path).xpath("//a/@href"))
    return list(dict.fromkeys(address for address in found if address.startswith(INDEX)))


def html_of(client, path):
    """The page, as lxml has it; an empty one where there is none, or another kind of document."""
    response = client.get(path)
    is_page = response.status_code == 200 and "html" in response.headers["Content-Type"]
    return html.fromstring(response.content.decode() if is_page else "<html></html>")


def seen(client, path):
    """`{"status": 200, "text": words}`: every word that a browser would show, and the title."""
    response = client.get(path, follow=True)
    kind = response.headers.get("Content-Type", "")
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if "html" in kind:
        text = words(html.fromstring(content.decode()))
    elif "xml" in kind:
        text = words(etree.fromstring(content))
    else:
        text = content.decode()
    return {"status": response.status_code, "text": text}


def words(root):
    """The text between the tags, with single spaces; that of a drawing in order of the alphabet, as each piece has its
    place there by coordinates.
    """
    for drawing in root.xpath("//svg"):
        pieces = sorted(text for piece in drawing.itertext() if (text := " ".join(piece.split())))
        for child in list(drawing):
            drawing.remove(child)
        drawing.text = " ".join(pieces)
    pieces = (text for text in root.xpath("//text()") if text.is_tail or text.getparent().tag not in UNSEEN)
    return " ".join(" ".join(pieces).split())


if __name__ == "__main__":
    main(sys.argv[1:])
