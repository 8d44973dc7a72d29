"""Plain text of rich text."""

from lxml import html as lxml_html


def html_to_text(html):
    """The words of `html`, blocks separated by a line break."""
    if not html.strip():
        return ""
    return "\n".join(part.strip() for part in lxml_html.fromstring(f"<div>{html}</div>").itertext() if part.strip())
