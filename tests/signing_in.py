"""People whose windows are signed in from the start: the form, which tests of its own fill in, is half of the work of
opening a page of the desk.
"""

from django.conf import settings

from sample.management.commands.screenshots import session_of


def let_in(page, username, address=None):
    """Sign `username` in, in all pages of the window; opens `address`, where one is given."""
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(username), "domain": "localhost", "path": "/"}
    page.context.add_cookies([cookie])
    if address:
        page.goto(address)
