import errno
import json
import re
import threading
from unittest.mock import Mock

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import RequestFactory
from django.urls import reverse

from accounts import roles
from accounts.models import User
from cchc_portal.management import static_files
from cchc_portal.management.commands import prepare
from tests.factories import WEBMASTER, make_site, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def static_folder(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_DIRS = [tmp_path / "own"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "a.css").write_text("a {}")
    return tmp_path


@pytest.fixture
def no_roles():
    """A database that nobody has prepared."""
    Group.objects.all().delete()
    yield
    roles.sync()


def test_the_first_admin_can_sign_in_with_the_password_that_is_shown_once(capsys):
    call_command("prepare", first_admin=True)
    shown = capsys.readouterr().out
    password = re.search(r"password {3}(\S+)", shown)[1]

    call_command("prepare", first_admin=True)
    shown_again = capsys.readouterr().out

    request = RequestFactory().post("/quan-tri/login/")
    assert authenticate(request, username="admin", password=password).is_superuser
    assert len(password) >= 16
    assert password not in shown_again
    assert "A new one: python manage.py changepassword admin" in shown
    assert "A new one: python manage.py changepassword admin" in shown_again
    assert User.objects.count() == 1


def test_make_run_names_the_command_of_make(capsys):
    for _ in range(2):
        call_command("prepare", first_admin=True, by_make=True)
        assert "A new one: make manage CMD='changepassword admin'" in capsys.readouterr().out


def test_what_the_last_release_noted_beside_this_one_is_in_the_history_of_today(client):
    site, webmaster = make_site(), make_user(WEBMASTER)
    its_own = ContentType.objects.create(app_label="layout", model="site")  # it finds none of that name, and makes one
    LogEntry.objects.create(
        user=webmaster, content_type=its_own, object_id=site.pk, object_repr="Trang tin", action_flag=CHANGE
    )

    call_command("prepare")

    client.force_login(webmaster)
    history = client.get(reverse("admin:layout_sitesettings_history", args=[site.pk])).context["action_list"]
    assert [note.object_repr for note in history] == ["Trang tin"]
    assert ContentType.objects.contains(its_own)  # its processes may still write under it


@pytest.mark.django_db(transaction=True)
def test_of_two_that_start_at_once_the_second_waits_for_the_first(capsys, no_roles):
    first = threading.Event()

    def prepare_too():
        first.set()
        call_command("prepare")
        connection.close()

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [prepare.LOCK])
        second = threading.Thread(target=prepare_too)
        second.start()
        first.wait()
        second.join(0.5)
        assert second.is_alive()
        cursor.execute("SELECT pg_advisory_unlock(%s)", [prepare.LOCK])
    second.join()

    assert "waiting for it" in capsys.readouterr().out
    assert Group.objects.count() == 4


def test_without_being_asked_it_makes_no_admin(no_roles):
    call_command("prepare")

    assert not User.objects.exists()
    assert Group.objects.count() == 4


def test_static_files_are_collected_again_only_when_one_has_changed(static_folder):
    call_command("prepare")
    collected = static_folder / "static" / "a.css"
    collected.write_text("kept")

    call_command("prepare")
    assert collected.read_text() == "kept"

    (static_folder / "own" / "b.css").write_text("b {}")
    call_command("prepare")
    assert collected.read_text() == "a {}"
    assert (static_folder / "static" / "b.css").exists()


class Releases:
    """Releases of the portal that one after the other prepare the same folder, with files named by their content."""

    def __init__(self, folder, settings):
        self.root, self.own = folder / "static", folder / "own"
        settings.STORAGES = settings.STORAGES | {
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
        }

    def release(self, text):
        """The name of `a.css` that the pages of this release hold."""
        (self.own / "a.css").write_text(text)
        call_command("prepare")
        return json.loads((self.root / "staticfiles.json").read_text())["paths"]["a.css"]


@pytest.fixture
def releases(static_folder, settings):
    return Releases(static_folder, settings)


def test_files_that_pages_of_the_last_releases_name_stay_and_older_ones_go(releases):
    names = [releases.release(f"a {{ top: {number}px }}") for number in range(5)]

    assert len(set(names)) == 5
    assert [(releases.root / name).exists() for name in names] == [False, False, True, True, True]
    assert (releases.root / "a.css").read_text() == "a { top: 4px }"


def test_files_of_the_release_before_this_one_kept_no_list_stay_too(releases):
    (releases.root).mkdir()
    (releases.root / "a.0123456789ab.css").write_text("of 0.4.0")

    releases.release("a {}")
    releases.release("b {}")

    assert (releases.root / "a.0123456789ab.css").read_text() == "of 0.4.0"


def test_the_same_release_prepared_again_takes_no_place_of_an_older_one(releases):
    first = releases.release("a {}")
    for _ in range(5):
        releases.release("b {}")
        releases.root.with_name("static.stamp").unlink()

    assert (releases.root / first).exists()


def test_an_equal_file_is_left_as_a_running_server_knows_it(releases):
    name = releases.release("a {}")
    known = (releases.root / name).stat()

    releases.root.with_name("static.stamp").unlink()
    releases.release("a {}")

    assert (releases.root / name).stat().st_ino == known.st_ino


def test_a_preparation_that_was_killed_half_way_takes_nothing_away(releases, monkeypatch):
    first = releases.release("a {}")
    monkeypatch.setattr(static_files, "_note", Mock(side_effect=KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        releases.release("b {}")
    monkeypatch.undo()

    assert (releases.root / first).exists()
    second = releases.release("b {}")
    assert (releases.root / first).exists()
    assert (releases.root / second).exists()
    assert not releases.root.with_name("static.next").exists()


@pytest.mark.parametrize("command", ["prepare", "worker", "serve"])
def test_a_folder_that_cannot_be_written_is_named_with_a_way_out(settings, tmp_path, monkeypatch, command):
    monkeypatch.setattr("tempfile.TemporaryFile", Mock(side_effect=OSError(errno.EROFS, "Read-only file system")))
    settings.VAR_DIR = tmp_path / "var"

    with pytest.raises(CommandError, match=r"var cannot be written \(Read-only file system\).*VAR_DIR"):
        call_command(command)


def test_a_file_in_the_place_of_the_folder_is_no_traceback(settings, tmp_path):
    (tmp_path / "var").write_text("")
    settings.VAR_DIR = tmp_path / "var"

    with pytest.raises(CommandError, match="cannot be written"):
        call_command("prepare")
