"""The collector of a web process walks through what requests left, not through the code."""

import subprocess
import sys

LOOK = """
import gc
import cchc_portal.wsgi
print(gc.get_freeze_count() > 10 * len(gc.get_objects()))
"""


def test_what_is_loaded_at_the_start_is_never_walked_through():
    told = subprocess.run([sys.executable, "-c", LOOK], check=True, capture_output=True, text=True, timeout=60)

    assert told.stdout.strip() == "True"
