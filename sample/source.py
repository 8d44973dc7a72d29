"""The files of the sample: where they lie, and how they are read.

`articles/NN-*.html` hold an article each (TOML between `+++` lines, then HTML); `site.toml` everything else;
`pictures/` the drawings; `files/` the documents offered for download.
"""

import tomllib
from pathlib import Path

from vietnamese.slugs import slugify

FOLDER = Path(__file__).parent


def read_site():
    return tomllib.loads((FOLDER / "site.toml").read_text(encoding="utf-8"))


def read_articles():
    """The front matter of each article with its `body` and its `number`, the newest last."""
    rows = [_read_article(path) for path in (FOLDER / "articles").glob("*.html")]
    return sorted(rows, key=lambda row: (-row["days_ago"], row["number"]))


def _read_article(path):
    _, head, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    return {**tomllib.loads(head), "number": int(path.name[:2]), "body": body}


def picture_path(key):
    return FOLDER / "pictures" / f"{key}.webp"


def document_path(title, kind):
    return FOLDER / "files" / f"{slugify(title)}.{kind}"
