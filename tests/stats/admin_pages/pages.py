"""What the statistics pages of the admin show, in words."""

from datetime import date, timedelta

from django.urls import reverse
from lxml import html

from tests.stats.factories import local

NOON = local(2026, 3, 12, 12, 20)
YESTERDAY = date(2026, 3, 11)
DAY = timedelta(days=1)


def page(client, name, *args, **asked):
    response = client.get(reverse(f"stats:{name}", args=args), asked)
    assert response.status_code == 200
    return html.fromstring(response.text)


def table(tree, title):
    """The rows of the table in the panel with that name, as words."""
    (panel,) = [head.getparent().getparent() for head in tree.iter("h2") if words(head) == title]
    return [[words(cell) for cell in row] for row in panel.findall(".//tbody/tr")]


def figures(tree):
    """The words of the figures at the top."""
    return [words(cell) for cell in tree.xpath("//dl[@class='stats-figures']/div/*")]


def words(element):
    return " ".join(element.text_content().split())
