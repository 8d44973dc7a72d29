"""The people of the newsroom, and an article with three revisions."""

import pytest

from tests.articles.conftest import hoa, nhung, sit_down
from tests.newsroom.forms_in_admin import make_draft

from .saves import save_as

__all__ = ["hoa", "nhung", "sit_down"]


@pytest.fixture
def story(client, nhung):
    """A draft of Nhung's, who is signed in, with three revisions: as it was, and two saves of hers."""
    article = make_draft(nhung, title="Bến Lam nhận hồ sơ tại nhà", body="<p>Bà Hạnh, 78 tuổi, không phải ra xã.</p>")
    save_as(nhung, article, body="<p>Bà Hạnh, 80 tuổi, không phải ra xã.</p>")
    save_as(nhung, article, title="Bến Lam nhận hồ sơ tận nhà")
    client.force_login(nhung)
    return article
