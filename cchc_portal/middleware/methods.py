"""Reads the method of a request in capitals, as Django does behind us.

Methods are told apart by case, and Django forgives it. Whatever stands before Django and compares would not: "get"
found no page from memory, "post" no dear kind of work.
"""


def in_capitals(application):
    """A WSGI application around `application`, which sees every method in capitals."""

    def with_method_in_capitals(environ, start_response):
        environ["REQUEST_METHOD"] = environ["REQUEST_METHOD"].upper()
        return application(environ, start_response)

    return with_method_in_capitals
