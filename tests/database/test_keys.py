"""Keys that come from outside: what is none is None, whatever it is."""

from uuid import UUID

import pytest

from database.keys import KEY_DIGITS, is_key, read_key, read_uuid

KEY = UUID("5f0c1d0e-7e0b-4d57-9d3c-0a4f7d1c2b3a")


@pytest.mark.parametrize(("text", "key"), [("0", 0), ("7", 7), ("0041", 41), ("9" * KEY_DIGITS, 10**KEY_DIGITS - 1)])
def test_a_key_is_read(text, key):
    assert read_key(text) == key
    assert is_key(text)


@pytest.mark.parametrize("text", [None, "", " ", "-1", "+1", "1.5", "1e3", "٣", "²", "x", "9" * 19, "9" * 5_000])
def test_what_is_no_key_is_none(text):
    assert read_key(text) is None
    assert not is_key(text)


@pytest.mark.parametrize("text", [str(KEY), KEY.hex, str(KEY).upper(), f"{{{KEY}}}"])
def test_a_uuid_is_read_however_it_is_written(text):
    assert read_uuid(text) == KEY


@pytest.mark.parametrize("text", [None, "", "x", KEY.hex[1:], f"{KEY.hex}0", "g" * 32])
def test_what_is_no_uuid_is_none(text):
    assert read_uuid(text) is None
