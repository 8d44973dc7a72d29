"""How passwords are kept: scrypt, at most two hashes at once in a process.

A hash takes a core for a sixth of a second and 16 MB (docs/performance.md). The older PBKDF2 hashes stay good and are
written anew when their owner signs in. The last release verifies both kinds.
"""

import threading

from django.contrib.auth.hashers import PBKDF2PasswordHasher, PBKDF2SHA1PasswordHasher, ScryptPasswordHasher

AT_ONCE = 2

_turns = threading.BoundedSemaphore(AT_ONCE)


class InTurn:
    """A hasher whose work waits for one of the turns of this process; verifying is encoding, too."""

    def encode(self, *args, **kwargs):
        with _turns:
            return super().encode(*args, **kwargs)


class Scrypt(InTurn, ScryptPasswordHasher):
    pass


class PBKDF2(InTurn, PBKDF2PasswordHasher):
    pass


class PBKDF2SHA1(InTurn, PBKDF2SHA1PasswordHasher):
    pass
