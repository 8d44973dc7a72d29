"""Out of doors: terraces, town hall, loudspeakers."""
# ruff: noqa: E501  (the data of a path is one word)

import math
import random

from .people import back
from .shapes import H, W, circle, ell, g, grad, hills, line, path, rad, rect, star, text
from .things import areca


def ruong():
    d = grad("s", (0, "#F9E3B0"), (0.55, "#FBF0D6"), (1, "#FDF6E6")) + rad(
        "sun", (0, "#fff", 1), (0.25, "#FCE7A8", 0.9), (1, "#FCE7A8", 0)
    )
    o = [rect(0, 0, W, H, "url(#s)"), circle(560, 250, 330, "url(#sun)"), circle(560, 250, 74, "#FFF7DC")]
    o += [hills(330, 60, "#C4D2CF", 3, 9), hills(390, 60, "#9FB8B6", 8, 8), hills(440, 46, "#7FA094", 21, 7)]
    r = random.Random(4)
    cols = [
        "#4E7D5C",
        "#6A965C",
        "#8DAE5E",
        "#B3BF62",
        "#D3C065",
        "#E0BC5A",
        "#D6A445",
        "#B9B457",
        "#85A556",
        "#5F8E55",
        "#47784F",
        "#3A6647",
        "#2F573F",
        "#274A37",
    ]
    for i, c in enumerate(cols):
        y = 452 + i * 15 + i * i * 1.55
        a = 16 + i * 3.6
        ph = 0.9 * i + 1.2
        f = 2.3 - i * 0.07
        pts = [
            (
                x,
                y
                + a * math.sin(x / W * math.pi * 2 * f + ph * 0.55)
                + a * 0.6 * math.sin(x / W * math.pi * 5 + ph)
                - 62 * math.exp(-(((x - 980 + i * 22) / (280 + i * 12)) ** 2)),
            )
            for x in range(0, W + 40, 40)
        ]
        top = "M" + "L".join(f"{x} {v:.0f}" for x, v in pts)
        o += [
            path(top + f"L{W} {H}L0 {H}Z", c),
            line(top, "#FFF6CF", 3 + i * 0.28, opacity=0.75),
            line("M" + "L".join(f"{x} {v + 6 + i * 0.9:.0f}" for x, v in pts), "#1f3b2c", 4 + i * 0.4, opacity=0.22),
        ]
        if 3 < i < 13:
            for _ in range(26):
                x, v = r.choice(pts)
                x += r.uniform(-18, 18)
                v += 14 + r.uniform(0, 12 + i)
                o.append(
                    line(
                        f"M{x:.0f} {v:.0f}l-3 -{6 + i * 0.6:.0f}M{x:.0f} {v:.0f}l3 -{6 + i * 0.6:.0f}",
                        "#FFF3B8" if i < 8 else "#BFD07A",
                        1.6,
                        opacity=0.5,
                    )
                )

    def house(x, y, s):
        return g(
            f"translate({x} {y}) scale({s})",
            *[rect(q, 20, 8, 46, "bark") for q in (-58, -20, 16, 52)],
            rect(-66, -22, 132, 46, "wood"),
            rect(-66, -22, 132, 10, "#000", opacity=0.2),
            rect(-20, -10, 30, 34, "bark"),
            path("M-94 -18L-52 -84L56 -84L96 -18Z", "#6E4A2C"),
            path("M10 -84L56 -84L96 -18L24 -18Z", "#000", opacity=0.2),
        )

    o += [areca(1196, 356, 0.42), areca(1240, 376, 0.34), house(1120, 436, 0.78), house(1010, 424, 0.5)]
    o += [
        g(
            "translate(700 690) scale(.62)",
            ell(10, 150, 90, 14, "#000", opacity=0.25),
            path("M-30 40C-36 90 -40 130 -34 150L-6 150L0 96L8 150L36 150C40 120 34 70 30 36Z", "ink"),
            path("M-46 -30C-50 20 -42 60 -34 70L36 70C46 40 46 0 40 -30C20 -44 -26 -44 -46 -30Z", "red"),
            path("M14 -38C30 -36 38 -32 40 -30C46 0 46 40 36 70L14 70C24 30 22 -10 14 -38Z", "#000", opacity=0.15),
            line("M-40 -14C-74 20 -84 50 -60 74", "red", 22),
            line("M40 -14C76 10 92 30 96 60", "red", 22),
            path("M78 50l34 -4l10 60l-44 4z", "straw"),
            path("M-22 -50C-22 -28 22 -28 22 -50Z", "tan"),
            path("M-82 -54C-46 -70 -14 -104 0 -124C14 -104 46 -70 82 -54C46 -42 -46 -42 -82 -54Z", "straw"),
            path("M0 -124C14 -104 46 -70 82 -54C64 -48 44 -46 22 -45C22 -74 10 -104 0 -124Z", "ochre", opacity=0.5),
        )
    ]
    return d, o


def tru_so():
    d = (
        grad("s", (0, "#BCD3D6"), (0.7, "#F3EBD4"), (1, "#F9EFD8"))
        + grad("y", (0, "#E5C27E"), (1, "#D9AE60"))
        + grad("yd", (0, "#D9C39A"), (1, "#C3A06C"))
    )
    o = [rect(0, 0, W, H, "url(#s)"), hills(450, 40, "#A9C1B8", 5), hills(500, 34, "#7FA08A", 12)]
    for x, y, w in ((160, 130, 260), (1150, 100, 300), (620, 60, 180)):
        o += [ell(x, y, w / 2, 22, "#fff", opacity=0.65), ell(x + w * 0.2, y - 16, w / 3, 22, "#fff", opacity=0.65)]
    for x, y, q in ((90, 520, 150), (250, 560, 110), (1420, 530, 150), (1550, 560, 120), (1310, 580, 90)):
        o += [
            rect(x - 10, y, 20, 130, "bark"),
            circle(x, y - 30, q, "pine"),
            circle(x - q * 0.3, y - 70, q * 0.66, "leaf"),
            circle(x - q * 0.36, y - 92, q * 0.34, "rice", opacity=0.5),
        ]
    o += [rect(0, 640, W, 260, "url(#yd)")]
    for i in range(-7, 8):
        o.append(line(f"M{800 + i * 110} 640L{800 + i * 260} 900", "#fff", 2, opacity=0.25))
    for y in (690, 760, 850):
        o.append(line(f"M0 {y}L{W} {y}", "#fff", 2, opacity=0.2))
    o += [
        rect(330, 330, 940, 318, "url(#y)"),
        rect(1130, 330, 140, 318, "#000", opacity=0.06),
        rect(330, 482, 940, 14, "#F6E3B6"),
        path("M292 336L372 224L1228 224L1308 336Z", "#A63A2C"),
        path("M292 336L372 224L1228 224L1308 336Z", "#000", opacity=0.04),
    ]
    for i in range(24):
        o.append(line(f"M{376 + i * 37} 226L{300 + i * 43.6:.0f} 334", "#7C241C", 3, opacity=0.45))
    o += [rect(286, 330, 1028, 16, "#7C241C"), rect(330, 346, 940, 16, "#000", opacity=0.15)]
    for x in (372, 482, 1048, 1158):
        for y in (380, 514):
            o += [
                rect(x - 6, y - 6, 82, 92, "#F9EBC8", 2),
                rect(x, y, 70, 80, "#4D7190"),
                path(f"M{x} {y}L{x + 50} {y}L{x} {y + 60}Z", "#fff", opacity=0.22),
                rect(x + 32, y, 6, 80, "#F9EBC8"),
                rect(x - 10, y + 86, 90, 8, "#B88A44"),
            ]
    o += [
        rect(592, 264, 416, 386, "#EED29A"),
        rect(592, 264, 416, 386, "#fff", opacity=0.06),
        path("M560 272L800 150L1040 272Z", "#A63A2C"),
        path("M800 150L1040 272L1010 272L800 166L590 272L560 272Z", "#7C241C"),
        path("M640 262L800 182L960 262Z", "#F3DDA9"),
        star(800, 236, 26, "red"),
        rect(560, 268, 480, 16, "#7C241C"),
    ]
    o += [rect(616, 300, 368, 54, "red", 4), text("UBND XÃ TÂN PHONG", 800, 338, 28, "#F6D58A", 700, 1)]
    for x in (660, 770, 880):
        o += [
            rect(x - 4, 378, 68, 86, "#F9EBC8"),
            rect(x, 382, 60, 78, "steel"),
            path(f"M{x} 382l44 0l-44 60z", "#fff", opacity=0.22),
            rect(x + 27, 382, 5, 78, "#F9EBC8"),
        ]
    o += [
        rect(586, 488, 428, 18, "#F6E3B6"),
        rect(700, 520, 200, 130, "#6A4426"),
        rect(708, 528, 90, 122, "#8C5C36"),
        rect(802, 528, 90, 122, "#8C5C36"),
        rect(716, 538, 74, 60, "#A9C1C4"),
        rect(810, 538, 74, 60, "#A9C1C4"),
        path("M716 538l50 0l-50 50zM810 538l50 0l-50 50z", "#fff", opacity=0.3),
    ]
    for x in (612, 664, 916, 964):
        o += [rect(x, 506, 26, 144, "#F9EBC8"), rect(x + 17, 506, 9, 144, "#000", opacity=0.1)]
    for i, y in enumerate((648, 664, 680)):
        o += [rect(580 - i * 26, y, 440 + i * 52, 17, ["#E9DCBF", "#DCCBA6", "#CDB98F"][i])]
    o += [
        rect(452, 120, 8, 560, "#EFE7D6"),
        rect(457, 120, 3, 560, "#000", opacity=0.2),
        circle(456, 118, 8, "gold"),
        path("M460 132C510 118 560 152 622 134L622 230C560 248 510 214 460 228Z", "#C4262B"),
        star(540, 184, 30, "#F7CE46"),
        path("M580 141L622 134L622 230L580 239C590 210 590 170 580 141Z", "#000", opacity=0.1),
        rect(416, 672, 84, 20, "#C9B48B"),
    ]
    for x in (520, 1080):
        o += [
            rect(x - 46, 690, 92, 36, "rust", 4),
            path(
                f"M{x - 40} 690C{x - 46} 640 {x - 14} 640 {x - 8} 662C{x} 632 {x + 30} 640 {x + 26} 664C{x + 46} 652 {x + 46} 680 {x + 40} 690Z",
                "leaf",
            ),
            *[circle(x + a, 668 + b, 7, "red") for a, b in ((-24, 2), (0, -8), (22, 4), (8, 10))],
        ]

    def walk(x, y, s, top, low, kind):
        return g(
            f"translate({x} {y}) scale({s})",
            ell(0, 196, 60, 12, "#000", opacity=0.25),
            path("M-30 70L-26 192L-6 192L0 100L8 192L28 192L32 70Z", low),
            back(0, 0, 0.52, top, kind=kind, low=190),
        )

    o += [walk(742, 640, 0.8, "white", "ink", "long"), walk(856, 664, 0.9, "#7B3C52", "indigo", "hat")]
    return d, o


def loa():
    d = grad("s", (0, "#F3C98A"), (0.45, "#FAE6BE"), (1, "#FDF4DE")) + rad(
        "sun", (0, "#fff", 1), (0.3, "#FFE9B4", 0.9), (1, "#FFE9B4", 0)
    )
    o = [
        rect(0, 0, W, H, "url(#s)"),
        circle(1080, 380, 340, "url(#sun)"),
        circle(1080, 380, 80, "#FFF8E0"),
        hills(520, 40, "#C9CDB8", 4),
        hills(560, 34, "#9FB49A", 16),
    ]
    for x, y, s in ((120, 600, 1.0), (330, 590, 0.8), (1260, 590, 0.95), (1460, 600, 1.1), (1080, 588, 0.7)):
        o.append(
            g(
                f"translate({x} {y}) scale({s})",
                rect(-90, -60, 180, 110, "#EBD3A0"),
                rect(30, -60, 60, 110, "#000", opacity=0.1),
                rect(-20, -20, 40, 70, "bark"),
                rect(-74, -30, 36, 34, "steel"),
                path("M-112 -54L-60 -124L70 -124L112 -54Z", "rust"),
                path("M20 -124L70 -124L112 -54L40 -54Z", "#000", opacity=0.15),
            )
        )
    for x, y, s in ((230, 500, 0.55), (440, 520, 0.45), (1370, 490, 0.6), (1180, 520, 0.45)):
        o.append(areca(x, y, s))
    for i, c in enumerate(("#A9B865", "#8FAA5C", "#729753", "#5A8650", "#477548", "#386342")):
        y = 632 + i * 44
        o += [
            path(f"M0 {y}C400 {y - 14} 1200 {y + 16} 1600 {y}L1600 900L0 900Z", c),
            line(f"M0 {y}C400 {y - 14} 1200 {y + 16} 1600 {y}", "#F6EBB0", 3, opacity=0.5),
        ]
        o += [
            line(f"M{x} {y + 34}l-4 -{12 + i * 3}M{x} {y + 34}l5 -{12 + i * 3}", "#DCE09A", 2, opacity=0.4)
            for x in range(-20 + i * 13, W, 46)
        ]
    o += [
        path("M700 900C720 820 780 720 760 640L800 640C840 720 860 820 920 900Z", "#D9BE8C"),
        path("M820 690C846 760 870 830 920 900L880 900C850 830 830 760 806 690Z", "#000", opacity=0.1),
    ]
    o += [
        rect(640, 120, 18, 760, "#6A5A50"),
        rect(651, 120, 7, 760, "#000", opacity=0.25),
        rect(560, 236, 180, 10, "#4A3D36"),
    ]

    def horn(x, y, f, s=1.0):
        return g(
            f"translate({x} {y}) scale({f * s} {s})",
            rect(-14, -16, 60, 32, "#5C6B74", 10),
            path("M40 -22L170 -96L170 96L40 22Z", "#D8DCD6"),
            path("M40 4L170 30L170 96L40 22Z", "#000", opacity=0.16),
            ell(172, 0, 26, 98, "#B6BDB9"),
            ell(174, 0, 20, 82, "#6C7B80"),
            ell(176, 0, 8, 26, "#D8DCD6"),
            *[
                line(
                    f"M{226 + i * 40} {-44 - i * 22}Q{262 + i * 44} 0 {226 + i * 40} {44 + i * 22}",
                    "red",
                    7,
                    opacity=round(0.85 - i * 0.25, 2),
                )
                for i in range(3)
            ],
        )

    o += [horn(664, 200, 1, 1.1), horn(634, 300, -1, 0.85)]
    o += [
        g(
            "translate(800 700) scale(.62)",
            ell(0, 250, 130, 18, "#000", opacity=0.25),
            circle(-92, 190, 62, "none", stroke="#2A1F1D", stroke_width=9),
            circle(104, 190, 62, "none", stroke="#2A1F1D", stroke_width=9),
            line(
                "M-92 190L-30 90L80 90L104 190M-30 90L10 190L80 90M-30 90L-44 66M80 90L70 50L100 44M10 190L-92 190",
                "red",
                9,
            ),
            path("M-34 84C-30 40 20 10 30 -10L60 10C50 60 20 100 26 176L0 180C-14 140 -16 110 -4 80Z", "ink"),
            path("M10 4C6 -60 20 -96 50 -104C80 -96 84 -40 74 16Z", "indigo"),
            line("M66 -76C92 -50 100 -10 96 34", "indigo", 22),
            circle(50, -126, 30, "skin"),
            path("M-24 -126C6 -140 34 -166 46 -190C62 -166 100 -142 128 -130C90 -118 10 -116 -24 -126Z", "straw"),
        )
    ]
    return d, o
