"""Paper becomes files: the archive, the stack that turns into a phone."""
# ruff: noqa: E501  (the data of a path is one word)

import math
import random

from .people import bust
from .shapes import H, W, circle, ell, g, grad, line, path, rad, rect, star, text
from .things import monitor, plant


def luu_tru():
    d = (
        grad("w", (0, "#EFDDB8"), (1, "#DDBF8B"))
        + rad("la", (0, "#FFF6D6", 0.7), (1, "#FFF6D6", 0))
        + grad("t", (0, "#A9713F"), (1, "#7C4E2B"))
    )
    o = [rect(0, 0, W, H, "url(#w)")]
    r = random.Random(21)
    cols = ["red", "wine", "indigo", "steel", "ochre", "gold", "pine", "leaf", "#7B3C52", "rust"]
    for bx in (40, 570, 1100):
        o += [rect(bx - 14, 30, 488, 700, "bark"), rect(bx, 44, 460, 672, "#6E4628")]
        for row in range(4):
            y = 58 + row * 166
            o += [rect(bx, y, 460, 150, "#4A2C18"), rect(bx, y, 460, 22, "#000", opacity=0.3)]
            x = bx + 8
            while x < bx + 420:
                w = r.choice((26, 30, 34, 40))
                h = r.choice((112, 120, 126))
                c = r.choice(cols)
                if r.random() < 0.1:
                    x += 22
                    continue
                o += [
                    rect(x, y + 150 - h, w, h, c, 3),
                    rect(x + w - 7, y + 150 - h, 7, h, "#000", 2, opacity=0.2),
                    rect(x + 6, y + 150 - h + 22, w - 13, 30, "#FBF3E2", 2),
                    circle(x + w / 2, y + 150 - 20, 5, "#F4E4C3", opacity=0.8),
                ]
                x += w + 3
            o.append(rect(bx - 4, y + 148, 468, 12, "#A9713F"))
    o += [rect(0, 0, W, 760, "#3A1C10", opacity=0.2), ell(800, 430, 620, 440, "url(#la)")]
    o += [
        bust(830, 460, 1.7, "white", kind="woman", collar="#DDE6EA"),
        path("M690 620C650 660 640 700 660 730L740 730C730 690 740 660 760 640Z", "white"),
        path("M970 620C1010 660 1020 700 1000 730L920 730C930 690 920 660 900 640Z", "#E3DCCF"),
        circle(668, 728, 26, "skin"),
        circle(990, 728, 26, "skin"),
    ]
    o += [rect(0, 720, W, 180, "url(#t)"), rect(0, 720, W, 12, "#D3A069")]
    o += [
        g("translate(1180 640) scale(1.5)", monitor(0, -6)),
        g(
            "translate(520 700)",
            rect(-160, -40, 320, 70, "#E9E4D8", 10),
            rect(-160, 6, 320, 26, "#C9C1B0", 8),
            rect(-140, -30, 280, 12, "#4A4038", 4),
            rect(84, 12, 50, 10, "leaf", 4),
            path("M-110 -30L-96 -150L110 -150L124 -30Z", "#fff"),
            *[rect(-74, -130 + i * 22, (150, 120, 140, 90)[i], 8, "#C9B58C", 3) for i in range(4)],
            rect(-160, -44, 320, 10, "#7FC6C0", opacity=0.8),
        ),
    ]
    o += [
        g(
            "translate(800 800)",
            *[
                g(
                    f"rotate({a})",
                    rect(-120, -34, 240, 68, "#FBF3E2", 3),
                    rect(-96, -16, 150, 8, "#C9B58C"),
                    rect(-96, 4, 120, 8, "#C9B58C"),
                )
                for a in (-6, 3)
            ],
            circle(74, 6, 20, "none", stroke="#9B2226", stroke_width=4),
        )
    ]
    for i, c in enumerate(("red", "indigo", "ochre")):
        o += [
            rect(196 - i * 8, 830 - i * 40, 200 + i * 10, 38, c, 5),
            rect(210 - i * 8, 838 - i * 40, 170, 8, "#FBF3E2"),
        ]
    o += [plant(1420, 770, 1.05)]
    return d, o


def so_hoa():
    d = (
        grad("b", (0, "#2B4A68"), (1, "#1B3350"))
        + grad("t", (0, "#B98453"), (1, "#8C5C36"))
        + rad("gl", (0, "#F3D48D", 0.55), (1, "#F3D48D", 0))
    )
    o = [rect(0, 0, W, H, "url(#b)"), ell(860, 380, 640, 420, "url(#gl)")]
    for rr in (190, 262, 334, 406):
        o.append(
            f'<circle cx="860" cy="380" r="{rr}" fill="none" stroke="#F3D48D" stroke-width="2" stroke-dasharray="3 13" opacity=".5"/>'
        )
    o += [
        rect(0, 690, W, 210, "url(#t)"),
        rect(0, 690, W, 10, "#DDAF7C"),
        *[line(f"M0 {y}C500 {y - 8} 1100 {y + 10} 1600 {y}", "#5B3821", 2, opacity=0.3) for y in (740, 780, 830, 870)],
    ]
    # a stack of files that turns into a phone
    for i, (c, w, x) in enumerate(
        (("#7B3C52", 380, 300), ("ochre", 400, 284), ("steel", 372, 306), ("red", 396, 290), ("pine", 376, 302))
    ):
        y = 640 - i * 52
        o += [
            rect(x, y, w, 50, c, 6),
            rect(x, y + 34, w, 16, "#000", 6, opacity=0.15),
            rect(x + 14, y + 8, w - 26, 9, "#FBF3E2"),
            rect(x + 14, y + 19, w - 26, 5, "#E5D5B0"),
            rect(x + 40, y + 26, 92, 18, "#FBF3E2", 3),
        ]
    o += [
        g(
            "translate(470 400) rotate(-9)",
            rect(-120, -150, 240, 170, "#FBF3E2", 4),
            *[rect(-96, -120 + i * 26, (190, 160, 178, 120)[i], 9, "#C9B58C", 3) for i in range(4)],
            circle(70, -26, 26, "none", stroke="#9B2226", stroke_width=5),
            star(70, -26, 13, "red"),
        )
    ]
    for i in range(7):
        t = i / 6
        o.append(
            rect(
                640 + t * 130,
                330 - 90 * math.sin(t * 3.1),
                34 - t * 8,
                42 - t * 8,
                "#FBF3E2",
                3,
                opacity=round(0.9 - t * 0.35, 2),
                transform=f"rotate({-14 + t * 34:.0f} {650 + t * 130:.0f} {340 - 90 * math.sin(t * 3.1):.0f})",
            )
        )
    o += [
        g(
            "translate(930 410) rotate(4)",
            rect(-168, -320, 346, 640, "#000", 46, opacity=0.25),
            rect(-176, -328, 346, 640, "#171F2B", 46),
            rect(-160, -312, 314, 608, "#FBF3E2", 34),
            path("M-160 -278A34 34 0 0 1 -126 -312L120 -312A34 34 0 0 1 154 -278L154 -196L-160 -196Z", "red"),
            rect(-160, -198, 314, 6, "gold"),
            rect(-44, -300, 84, 16, "#171F2B", 8),
            text("DỊCH VỤ CÔNG", -3, -226, 30, "#F6D58A", 700, 1),
            *[
                p
                for i in range(4)
                for p in (
                    rect(-136, -164 + i * 84, 266, 66, "#fff", 10),
                    circle(-102, -131 + i * 84, 19, ("leaf", "leaf", "gold", "mist")[i]),
                    rect(-70, -146 + i * 84, (160, 130, 150, 120)[i], 11, "#55483F", 4),
                    rect(-70, -126 + i * 84, (110, 140, 90, 100)[i], 8, "#C9B58C", 4),
                    *([line(f"M-111 {-131 + i * 84}l7 8l13 -15", "#fff", 5)] if i < 2 else []),
                )
            ],
            rect(-136, 190, 266, 62, "indigo", 14),
            text("Nộp hồ sơ", -3, 230, 27, "ivory", 600),
            rect(-40, 274, 74, 7, "#BBA982", 4),
            path("M-160 -278A34 34 0 0 1 -126 -312L20 -312L-160 200Z", "#fff", opacity=0.08),
        )
    ]
    o += [
        g(
            "translate(1235 640)",
            ell(0, 74, 92, 16, "#000", opacity=0.3),
            rect(-70, 30, 140, 40, "#7A171B", 8),
            rect(-58, 66, 116, 10, "#3A0C10", 4),
            path("M-40 30C-34 -10 -22 -30 -22 -60L22 -60C22 -30 34 -10 40 30Z", "wood"),
            circle(0, -84, 42, "#A9713F"),
            path("M10 -124C36 -118 42 -100 42 -84C42 -60 24 -44 6 -42C26 -62 28 -100 10 -124Z", "#000", opacity=0.15),
        )
    ]
    for x, y, q in ((240, 170, 8), (1280, 190, 10), (1380, 380, 7), (180, 420, 6), (640, 120, 7), (1190, 90, 6)):
        o.append(circle(x, y, q, "straw", opacity=0.8))
    return d, o
