import gc
import threading

import pytest
from django.db import connection

from tests.waiting import wait_until

OPEN = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"


def open_connections():
    with connection.cursor() as cursor:
        cursor.execute(OPEN)
        return cursor.fetchone()[0]


@pytest.fixture
def uncollected():
    """Switch the garbage collector off, so that it closes no connection by chance."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.django_db(transaction=True)
def test_the_connection_of_a_thread_that_ended_is_closed(uncollected):
    before = open_connections()

    threads = [threading.Thread(target=open_connections) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    wait_until(lambda: open_connections() == before)
