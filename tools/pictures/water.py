"""By the water: the bridge at dusk, the lotus."""
# ruff: noqa: E501  (the data of a path is one word)

import math
import random

from .people import back
from .shapes import H, W, circle, ell, g, grad, hills, line, path, rad, rect, star


def cau():
    d = (
        grad("s", (0, "#23405E"), (0.4, "#7A6A78"), (0.72, "#E2A766"), (1, "#F7D99B"))
        + grad("r", (0, "#E9BE80"), (0.35, "#8A8290"), (1, "#22384F"))
        + rad("sun", (0, "#FFF6D8", 1), (0.2, "#FFE2A0", 0.8), (1, "#FFD58A", 0))
    )
    o = [rect(0, 0, W, 560, "url(#s)"), circle(800, 500, 360, "url(#sun)"), circle(800, 500, 66, "#FFF4D2")]
    for x, y, w in ((240, 200, 380), (1320, 150, 420), (1050, 270, 300), (420, 320, 260)):
        o.append(ell(x, y, w / 2, 9, "#F6D9A8", opacity=0.35))
    o += [
        hills(500, 46, "#7C7480", 7, 8),
        hills(528, 30, "#55606F", 2, 9),
        rect(0, 556, W, 344, "url(#r)"),
        ell(800, 566, 130, 10, "#FFF0C4", opacity=0.9),
    ]
    r = random.Random(5)
    for i in range(90):
        y = 566 + (i / 90) ** 1.5 * 330
        w = 24 + i * 1.6
        x = 800 + r.gauss(0, 60 + i * 2.2)
        o.append(rect(x - w / 2, y, w, 2.5 + i * 0.03, "#FFE7B0", 2, opacity=round(0.75 - i * 0.006, 2)))
    for _ in range(60):
        y = 580 + r.random() ** 0.8 * 310
        o.append(rect(r.uniform(0, W), y, r.uniform(40, 150), 2.5, "#0F2233", 2, opacity=0.18))
    deck = "M-10 486C400 452 1200 452 1610 486L1610 506C1200 474 400 474 -10 506Z"
    for tx in (470, 1130):
        for i in range(1, 12):
            for sgn in (-1, 1):
                x = tx + sgn * i * 29
                yd = 486 - 28 * (1 - ((x - 800) / 800) ** 2)
                o.append(line(f"M{tx} {150 + i * 13}L{x} {yd:.0f}", "#F7E3BC", 2.2, opacity=0.85))
    o += [
        path(deck, "#F3D9A6"),
        path("M-10 498C400 466 1200 466 1610 498L1610 514C1200 484 400 484 -10 514Z", "#6B1418"),
        line("M-10 478C400 444 1200 444 1610 478", "#F7E3BC", 3, opacity=0.9),
    ]
    for x in range(20, W, 44):
        yd = 486 - 28 * (1 - ((x - 800) / 800) ** 2)
        o.append(line(f"M{x} {yd:.0f}l0 -9", "#F7E3BC", 2))
    for tx in (470, 1130):
        o += [
            path(
                f"M{tx - 34} 700L{tx - 15} 130L{tx + 15} 130L{tx + 34} 700L{tx + 14} 700L{tx} 300L{tx - 14} 700Z",
                "#8C1C20",
            ),
            path(f"M{tx} 130L{tx + 15} 130L{tx + 34} 700L{tx + 14} 700L{tx} 300Z", "#000", opacity=0.25),
            rect(tx - 26, 430, 52, 14, "#A63A2C"),
            star(tx, 158, 13, "#F7CE76"),
            rect(tx - 62, 690, 124, 26, "#3D4C5C", 4),
            path(f"M{tx - 30} 716L{tx - 12} 880L{tx + 12} 880L{tx + 30} 716Z", "#3A0C10", opacity=0.32),
        ]
    for x, c in ((700, "red"), (742, "white"), (930, "straw"), (610, "indigo")):
        yd = 486 - 28 * (1 - ((x - 800) / 800) ** 2)
        o += [rect(x, yd - 16, 26, 12, c, 3), circle(x + 6, yd - 3, 3.4, "ink"), circle(x + 20, yd - 3, 3.4, "ink")]

    def boat(x, y, s):
        return g(
            f"translate({x} {y}) scale({s})",
            path("M-150 10C-60 50 80 50 170 -16C90 12 -60 16 -150 -6Z", "#2A1612"),
            line("M-146 -2C-60 20 90 16 166 -16", "#B4792A", 4),
            ell(0, 54, 140, 8, "#0F2233", opacity=0.35),
            path("M-70 6C-70 -50 10 -50 14 8Z", "#6E4A2C"),
            line("M-60 -10C-40 -34 -10 -34 6 -8", "straw", 3, opacity=0.6),
            g("translate(84 -22) scale(.4)", back(0, 0, 1, "indigo", kind="hat", low=74)),
            line("M104 -40L150 60", "bark", 5),
        )

    o += [boat(800, 726, 1.15), boat(1220, 640, 0.5)]
    o += [
        path("M0 900L0 800C120 770 260 810 380 850C470 880 520 890 560 900Z", "#14262F"),
        *[
            line(f"M{x} {840 + (x % 50)}q{-8 + x % 17} -50 {-20 + x % 40} -{80 + x % 46}", "#14262F", 5)
            for x in range(10, 330, 16)
        ],
    ]
    return d, o


def sen():
    d = (
        grad("s", (0, "#E9EFE6"), (0.55, "#CFE0D6"), (1, "#8FB3A4"))
        + grad("p", (0, "#C8475A"), (0.6, "#EBA0A2"), (1, "#FBE9DF"))
        + grad("q", (0, "#DE7C86"), (0.7, "#F6CFC6"), (1, "#FFF6EC"))
        + rad("gl", (0, "#FFF9E6", 0.95), (1, "#FFF9E6", 0))
    )
    o = [
        rect(0, 0, W, H, "url(#s)"),
        hills(330, 36, "#B7CFC4", 6),
        hills(372, 26, "#9CBDB0", 14),
        rect(0, 400, W, 500, "#7FA899"),
        rect(0, 400, W, 500, "#CFE0D6", opacity=0.25),
        circle(800, 400, 470, "url(#gl)"),
    ]
    r = random.Random(9)
    for _ in range(70):
        y = 410 + r.random() * 480
        o.append(rect(r.uniform(-50, W), y, r.uniform(50, 220), 2.4, "#fff", 2, opacity=0.28))

    def pad(x, y, rx, c, k):
        ry = rx * 0.3
        v = "".join(
            line(
                f"M{x} {y}L{x + rx * 0.94 * math.cos(a):.0f} {y + ry * 0.94 * math.sin(a):.0f}",
                "#fff",
                1.6,
                opacity=0.28,
            )
            for a in [i * math.pi / 7 + 0.2 for i in range(14)]
        )
        return (
            ell(x, y + 9, rx, ry, "#24483C", opacity=0.35)
            + path(
                f"M{x} {y}L{x + rx * 0.98:.0f} {y - ry * 0.2:.0f}A{rx} {ry:.0f} 0 1 0 {x + rx * 0.8:.0f} {y + ry * 0.6:.0f}Z"
                if k
                else f"M{x - rx} {y}A{rx} {ry:.0f} 0 1 0 {x + rx} {y}A{rx} {ry:.0f} 0 1 0 {x - rx} {y}Z",
                c,
            )
            + v
        )

    for x, y, q, c in (
        (240, 480, 130, "#6C9A7A"),
        (1330, 470, 150, "#6C9A7A"),
        (560, 520, 150, "#5C8E6E"),
        (1060, 540, 170, "#5C8E6E"),
        (140, 620, 210, "#47795C"),
        (1480, 640, 230, "#47795C"),
        (420, 720, 240, "#3C6B51"),
        (1180, 760, 270, "#3C6B51"),
        (800, 850, 300, "#31594A"),
        (60, 850, 200, "#2C5548"),
        (1560, 860, 190, "#2C5548"),
    ):
        o.append(pad(x, y, q, c, x % 3))

    def flower(x, y, s, stem):
        def pet(a, n, w, c, op=1):
            return g(
                f"rotate({a})",
                path(
                    f"M0 0C{-w} {-n * 0.3} {-w * 0.9} {-n * 0.72} 0 {-n}C{w * 0.9} {-n * 0.72} {w} {-n * 0.3} 0 0Z",
                    c,
                    opacity=op,
                ),
                path(
                    f"M0 0C{w} {-n * 0.3} {w * 0.9} {-n * 0.72} 0 {-n}C{w * 0.34} {-n * 0.6} {w * 0.3} {-n * 0.25} 0 0Z",
                    "#8E1F35",
                    opacity=0.1,
                ),
                line(
                    f"M0 {-n * 0.12}L0 {-n * 0.86}M{-w * 0.2} {-n * 0.2}Q{-w * 0.4} {-n * 0.55} {-w * 0.06} {-n * 0.84}",
                    "#B23B52",
                    1.5,
                    opacity=0.35,
                ),
            )

        b = [
            line(f"M0 -10C{stem} 120 {stem} 220 {stem * 0.6} 420", "#3F6D50", 15),
            line(f"M3 -10C{stem + 4} 120 {stem + 4} 220 {stem * 0.6 + 4} 420", "#2C5548", 5),
        ]
        b += (
            [pet(a, 236, 62, "url(#p)") for a in (-64, 64, -42, 42, -20, 20)]
            + [pet(0, 250, 66, "url(#p)")]
            + [pet(a, 196, 64, "url(#q)") for a in (-78, 78, -54, 54)]
        )
        b += [
            ell(0, -118, 52, 22, "gold"),
            ell(0, -124, 46, 17, "#C9B24E"),
            *[circle(-32 + i * 16, -126 + (i % 2) * 6, 4, "#7E7A2E") for i in range(5)],
            *[line(f"M{-48 + i * 8} -108l{-10 + i * 1.7:.1f} -30", "#F6D26E", 3) for i in range(13)],
        ]
        b += [pet(a, 178, 66, "url(#q)") for a in (-34, 34)] + [
            pet(0, 160, 70, "url(#q)"),
            pet(-96, 170, 44, "url(#q)"),
            pet(96, 170, 44, "url(#q)"),
        ]
        return g(f"translate({x} {y}) scale({s})", *b)

    def bud(x, y, s, stem):
        return g(
            f"translate({x} {y}) scale({s})",
            line(f"M0 0C{stem} 120 {stem} 220 {stem} 420", "#3F6D50", 13),
            path("M0 10C-66 -30 -56 -120 0 -190C56 -120 66 -30 0 10Z", "url(#p)"),
            path("M0 10C-50 -30 -40 -110 -6 -160C-30 -90 -20 -30 0 10Z", "#fff", opacity=0.35),
            path("M0 12C-50 0 -56 -40 -52 -60C-30 -50 -10 -20 0 12C10 -20 30 -50 52 -60C56 -40 50 0 0 12Z", "#7FA36A"),
        )

    o += [bud(1120, 360, 0.74, -30), bud(470, 430, 0.6, 24), flower(800, 560, 1.42, -20)]
    o.append(pad(800, 900, 330, "#2C5548", 0))
    return d, o
