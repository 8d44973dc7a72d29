"""Galleries of a stored body as readers get them: a named group with a strip of pictures, each with its place ("3/8").

Without a script the strip is moved sideways by finger, wheel and arrow keys; static/js/gallery.js adds buttons and a
view over the whole screen.
"""

from lxml.builder import E
from lxml.html import HtmlElement

from uploads.images import responsive_attributes

WIDE = 1.65
SIZES = "(min-width: 68rem) 40rem, 90vw"


def lay_out_galleries(root: HtmlElement) -> None:
    """Change each gallery below `root`, in place."""
    galleries = [child for child in root if child.tag == "div" and "gallery" in child.classes]
    for number, gallery in enumerate(galleries, start=1):
        if figures := gallery.findall("figure"):
            _lay_out(gallery, figures, f"bo-anh-{number}")


def _lay_out(gallery: HtmlElement, figures: list[HtmlElement], name: str) -> None:
    count = len(figures)
    strip = E.ul({"class": "strip", "role": "list", "tabindex": "0", "aria-labelledby": name})
    for place, figure in enumerate(figures, start=1):
        for picture in figure.iter("img"):
            picture.attrib.update(responsive_attributes(picture.get("src", ""), picture.get("width"), SIZES))
        figure.tail = None
        strip.append(E.li(E.span({"class": "place", "aria-hidden": "true"}, f"{place}/{count}"), figure))
    gallery.attrib.update({"role": "group", "aria-labelledby": name, "data-gallery": ""})
    if shape := _shape(figures):
        gallery.classes.add(shape)
    gallery.insert(0, strip)
    gallery.insert(0, E.p({"class": "gallery-name", "id": name}, f"Bộ ảnh: {count} ảnh"))


def _shape(figures: list[HtmlElement]) -> str:
    """The class of the frame around each picture, by what most of them are: "upright", "wide" or none, 3:2."""
    ratios = sorted(filter(None, map(_ratio, figures)))
    middle = ratios[len(ratios) // 2] if ratios else 1.5
    return "upright" if middle < 1 else "wide" if middle > WIDE else ""


def _ratio(figure: HtmlElement) -> float | None:
    """Width by height of the picture, where both are known."""
    picture = next(figure.iter("img"), None)
    width, height = (picture.get(name, "") for name in ("width", "height")) if picture is not None else ("", "")
    if not all(side.isdecimal() and len(side) < 6 for side in (width, height)):
        return None
    return int(width) / int(height) if int(height) else None
