"""Texts typed for .VnTime and VNI-Times: found, shown, converted on demand, and by staff alone."""

import pytest
from django.test import Client
from django.urls import reverse

from richtext.legacy_fonts import convert
from tests.factories import WRITER, make_user

TCVN3 = "C¶i c¸ch hµnh chÝnh lµ nhiÖm vô träng t©m cña tØnh."
VNI = "Caûi caùch haønh chính laø nhieäm vuï troïng taâm cuûa tænh."
UNICODE = "Cải cách hành chính là nhiệm vụ trọng tâm của tỉnh."
ADDRESS = "/quan-tri/soan-thao/unicode/"


@pytest.mark.parametrize(("text", "charset"), [(TCVN3, "tcvn3"), (VNI, "vni")])
def test_old_text_is_found_and_converted(text, charset):
    conversion = convert(f"<p>{text}</p>")

    assert conversion.charset == charset
    assert conversion.html == f"<p>{UNICODE}</p>"
    assert UNICODE.startswith(conversion.after)
    assert text.startswith(conversion.before)


@pytest.mark.parametrize(
    "html", ["", f"<p>{UNICODE}</p>", "<p>plain words</p>", "<p>Café à la crème, naïve façade</p>"]
)
def test_other_text_is_left_alone(html):
    assert convert(html) is None


def test_paragraphs_in_unicode_stay_as_they_are():
    conversion = convert(f"<h2>{UNICODE}</h2><p>{TCVN3}</p><p>Số 12/KH-UBND</p>")

    assert conversion.html == f"<h2>{UNICODE}</h2>\n<p>{UNICODE}</p>\n<p>Số 12/KH-UBND</p>"


def test_tags_stay_and_u_horn_is_not_lost():
    conversion = convert(
        "<p>C¶i c¸ch <b>hµnh chÝnh nhµ n\u00ad\u00edc</b> cña tØnh</p><ul><li>ng\u00ad\u00eai d©n</li></ul>"
    )

    assert (
        conversion.html == "<p>Cải cách <strong>hành chính nhà nước</strong> của tỉnh</p>\n<ul><li>người dân</li></ul>"
    )


def test_hostile_html_is_clean_after_the_conversion():
    assert convert(f"<p onclick=x>{TCVN3}<script>x</script></p>").html == f"<p>{UNICODE}</p>"


@pytest.mark.django_db
def test_staff_get_the_converted_text(client):
    client.force_login(make_user(WRITER), backend="django.contrib.auth.backends.ModelBackend")

    answer = client.post(ADDRESS, {"html": f"<p>{TCVN3}</p>"}).json()

    assert reverse("richtext:unicode") == ADDRESS
    assert answer["charset"] == "tcvn3"
    assert answer["name"] == "TCVN3 (.VnTime)"
    assert answer["html"] == f"<p>{UNICODE}</p>"
    assert client.post(ADDRESS, {"html": UNICODE}).json() == {"charset": None}
    assert client.post(ADDRESS).json() == {"charset": None}


@pytest.mark.django_db
def test_nobody_else_does(client):
    assert client.post(ADDRESS, {"html": TCVN3}).status_code == 401

    former = make_user()
    former.is_staff = False
    former.save()
    client.force_login(former, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(ADDRESS, {"html": TCVN3}).status_code == 401
    assert client.get(ADDRESS).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(ADDRESS, {"html": TCVN3}).status_code == 401  # nobody, and no token either
    strict.force_login(make_user(WRITER), backend="django.contrib.auth.backends.ModelBackend")
    assert strict.post(ADDRESS, {"html": TCVN3}).status_code == 403
