import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg2
import pytest

from devserver import embedded_postgres, postgres_binaries
from devserver.embedded_postgres import Unusable, Use, locate
from tests.waiting import wait_until


def running(folder):
    return embedded_postgres.running(folder, durable=False)


def new_folder():
    """A folder that other users may enter, as pytest's own are not."""
    folder = Path(tempfile.mkdtemp(prefix="portal-"))
    folder.chmod(0o755)
    return folder


@pytest.fixture(scope="module")
def made_data():
    """Data that are made once, because that takes longer than all tests here."""
    folder = new_folder()
    with running(folder / "postgres") as use:
        pass
    yield use.server.data
    shutil.rmtree(folder)


@pytest.fixture
def empty_folder():
    folder = new_folder()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def folder(empty_folder, made_data):
    """A folder with a copy of the made data in `postgres`."""
    subprocess.run(["cp", "-a", made_data, empty_folder / "postgres"], check=True)
    return empty_folder


def answer(use, sql="SELECT 1"):
    connection = psycopg2.connect(use.server.url("postgres"))
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchone()[0]
    finally:
        connection.close()


def is_running(use):
    return embedded_postgres._postmaster(use.server) is not None


def kill(use):
    """Kill `process` as a power failure would; its children outlive it for a moment."""
    os.kill(embedded_postgres._postmaster(use.server).pid, signal.SIGKILL)
    wait_until(lambda: not is_running(use))


def test_data_outlive_a_stop_and_a_start(folder):
    with running(folder / "postgres") as use:
        answer_url = use.ensure_database("portal")
        with psycopg2.connect(answer_url) as connection, connection.cursor() as cursor:
            cursor.execute("CREATE TABLE kept AS SELECT 'đã lưu' AS word")
        connection.close()
    assert not is_running(use)

    with running(folder / "postgres") as use:
        connection = psycopg2.connect(use.ensure_database("portal"))
        with connection, connection.cursor() as cursor:
            cursor.execute("SELECT upper(word) FROM kept")
            assert cursor.fetchone() == ("ĐÃ LƯU",)
        connection.close()


def test_no_port_is_opened(folder):
    with running(folder / "postgres") as use:
        assert answer(use, "SHOW listen_addresses") == ""
        assert use.server.sockets.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("name", ["Cổng thông tin", "x" * 120])
def test_the_folder_may_have_any_name(folder, made_data, name):
    (folder / name).mkdir()
    (folder / "postgres").rename(folder / name / "postgres")

    with running(folder / name / "postgres") as use:
        assert answer(use) == 1


def test_a_new_database_may_lie_below_a_name_that_a_shell_would_read(empty_folder):
    name = """it's "quoted" $HOME `id` %s \\n #1"""

    with running(empty_folder / name / "postgres") as use:
        assert answer(use) == 1


def test_a_second_user_does_not_stop_it_and_the_last_one_does(folder):
    first, second = (Use(locate(folder / "postgres"), durable=False) for _ in range(2))
    first.begin()
    second.begin()

    second.end()
    assert answer(first) == 1

    second.begin()
    first.end()
    assert answer(second) == 1

    second.end()
    assert not is_running(second)


def test_two_that_start_at_once_make_one_database(folder):
    with running(folder / "postgres") as use, ThreadPoolExecutor(8) as starters:
        urls = list(starters.map(lambda _: use.ensure_database("portal"), range(8)))

    assert len(set(urls)) == 1


def test_it_starts_again_after_being_killed(folder):
    with running(folder / "postgres") as use:
        kill(use)

        with running(folder / "postgres") as again:
            assert answer(again) == 1


def test_a_user_of_it_starts_it_again_when_it_was_killed(folder):
    with running(folder / "postgres") as use:
        assert use.revive() is False
        kill(use)

        assert use.revive() is True
        assert answer(use) == 1


def test_a_process_number_that_went_to_another_program_does_not_hinder_the_start(folder):
    data = folder / "postgres"
    (data / "postmaster.pid").write_text(f"{os.getpid()}\n{data}\n")

    with running(folder / "postgres") as again:
        assert answer(again) == 1


def test_an_interrupted_first_start_leaves_nothing_in_the_way(empty_folder):
    half_made = empty_folder / "postgres.new"
    half_made.mkdir()
    (half_made / "base").mkdir()

    with running(empty_folder / "postgres") as use:
        assert answer(use) == 1


def test_a_socket_folder_that_somebody_else_made_is_refused(folder):
    server = locate(folder / "postgres")
    server.sockets.mkdir(mode=0o755)

    try:
        with pytest.raises(Unusable, match="not ours alone"):
            Use(server).begin()
    finally:
        server.sockets.rmdir()


def test_data_of_a_version_that_is_gone_are_left_alone(folder):
    (folder / "postgres" / "PG_VERSION").write_text("9\n")

    with pytest.raises(Unusable, match="made by PostgreSQL 9"):
        locate(folder / "postgres")


needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="speaks of a start as root")


@needs_root
def test_root_keeps_the_data_elsewhere_rather_than_open_a_private_folder(empty_folder, monkeypatch):
    monkeypatch.setattr(embedded_postgres, "ROOT_FOLDER", empty_folder / "var-lib")
    private = empty_folder / "private"
    private.mkdir(mode=0o700)

    with running(private / "var" / "postgres") as use:
        assert answer(use) == 1

    assert use.server.data.is_relative_to(empty_folder / "var-lib")
    assert "may not enter this folder" in use.server.note
    assert private.stat().st_mode & 0o777 == 0o700


@needs_root
def test_root_without_postgresql_on_the_machine_runs_the_wheel_as_a_system_user(empty_folder, monkeypatch):
    monkeypatch.setattr(postgres_binaries, "MACHINE_BINARIES", empty_folder / "nothing")
    monkeypatch.setattr(embedded_postgres, "ROOT_FOLDER", empty_folder / "var-lib")
    monkeypatch.setattr(embedded_postgres, "may_run", lambda account, binaries: False)

    with running(empty_folder / "postgres") as use:
        assert answer(use, "SHOW server_version_num") >= "180000"

    assert pwd.getpwuid(use.server.data.stat().st_uid).pw_name == "pgserver"
    assert use.server.binaries.is_relative_to(empty_folder / "var-lib")
