"""The people of the newsroom."""

import pytest

from tests.articles.conftest import hoa, nhung, sit_down
from tests.factories import EDITOR, make_article, make_user

from .merging.merged_forms import BODY
from .presence.open_pages import open_page

__all__ = ["hoa", "nhung", "open_page", "sit_down"]


@pytest.fixture
def lan():
    return make_user(EDITOR, username="lan", pen_name="Ngọc Lan")


@pytest.fixture
def article():
    return make_article(title="Bến Lam", summary="Sapo cũ.", body=BODY)
