"""A missing or wrong variable stops the start with a sentence."""

import ast
import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from cchc_portal import env


def test_a_missing_variable_is_named(monkeypatch):
    monkeypatch.delenv("SITE_URL", raising=False)

    with pytest.raises(ImproperlyConfigured, match="SITE_URL"):
        env.text("SITE_URL")


def test_a_secret_may_lie_in_a_file(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("s3cret\n")
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "key"))

    assert env.secret("SECRET_KEY") == "s3cret"


def test_a_secret_file_that_cannot_be_read_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "nowhere"))

    with pytest.raises(ImproperlyConfigured, match="nowhere"):
        env.secret("SECRET_KEY")


@pytest.mark.parametrize(("value", "meant"), [("1", True), ("true", True), ("0", False), ("OFF", False), ("", False)])
def test_a_flag_is_said_in_words(monkeypatch, value, meant):
    monkeypatch.setenv("DEBUG", value)

    assert env.flag("DEBUG", default=False) is meant


@pytest.mark.parametrize(
    ("read", "value", "sentence"),
    [
        (lambda: env.flag("X", default=False), "maybe", "write 1 or 0"),
        (lambda: env.integer("X", 1), "viele", "whole number"),
        (lambda: env.integer("X", 1, minimum=1), "0", "the least is 1"),
        (lambda: env.networks("X"), "10.0.0.0/33", "10.0.0.0/33"),
    ],
)
def test_a_wrong_value_is_explained(monkeypatch, read, value, sentence):
    monkeypatch.setenv("X", value)

    with pytest.raises(ImproperlyConfigured, match=sentence):
        read()


def test_lists_are_separated_by_commas(monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", "songlam.example, www.songlam.example,")

    assert env.words("ALLOWED_HOSTS") == ["songlam.example", "www.songlam.example"]


SHOWN = [
    *("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS"),
    "ALLOWED_HOSTS",
]


def settings_with(**variables):
    """The settings of a process that starts with these variables."""
    code = f"from django.conf import settings; print([getattr(settings, name) for name in {SHOWN}])"
    variables = os.environ | {"DJANGO_SETTINGS_MODULE": "cchc_portal.settings", "ALLOWED_HOSTS": "a.vn"} | variables
    done = subprocess.run([sys.executable, "-c", code], env=variables, capture_output=True, text=True, check=True)
    return ast.literal_eval(done.stdout)


def test_https_names_cookies_of_this_host_alone_and_binds_subdomains_only_when_configured():
    year = 31_536_000
    cookies = ["__Host-sessionid", "__Host-csrftoken"]

    assert settings_with(SITE_URL="https://cchc.vn") == [*cookies, year, False, ["a.vn", "cchc.vn"]]
    assert settings_with(SITE_URL="https://a.vn:8443", HSTS_SUBDOMAINS="1") == [*cookies, year, True, ["a.vn"]]
    assert settings_with(SITE_URL="http://a.vn", HSTS_SUBDOMAINS="1") == ["sessionid", "csrftoken", 0, False, ["a.vn"]]
