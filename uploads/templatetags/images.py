"""Template tags for pictures of the library: `{% load images %}`."""

from django import template
from django.forms.utils import flatatt
from django.utils.html import format_html

from uploads.sizes import SQUARE, SQUARE_SIDE

register = template.Library()


@register.simple_tag
def motion_link(img):
    """A link to the animation whose first frame `img` is, for behind its `<img>`; nothing for what does not move. No
    query. static/js/motion.js shows the animation in place.
    """
    address = img.animation_url if img else ""
    if not address:
        return ""
    return format_html('<a class="button button-quiet motion" href="{}" data-motion>Xem ảnh động</a>', address)


@register.simple_tag
def image(img, *, sizes="100vw", alt=None, lazy=True, css="", priority=False, square=False):
    """`<img>` of an `uploads.models.Image` in the size the screen needs; nothing when there is no picture.

    `alt` is the picture's own unless given (`alt=""`: mere decoration). `priority` is for the one picture on top of a
    page, `square` for thumbnails cut to 480 × 480. Where CSS cuts it, its focal point stays in sight. No query.
    """
    if not img:
        return ""
    source = {"src": img.url_for(SQUARE), "width": SQUARE_SIDE, "height": SQUARE_SIDE}
    if not square:
        source = {"src": img.url, "width": img.width, "height": img.height}
        if img.srcset:
            source |= {"srcset": img.srcset, "sizes": sizes}
    loading = {"fetchpriority": "high"} if priority else {"loading": "lazy"} if lazy else {}
    classes = " ".join(filter(None, [css, "" if square else img.focus_class]))
    css_class = {"class": classes} if classes else {}
    return format_html("<img{}>", flatatt({**source, "alt": img.alt if alt is None else alt, **css_class, **loading}))
