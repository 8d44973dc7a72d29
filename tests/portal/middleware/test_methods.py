"""Methods in small letters, which Django takes for its own: nobody who compares before it sees them."""

from pathlib import Path

import pytest

from cchc_portal.middleware.methods import in_capitals
from cchc_portal.serving.kinds import kind_of
from cchc_portal.serving.page_cache import PageCache
from tests.factories import make_site
from tests.portal.serving.workers import Worker, small_application

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker():
    make_site()
    worker = Worker(small_application())
    assert isinstance(worker.cache, PageCache)
    worker.cache = in_capitals(worker.cache)
    return worker


@pytest.mark.parametrize("method", ["get", "Get", "gET", "head", "Head"])
def test_a_method_in_small_letters_reads_the_kept_page(worker, method):
    worker.get("/chuyen-muc/tin/")

    got = worker.get("/chuyen-muc/tin/", method=method)

    assert (got.status, worker.renders) == (200, 1)


@pytest.mark.parametrize(("method", "path"), [("post", "/quan-tri/login/"), ("Post", "/binh-luan/1/"), ("get", "/")])
def test_work_is_of_the_same_kind_in_small_letters(method, path):
    seen = []
    application = in_capitals(lambda environ, _: seen.append(kind_of(path, environ["REQUEST_METHOD"])) or [])

    application({"REQUEST_METHOD": method}, None)

    assert seen == [kind_of(path, method.upper())]


def test_the_server_begins_with_it():
    lines = Path("cchc_portal/wsgi.py").read_text().splitlines()

    assert lines[-1].startswith("application = in_capitals(")
