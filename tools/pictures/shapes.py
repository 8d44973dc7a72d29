"""Palette and plain shapes. A shape is a string of SVG; a colour is a name of the palette or any SVG colour."""
# ruff: noqa: E501  (the data of a path is one word)

import math
import random
from itertools import pairwise
from pathlib import Path

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"
P = {
    "ivory": "#FBF3E2",
    "cream": "#F4E4C3",
    "straw": "#EBCB85",
    "gold": "#D6A03C",
    "ochre": "#B4792A",
    "rust": "#A8492E",
    "red": "#9B2226",
    "wine": "#6B1418",
    "night": "#3A0C10",
    "indigo": "#23405E",
    "steel": "#4D7190",
    "mist": "#A8C0C8",
    "fog": "#D8E3DF",
    "pine": "#2C5548",
    "leaf": "#56845A",
    "rice": "#9DB565",
    "skin": "#E2B48D",
    "tan": "#C58F67",
    "ink": "#2A1F1D",
    "wood": "#8C5C36",
    "bark": "#5B3821",
    "white": "#FFFDF8",
}
W, H = 1600, 900


def rect(x, y, w, h, fill, r=0, **k):
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}" fill="{P.get(fill, fill)}"'
        + (f' rx="{r}"' if r else "")
        + attrs(k)
        + "/>"
    )


def path(d, fill, **k):
    return f'<path d="{d}" fill="{P.get(fill, fill)}"{attrs(k)}/>'


def line(d, stroke, w=2, **k):
    return f'<path d="{d}" fill="none" stroke="{P.get(stroke, stroke)}" stroke-width="{w}" stroke-linecap="round" stroke-linejoin="round"{attrs(k)}/>'


def circle(x, y, r, fill, **k):
    return f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" fill="{P.get(fill, fill)}"{attrs(k)}/>'


def ell(x, y, rx, ry, fill, **k):
    return f'<ellipse cx="{x:g}" cy="{y:g}" rx="{rx:g}" ry="{ry:g}" fill="{P.get(fill, fill)}"{attrs(k)}/>'


def attrs(k):
    return "".join(f' {a.replace("_", "-")}="{v}"' for a, v in k.items())


def g(t, *parts, **k):
    return f'<g transform="{t}"{attrs(k)}>' + "".join(parts) + "</g>"


def grad(i, *stops, x2=0, y2=1):
    return (
        f'<linearGradient id="{i}" x1="0" y1="0" x2="{x2}" y2="{y2}">'
        + "".join(
            f'<stop offset="{o}" stop-color="{P.get(c, c)}"' + (f' stop-opacity="{a[0]}"' if a else "") + "/>"
            for o, c, *a in stops
        )
        + "</linearGradient>"
    )


def rad(i, *stops):
    return (
        f'<radialGradient id="{i}">'
        + "".join(f'<stop offset="{o}" stop-color="{P.get(c, c)}" stop-opacity="{a}"/>' for o, c, a in stops)
        + "</radialGradient>"
    )


def star(x, y, r, fill, k=0.382, **a):
    pts = [
        (
            x + (r if i % 2 == 0 else r * k) * math.sin(math.pi * i / 5),
            y - (r if i % 2 == 0 else r * k) * math.cos(math.pi * i / 5),
        )
        for i in range(10)
    ]
    return path("M" + "L".join(f"{px:.1f} {py:.1f}" for px, py in pts) + "Z", fill, **a)


def text(s, x, y, size, fill, weight=700, spacing=0.0, left=False):
    """Outlined words, centred on x (or starting there), so that the picture needs no font. 700 is 600 with a fine outline."""
    font = TTFont(FONTS / f"be-vietnam-pro-{min(weight, 600)}.woff2")
    names, glyphs = font.getBestCmap(), font.getGlyphSet()
    k, pen_x, out = size / font["head"].unitsPerEm, 0.0, []
    for letter in s:
        pen = SVGPathPen(glyphs, lambda v: f"{v:.0f}")
        glyphs[names[ord(letter)]].draw(pen)
        if pen.getCommands():
            out.append(f'<path transform="translate({pen_x:.0f} 0)" d="{pen.getCommands()}"/>')
        pen_x += glyphs[names[ord(letter)]].width + spacing / k + (8 if weight == 700 else 0)
    start = x - (0 if left else pen_x * k / 2)
    colour = P.get(fill, fill)
    bold = f' stroke="{colour}" stroke-width="14"' if weight == 700 else ""
    return (
        f'<g fill="{colour}"{bold} transform="translate({start:.1f} {y}) scale({k:.5f} {-k:.5f})">{"".join(out)}</g>'
    )


def hills(y, amp, fill, seed, n=7, **k):
    r = random.Random(seed)
    pts = [(i * W / (n - 1), y + r.uniform(-amp, amp)) for i in range(n)]
    d = f"M0 {H}L0 {pts[0][1]:.0f}"
    for (x0, y0), (x1, y1) in pairwise(pts):
        d += f"C{(x0 + x1) / 2:.0f} {y0:.0f} {(x0 + x1) / 2:.0f} {y1:.0f} {x1:.0f} {y1:.0f}"
    return path(d + f"L{W} {H}Z", fill, **k)
