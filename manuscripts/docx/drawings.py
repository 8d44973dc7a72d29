"""Drawings of Word: pictures where mammoth finds them, words of text boxes as paragraphs, the rest noted."""

from copy import deepcopy

from lxml import etree

from manuscripts.story import LeftOut
from manuscripts.xml import Element, below, child, local, remove, replace, sibling_tag, text_of, value

_VML = "urn:schemas-microsoft-com:vml"
_DRAWN = ("chart", "relIds", "wsp", "wgp", "wpc", "cxnSp", "sp", "grpSp")


def prepare_drawings(root: Element, relations: set[str], left_out: LeftOut) -> None:
    """Choose one of alternatives, lay groups out, drop pictures that name nothing; in place. `relations` are the ids
    of pictures.
    """
    _choose(root)
    for drawing in [*below(root, "drawing")]:
        _prepare(drawing, relations, left_out)
    for data in [*below(root, "imagedata")]:
        if not _is_known(data, relations):
            left_out.add("remote_picture", value(data, "title") or "")
            remove(data)
    for stray in [*below(root, "object")]:
        left_out.add("ole")
        if not any(True for _ in below(stray, "imagedata")):
            remove(stray)
    for box in below(root, "txbxContent"):
        left_out.add_words("text-boxes", text_of(box))


def _choose(root: Element) -> None:
    """Put the chosen one in the place of each AlternateContent, outer ones first: those in it come later in the list,
    and those in an alternative that is not chosen have left the text.
    """
    for alternatives in [*below(root, "AlternateContent")]:
        replace(alternatives, _chosen(alternatives))


def _chosen(alternatives: Element) -> list[Element]:
    """The newer alternative, which has pictures and words as they are; the older where that has nothing of ours."""
    choice, fallback = child(alternatives, "Choice"), child(alternatives, "Fallback")
    new = [] if choice is None else [*choice]
    has_any = any(True for inner in new for _ in below(inner, "pic", "txbxContent", "chart", "t"))
    return new if has_any or fallback is None else [*fallback]


def _is_known(element: Element, relations: set[str]) -> bool:
    named = [held for key, held in element.items() if key.endswith("/relationships}id")]
    return bool(named) and {*named} <= relations


def _prepare(drawing: Element, relations: set[str], left_out: LeftOut) -> None:
    """mammoth reads a picture that lies in a drawing alone: each of a group gets a drawing of its own."""
    boxes = [*below(drawing, "txbxContent")]
    pictures = [picture for picture in below(drawing, "pic") if _blip_is_known(picture, relations)]
    own_parts = {*pictures}
    for picture in below(drawing, "pic"):
        if picture not in own_parts:
            left_out.add("remote_picture", _alt_of(drawing))
    if not pictures and not boxes and (kinds := [local(inner) for inner in below(drawing, *_DRAWN)]):
        left_out.add("charts" if {"chart", "relIds"} & {*kinds} else "shapes", _alt_of(drawing))
    if not pictures:
        replace(drawing, [_pict(drawing, box) for box in boxes])
        return
    frames = [inner for inner in drawing if local(inner) in {"inline", "anchor"}]
    if len(pictures) == 1 and not boxes and _lies_alone(pictures[0]):
        return
    own = [_drawing_of(drawing, frames[0], picture) for picture in pictures] if frames else []
    replace(drawing, [*own, *(_pict(drawing, box) for box in boxes)])


def _blip_is_known(picture: Element, relations: set[str]) -> bool:
    named = {value(blip, "embed") for blip in below(picture, "blip")}
    return bool(named) and named <= relations


def _lies_alone(picture: Element) -> bool:
    parent = picture.getparent()
    return parent is not None and local(parent) == "graphicData"


def _alt_of(drawing: Element) -> str:
    return next((value(inner, "descr") or value(inner, "title") or "" for inner in below(drawing, "docPr")), "")


def _drawing_of(drawing: Element, frame: Element, picture: Element) -> Element:
    """A drawing with `picture` alone, described as it is within the group."""
    own = etree.Element(drawing.tag)
    inline = etree.SubElement(own, frame.tag)
    described = child(picture, "nvPicPr", "cNvPr")
    properties = etree.SubElement(inline, sibling_tag(frame, "docPr"))
    alt = (value(described, "descr") if described is not None else None) or _alt_of(drawing)
    properties.set("descr", alt)
    graphic = next(below(frame, "graphic"))
    held = etree.SubElement(etree.SubElement(inline, graphic.tag), sibling_tag(graphic, "graphicData"))
    held.append(deepcopy(picture))
    return own


def _pict(drawing: Element, box: Element) -> Element:
    """A text box in the older form, whose words mammoth puts after the paragraph."""
    pict = etree.Element(sibling_tag(box, "pict"))
    shape = etree.SubElement(etree.SubElement(pict, f"{{{_VML}}}shape"), f"{{{_VML}}}textbox")
    shape.append(deepcopy(box))
    return pict
