"""A country market that takes money by code."""
# ruff: noqa: E501  (the data of a path is one word)

import random

from .people import back, standing
from .shapes import W, circle, ell, g, grad, hills, line, path, rad, rect, text
from .things import areca, house, phone, tree
from .village import conical_hat


def basket(x, y, s, fruit, spots):
    """A flat bamboo basket heaped with round fruit."""
    heap = [circle(a, b, 24, fruit) + circle(a - 7, b - 8, 7, "#fff", opacity=0.3) for a, b in spots]
    return g(
        f"translate({x} {y}) scale({s})",
        ell(0, 40, 128, 14, "#000", opacity=0.2),
        *heap,
        path("M-120 -4L120 -4L92 42L-92 42Z", "#C08A48"),
        path("M60 -4L120 -4L92 42L60 42Z", "#000", opacity=0.12),
        *[line(f"M{-100 + i * 40} -2L{-84 + i * 34} 40", "#8C5C1E", 3, opacity=0.6) for i in range(6)],
        rect(-126, -12, 252, 14, "#D6A460", 6),
    )


HEAP = (
    (-84, -22),
    (-36, -26),
    (12, -26),
    (60, -24),
    (96, -18),
    (-60, -54),
    (-12, -60),
    (36, -58),
    (76, -48),
    (12, -90),
    (-30, -84),
)


def code(x, y, size):
    """A picture of a QR code: three eyes and dots; it holds nothing."""
    r = random.Random(3)
    u = size / 13
    dots = [
        rect(x + c * u, y + q * u, u + 0.4, u + 0.4, "ink")
        for q in range(13)
        for c in range(13)
        if r.random() < 0.5 and not ((c < 5 and q < 5) or (c > 7 and q < 5) or (c < 5 and q > 7))
    ]
    eyes = [
        rect(x + a * u, y + b * u, 4 * u, 4 * u, "ink")
        + rect(x + (a + 0.7) * u, y + (b + 0.7) * u, 2.6 * u, 2.6 * u, "white")
        + rect(x + (a + 1.3) * u, y + (b + 1.3) * u, 1.4 * u, 1.4 * u, "ink")
        for a, b in ((0, 0), (9, 0), (0, 9))
    ]
    return "".join(dots + eyes)


def awning(x, y, w, n):
    """A striped awning of n stripes with a scalloped edge."""
    step = w / n
    stripes = []
    for i in range(n):
        a, top = x + i * step, x + 60 + i * (w - 120) / n
        colour = "red" if i % 2 == 0 else "#FBF3E2"
        stripes += [
            path(f"M{top:.0f} {y}L{top + (w - 120) / n:.0f} {y}L{a + step:.0f} {y + 130}L{a:.0f} {y + 130}Z", colour),
            path(
                f"M{a:.0f} {y + 130}L{a + step:.0f} {y + 130}L{a + step:.0f} {y + 150}A{step / 2:.0f} {step / 2:.0f} 0 0 1 {a:.0f} {y + 150}Z",
                colour,
            ),
            path(
                f"M{a:.0f} {y + 130}L{a + step:.0f} {y + 130}L{a + step:.0f} {y + 150}A{step / 2:.0f} {step / 2:.0f} 0 0 1 {a:.0f} {y + 150}Z",
                "#000",
                opacity=0.14,
            ),
        ]
    return stripes


def cho_que():
    """A market woman takes money by QR code."""
    defs = (
        grad("s", (0, "#F7DFA9"), (1, "#FDF3DC"))
        + grad("f", (0, "#D8BC8A"), (1, "#B98F5A"))
        + rad("ph", (0, "#FFF8DE", 0.95), (1, "#FFF8DE", 0))
    )
    o = [
        rect(0, 0, W, 640, "url(#s)"),
        hills(400, 34, "#D9D3B0", 5),
        tree(90, 430, 150, 190),
        tree(1540, 440, 140, 180),
        house(250, 520, 1.2),
        house(1390, 520, 1.25),
        areca(420, 310, 0.7),
        areca(1230, 330, 0.62),
        rect(0, 580, W, 320, "url(#f)"),
    ]
    for x, y, s, shirt, low in ((150, 520, 0.5, "steel", "ink"), (1490, 530, 0.5, "#7B3C52", "indigo")):
        o += [standing(x, y, s, shirt, low, kind="woman"), conical_hat(x, y - 66 * s, s * 0.95)]
    o += [
        rect(372, 240, 18, 560, "bark"),
        rect(1210, 240, 18, 560, "bark"),
        rect(384, 262, 832, 330, "#000", opacity=0.1),
    ]
    o += [
        standing(720, 430, 1.18, "#6F8F5C", "ink", kind="woman", collar="#E9D3A6", arms=()),
        conical_hat(720, 360, 1.12),
        line("M800 540C850 574 900 574 934 552", "#5F7E4E", 48),
        circle(946, 544, 23, "skin"),
    ]
    o += [*awning(330, 92, 940, 11), rect(386, 76, 828, 22, "bark", 6)]
    o += [
        rect(350, 640, 900, 34, "#A9713F", 6),
        rect(350, 640, 900, 10, "#C98F57", 6),
        rect(370, 674, 860, 226, "wood"),
        rect(370, 674, 860, 20, "#000", opacity=0.2),
        *[rect(370 + i * 172, 674, 4, 226, "#6A4426") for i in range(1, 5)],
    ]
    o += [basket(500, 612, 0.96, "#D9822F", HEAP), basket(756, 616, 0.9, "#B3262B", HEAP)]
    o += [
        g(
            "translate(620 560)",
            *[
                g(f"rotate({a})", path("M0 70C-26 20 -22 -50 0 -84C22 -50 26 20 0 70Z", c))
                for a, c in ((-34, "pine"), (30, "pine"), (-14, "leaf"), (14, "leaf"), (0, "rice"))
            ],
        )
    ]
    o += [
        rect(996, 610, 150, 34, "#7C4E2B", 6),
        rect(1062, 540, 18, 80, "#7C4E2B"),
        rect(950, 318, 240, 292, "#000", 10, opacity=0.16),
        rect(942, 308, 240, 292, "white", 10),
        path("M952 308L1172 308A10 10 0 0 1 1182 318L1182 366L942 366L942 318A10 10 0 0 1 952 308Z", "indigo"),
        text("QUÉT MÃ", 1062, 348, 30, "#F6D58A", 700, 2),
        code(966, 388, 192),
    ]
    o += [
        ell(1200, 874, 190, 20, "#000", opacity=0.2),
        back(1240, 660, 1.4, "indigo", "ink", "long", low=240),
        line("M1150 760C1080 740 1050 700 1052 664", "#1B3350", 52),
        ell(1040, 612, 80, 84, "url(#ph)"),
        phone(1040, 612, 0.66, -10),
        circle(1056, 662, 24, "skin"),
    ]
    o += [
        g(
            "translate(214 790)",
            ell(0, 74, 130, 16, "#000", opacity=0.22),
            path("M-104 -10L104 -10L84 76L-84 76Z", "#C08A48"),
            path("M50 -10L104 -10L84 76L50 76Z", "#000", opacity=0.12),
            *[
                g(f"translate({a} {b}) rotate({q})", path("M0 20C-30 -10 -26 -60 0 -84C26 -60 30 -10 0 20Z", c))
                for a, b, q, c in (
                    (-66, -6, -24, "leaf"),
                    (-22, -10, -6, "rice"),
                    (24, -8, 10, "leaf"),
                    (68, -4, 26, "pine"),
                )
            ],
            rect(-112, -18, 224, 16, "#D6A460", 6),
        )
    ]
    return defs, o
