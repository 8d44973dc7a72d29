"""The forms of the webmaster's pages for what every page shows of the site."""

import pytest

from layout.models import Banner
from tests.factories import WEBMASTER, make_image, make_user

pytestmark = pytest.mark.django_db


def test_a_banner_takes_its_moments_as_an_article_does(client):
    client.force_login(make_user(WEBMASTER))
    form = {
        "place": "side",
        "label": "Thông tin tuyên truyền",
        "image": make_image().pk,
        "starts_at": "04/11/2026 08:30",
        "ends_at": "",
        "position": "1",
        "is_shown": "on",
    }

    client.post("/quan-tri/layout/banner/add/", form)
    banner = Banner.objects.get()
    page = client.get(f"/quan-tri/layout/banner/{banner.pk}/change/").content.decode()

    assert (banner.starts_at.day, banner.starts_at.month) == (4, 11)
    assert banner.ends_at is None
    assert 'value="04/11/2026 08:30"' in page
