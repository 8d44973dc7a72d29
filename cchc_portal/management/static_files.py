"""The static files of this release beside those of the last ones: pages that are open or kept somewhere name them.

Each release is collected into a folder of its own and then moved in file by file, the list of names (manifest) last: a
running server never finds half a file, and one that is killed half way leaves all that was there.
"""

import filecmp
import json
import shutil

from django.contrib.staticfiles.management.commands.collectstatic import Command as Collect
from django.core.files.storage import storages
from django.core.management import call_command

KEPT_RELEASES = 3


def publish(root, settings_of_storage):
    """Collect the static files into the folder `root`, a Path; files of the last releases, and no others, stay.

    `settings_of_storage` is the entry of `STORAGES`. Beside `root` lies `….releases`: which files each release has.
    """
    fresh = root.with_name(f"{root.name}.next")
    shutil.rmtree(fresh, ignore_errors=True)
    _collect(fresh, settings_of_storage)
    new = _files(fresh)
    before = [_without_pages(files) for files in _releases(root) or [_files(root)] if files and files != new]
    for name in sorted(new, key=lambda name: (name == "staticfiles.json", name)):
        _move(fresh / name, root / name)
    shutil.rmtree(fresh)
    kept = [new, *before][:KEPT_RELEASES]
    _note(root, kept)
    for name in _files(root) - set().union(*kept):
        (root / name).unlink()


def _without_pages(files):
    """Pages that came with an editor or a library, and that no page of ours leads to, are gone at once."""
    return {name for name in files if ".html" not in name}


def _collect(folder, settings_of_storage):
    options = settings_of_storage.get("OPTIONS", {}) | {"location": folder}
    storage = storages.create_storage({**settings_of_storage, "OPTIONS": options})
    call_command(_CollectInto(storage), interactive=False, verbosity=0)
    folder.mkdir(parents=True, exist_ok=True)


class _CollectInto(Collect):
    """collectstatic, into another storage than that of the settings."""

    def __init__(self, storage):
        super().__init__()
        self.storage = storage


def _move(source, target):
    """Put `source` in the place of `target` at once; an equal file stays, as a server knows its length and time."""
    if target.exists() and filecmp.cmp(source, target, shallow=False):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)


def _files(folder):
    """The names of all files in `folder`, relative to it."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _releases(root):
    """Sets of names, the newest release first; none where nobody has noted any (release 0.4.0 did not)."""
    note = root.with_name(f"{root.name}.releases")
    try:
        return [set(names) for names in json.loads(note.read_text(encoding="utf-8"))]
    except (FileNotFoundError, ValueError):
        return []


def _note(root, releases):
    note = root.with_name(f"{root.name}.releases")
    unfinished = note.with_name(f"{note.name}.next")
    unfinished.write_text(json.dumps([sorted(names) for names in releases]), encoding="utf-8")
    unfinished.replace(note)
