"""Which letter of the keyboard does what, on the buttons of the queue."""

from django import template
from django.utils.html import format_html

from comments.queue.keys import DEFAULTS

register = template.Library()


@register.simple_tag
def key(code):
    """{% key "approve" %}: the letter without a choice; the script of the page puts one's own there."""
    return format_html('<kbd data-key="{}">{}</kbd>', code, DEFAULTS[code])
