"""Two texts of one article merged, as people do it in the admin."""

import re

from django.urls import reverse
from lxml import html as lxml_html

from tests.forms import fields_of
from tests.newsroom.forms_in_admin import page_of

BODY = "<p>Bà Hạnh cười.</p>\n<p>Ông Páo đợi ở cổng xã.</p>\n<p>Chiều ấy mưa.</p>"


def opened(client, article):
    return fields_of(client.get(page_of(article)), "article_form")


def begin(client, article, fields, **changes):
    """The answer to "Gộp hai bản" pressed in a form with `fields`."""
    address = reverse("newsroom:begin_merge", args=[article.pk])
    return client.post(address, fields | changes, follow=True)


def text(answer):
    root = lxml_html.fromstring(answer.content.decode())
    return " ".join(root.text_content().split())


def places(answer):
    """{label of a conflict: key}"""
    found = re.findall(r'id="cho-(\w+)">\s*<legend>\d+\. ([^<]+?)\s*<', answer.content.decode())
    return {label: key for key, label in found}


def choose(client, answer, **more):
    """Press "Xem bản gộp" on the page `answer` with some choices."""
    address = answer.request["PATH_INFO"]
    return client.post(address, fields_of(answer, "merge") | more, follow=True)


def press_save(client, article, answer, **changes):
    answer = client.post(page_of(article), fields_of(answer, "article_form") | changes, follow=True)
    article.refresh_from_db()
    return answer
