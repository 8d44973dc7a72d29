"""What the inspection of a PDF finds."""

from uploads.inspection.findings import Found
from uploads.inspection.pdf import inspect


def code_of(content):
    """The code of the finding in the PDF `content`; "" for a good one."""
    try:
        inspect(content)
    except Found as found:
        return found.code
    return ""
