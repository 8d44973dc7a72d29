"""What the settings need before pytest loads them (a pytest plugin, see `addopts`)."""

import os

os.environ.setdefault("SECRET_KEY", "for tests only")
os.environ.setdefault("SITE_URL", "http://testserver")
os.environ.setdefault("ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")
os.environ.setdefault("FINGERPRINT_STATIC", "0")
