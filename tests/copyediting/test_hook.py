"""The forms of the desk name the text that they show, so that their script has it read."""

import json
import re
from html import unescape

import pytest
from django.urls import reverse

from tests.comments.factories import waiting
from tests.factories import EDITOR, MODERATOR, WRITER, make_article, make_event, make_user

pytestmark = pytest.mark.django_db


def hook(page):
    """The attributes of the hook of a page, without "data-"; None without one."""
    found = re.search(r"<span hidden data-proofread.*?>", page.content.decode())
    return found and {name: unescape(value) for name, value in re.findall(r'data-([\w-]+)="(.*?)"', found[0])}


@pytest.mark.parametrize("name", ["articles_article", "articles_page", "articles_event"])
def test_the_form_of_a_new_text_names_its_kind_and_no_key(client, name):
    client.force_login(make_user(EDITOR))

    said = hook(client.get(reverse(f"admin:{name}_add")))

    assert (said["proofread"], said["key"]) == (name.removeprefix("articles_"), "")
    assert said["address"] == reverse("copyediting:findings")


def test_the_fields_of_a_hook_are_those_of_its_form(client):
    client.force_login(make_user(EDITOR))
    for name in ("articles_article", "articles_page", "articles_event"):
        page = client.get(reverse(f"admin:{name}_add"))
        said, form = hook(page), page.context["adminform"].form
        named = [*json.loads(said["fields"]), *json.loads(said["facts"]), *filter(None, [said["body"]])]
        assert [each for each in named if "*" not in each and each not in form.fields] == []


def test_the_form_of_a_saved_text_names_its_key(client):
    client.force_login(make_user(EDITOR))
    event = make_event()

    assert hook(client.get(reverse("admin:articles_event_change", args=[event.pk])))["key"] == str(event.pk)


def test_a_text_that_one_may_only_read_has_none(client):
    client.force_login(make_user(WRITER))
    article = make_article()

    assert hook(client.get(reverse("admin:articles_article_change", args=[article.pk]))) is None


def test_an_official_answer_is_read_as_one_to_its_comment(client):
    client.force_login(make_user(MODERATOR))
    comment = waiting(make_article())
    for address in (reverse("admin:comments_comment_change", args=[comment.pk]), reverse("queue:queue")):
        said = hook(client.get(address))
        assert (said["proofread"], said["key"], said["fields"]) == ("answer", str(comment.pk), '{"body": "answer"}')
