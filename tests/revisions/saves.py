"""Saves that make revisions, as the admin's forms make them, without a form; and what the pages of revisions show."""

from django.urls import reverse
from lxml import html as lxml_html

from articles import workflow
from revisions.models import SavedRow
from revisions.saving import keep, saved_by
from tests.forms import send


def save_as(user, article, *, tags=None, note="", **fields):
    """Save an article with other values, a step among them if `status` says so."""
    source = article.status
    target = fields.pop("status", source)
    with saved_by(user):
        keep(article)
        for name, value in fields.items():
            setattr(article, name, value)
        article.edition += 1
        article.saved_by = user
        workflow.move(article, target, by=user, source=source, note=note)
        if tags is not None:
            article.tags.set(tags)
    article.refresh_from_db()


def saved_rows(row):
    """The revisions of a row, the oldest first."""
    return list(SavedRow.objects.of(row).with_people().order_by("pk"))


def address(row, word="revisions", *further):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{word}", args=[row.pk, *further])


def words(answer):
    page = lxml_html.fromstring(answer.content.decode())
    return " ".join(page.find(".//div[@class='rev']").text_content().split())


def bring_back(client, saved, row, **changes):
    answer = send(client, address(row, "revision", saved.pk), "khoi-phuc", **changes)
    row.refresh_from_db()
    return answer
