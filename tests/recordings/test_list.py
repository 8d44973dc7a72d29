"""The list of recordings in the admin."""

import pytest
from django.urls import reverse
from lxml import html as lxml_html

from tests.factories import WEBMASTER, make_site, make_user

from .factories import make_recording

pytestmark = pytest.mark.django_db


def test_it_says_in_words_which_have_their_words(client):
    make_site()
    make_recording(transcript="Xin chào bà con.")
    make_recording()
    client.force_login(make_user(WEBMASTER))

    page = lxml_html.fromstring(client.get(reverse("admin:recordings_recording_changelist")).content.decode())

    cells = page.xpath("//*[contains(@class, 'field-has_transcript')]")
    assert [cell.text_content().strip() for cell in cells] == ["Chưa có", "Có"]
