"""Rows put into the bin and brought back, and what the pages of the bin say."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from lxml import html as lxml_html

from revisions.bin.binning import bring_back, put
from revisions.models import BinEntry
from revisions.restoring import NotRestored
from revisions.saving import saved_by
from tests.revisions.saves import address

LIST = "/quan-tri/thung-rac/"


def bin_as(user, row):
    with saved_by(user):
        return put(row, user)


def return_as(user, entry, **typed):
    with saved_by(user):
        return bring_back(entry, user, typed=typed)


def refusals(user, entry, **typed):
    with pytest.raises(NotRestored) as refused:
        return_as(user, entry, **typed)
    return refused.value.points


def columns(row):
    return type(row).objects.filter(pk=row.pk).values().get()


def delete(client, row):
    """Delete a row by its page in the admin; the new entry, and what is said then."""
    answer = client.post(address(row, "delete"), {"post": "yes"})
    return BinEntry.objects.open().of_row(row).first(), said(answer)


def said(answer):
    return [lxml_html.fromstring(str(message)).text_content() for message in get_messages(answer.wsgi_request)]


def entry_address(entry):
    return reverse("bin:entry", args=[entry.pk])


def names_in(page):
    return [each.text_content() for each in lxml_html.fromstring(page.content.decode()).xpath("//li//strong")]
