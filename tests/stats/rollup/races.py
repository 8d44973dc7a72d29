"""Threads with connections of their own, and killing the database's processes at the right moment."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg2
from django.db import connection, connections

from tests.waiting import wait_until


def in_threads(*tasks):
    """Run each task in a thread with a database connection of its own; returns their results in order."""

    def closing(task):
        try:
            return task()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(tasks)) as threads:
        return [future.result() for future in [threads.submit(closing, task) for task in tasks]]


@contextmanager
def second_connection():
    """A connection beside the test's own, in a transaction that is undone at the end."""
    other = psycopg2.connect(**connection.get_connection_params())
    try:
        yield other.cursor()
    finally:
        other.close()


def kill_who_waits_for(cursor):
    """Wait until somebody waits for a lock that `cursor`'s transaction holds, and end that process of the database."""

    def killed():
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks"
            " WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))"
        )
        return cursor.fetchall()

    try:
        wait_until(killed, seconds=30)
    except AssertionError:
        cursor.connection.rollback()
        raise
