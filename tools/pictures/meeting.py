"""People together: an evening class, a meeting on the screen, a Saturday morning."""
# ruff: noqa: E501  (the data of a path is one word)

import math

from .people import back, bust
from .shapes import H, W, circle, ell, g, grad, line, path, rad, rect, star, text
from .things import monitor, phone, plant, sheet, tiles


def night_window(x, y, moon=False):
    """A window on a blue evening, 230 × 330."""
    sky = [
        rect(x + 10, y + 10, 210, 310, "url(#n)"),
        *[
            circle(x + a, y + b, 2.4, "#fff", opacity=0.7)
            for a, b in ((40, 60), (84, 130), (70, 34), (188, 140), (150, 190))
        ],
    ]
    if moon:
        sky += [circle(x + 160, y + 84, 30, "#FDF1CF"), circle(x + 148, y + 76, 28, "#1C3350")]
    hills = path(
        f"M{x + 10} {y + 320}L{x + 10} {y + 250}C{x + 70} {y + 210} {x + 120} {y + 280} {x + 220} {y + 226}L{x + 220} {y + 320}Z",
        "#16332F",
    )
    frame = [
        rect(x + 110, y + 10, 10, 310, "#F4E4C3"),
        rect(x + 10, y + 160, 210, 8, "#F4E4C3"),
        rect(x - 12, y + 328, 254, 16, "#F4E4C3", 3),
    ]
    return [rect(x, y, 230, 330, "#F4E4C3", 4), *sky, hills, *frame]


def lamp(x, y):
    return [
        line(f"M{x} 0L{x} {y - 40}", "ink", 4),
        path(f"M{x - 62} {y}C{x - 58} {y - 46} {x + 58} {y - 46} {x + 62} {y}Z", "pine"),
        ell(x, y, 62, 9, "#FFF3C9"),
        ell(x, y + 190, 300, 260, "url(#la)"),
    ]


def lesson():
    """The screen: a phone and three steps."""
    steps = []
    for i, words in enumerate(("Mở ứng dụng", "Chọn thủ tục", "Gửi hồ sơ")):
        y = 214 + i * 76
        steps += [
            circle(760, y, 27, ("red", "ochre", "pine")[i]),
            text(str(i + 1), 760, y + 11, 30, "ivory"),
            text(words, 808, y + 11, 33, "ink", 600, left=True),
        ]
    return [
        rect(418, 74, 740, 392, "#000", 10, opacity=0.16),
        rect(410, 64, 740, 392, "#FBF3E2", 10),
        path("M420 64L1140 64A10 10 0 0 1 1150 74L1150 140L410 140L410 74A10 10 0 0 1 420 64Z", "indigo"),
        text("LỚP HỌC SỐ BUỔI TỐI", 780, 116, 38, "#F6D58A", 700, 2),
        phone(585, 296, 1.36),
        *steps,
    ]


def lop_hoc():
    """Older people learn to use the phone in the evening; a young volunteer shows, another helps."""
    defs = (
        grad("w", (0, "#D9B27A"), (1, "#EBCD97"))
        + grad("n", (0, "#14243A"), (1, "#35597A"))
        + rad("la", (0, "#FFF3C9", 0.6), (1, "#FFF3C9", 0))
        + grad("f", (0, "#9A6B3E"), (1, "#6E4828"))
        + rad("ph", (0, "#FFF8DE", 0.95), (1, "#FFF8DE", 0))
    )
    o = [
        rect(0, 0, W, 640, "url(#w)"),
        rect(0, 600, W, 300, "url(#f)"),
        rect(0, 592, W, 14, "#8C5C36"),
        *lamp(250, 62),
        *lamp(1350, 62),
        *night_window(80, 130),
        *night_window(1296, 130, moon=True),
        *lesson(),
    ]
    o += [
        bust(1236, 392, 1.28, "#2F6AA0", kind="woman"),
        star(1300, 500, 13, "#F7CE46"),
        line("M1138 500C1096 480 1080 430 1094 372", "#2F6AA0", 48),
        line("M1138 500C1096 480 1080 430 1094 372", "#000", 48, opacity=0.08),
        circle(1096, 352, 24, "skin"),
        line("M1090 340L1062 304", "skin", 13),
    ]
    o += [rect(150, 566, 1300, 26, "#B98453", 4), rect(150, 588, 1300, 50, "#7C4E2B")]
    for x, c in ((392, "#7B3C52"), (700, "ochre"), (1426, "steel")):
        o += [
            ell(x, 540, 62, 54, "url(#ph)"),
            phone(x, 538, 0.36, 8),
            line(f"M{x - 56} 690C{x - 10} 660 {x + 4} 620 {x - 10} 576", c, 26),
            circle(x - 12, 566, 13, "skin"),
        ]
    o += [
        back(290, 620, 0.86, "#7B3C52", "#BDB6AE", "bun"),
        back(500, 624, 0.86, "#E7EEF0", "#6F6761"),
        back(610, 616, 0.84, "ochre", "#9A928A", "bun"),
        back(930, 620, 0.86, "pine", "#8B837B"),
        back(1080, 622, 0.84, "#F2D9A6", "#CFC9C1", "bun"),
        back(1330, 618, 0.86, "steel", "#3a2a24"),
    ]
    o += [
        rect(0, 742, W, 158, "#5B3821"),
        rect(0, 742, W, 96, "#A9713F"),
        rect(0, 742, W, 8, "#C98F57"),
        rect(0, 832, W, 12, "#7C4E2B"),
    ]
    o += [
        ell(700, 700, 150, 120, "url(#ph)"),
        phone(704, 694, 0.78, 7),
        path("M664 742C676 726 700 726 708 738C712 756 696 772 676 770Z", "skin"),
    ]
    o += [
        back(560, 770, 1.42, "#6B3246", "#CFC9C1", "bun"),
        line("M690 880C720 840 716 800 690 764", "#6B3246", 46),
        circle(688, 758, 24, "skin"),
    ]
    o += [
        back(980, 770, 1.42, "#2F6AA0", "ink"),
        line("M850 890C800 850 770 800 746 742", "#2F6AA0", 44),
        line("M850 890C800 850 770 800 746 742", "#000", 44, opacity=0.1),
        circle(742, 734, 22, "skin"),
        line("M738 730L724 702", "skin", 12),
    ]
    for x, skew in ((250, -20), (1330, 22)):
        o.append(g(f"translate({x} 790) skewX({skew}) scale(1 .42)", sheet(0, 0, 210, 150, 0, False)))
    o += [
        ell(1490, 806, 60, 10, "#000", opacity=0.2),
        rect(1450, 736, 78, 68, "ivory", 8),
        rect(1450, 736, 78, 10, "steel", 5),
        path("M1528 750C1556 750 1556 784 1526 786", "none", stroke="#FBF3E2", stroke_width=9),
    ]
    return defs, o


def room(x, y, w, h, ground, shirts, name=""):
    """One tile of the wall screen: a wall, a row of people behind a table, the name of the place."""
    k = h / 190
    step = w / (len(shirts) + 1)
    o = [
        rect(x, y, w, h, ground, 6),
        rect(x, y + h * 0.78, w, h * 0.22, "#7A171B", 6),
        rect(x, y + h * 0.76, w, h * 0.05, "#A8492E"),
    ]
    o.insert(1, star(x + w / 2, y + h * 0.17, h * 0.09, "gold", opacity=0.8))
    for i, (shirt, kind) in enumerate(shirts):
        o.insert(
            2 + i,
            bust(
                x + step * (i + 1),
                y + h * 0.53,
                0.44 * k,
                shirt,
                kind=kind,
                collar="white" if shirt != "white" else "#DDE6EA",
            ),
        )
    if name:
        o += [
            rect(x + w * 0.06, y + h * 0.83, w * 0.88, h * 0.13, "#000", 4, opacity=0.35),
            text(name, x + w / 2, y + h * 0.925, h * 0.088, "ivory", 600),
        ]
    return o


def hop_truc_tuyen():
    """A commune meets the province: many rooms on the wall screen, the commune round its table."""
    defs = (
        grad("w", (0, "#E9DCC0"), (1, "#CFBB92"))
        + grad("t", (0, "#A9713F"), (1, "#7C4E2B"))
        + rad("gl", (0, "#CFE3F2", 0.55), (1, "#CFE3F2", 0))
    )
    o = [rect(0, 0, W, H, "url(#w)"), *[rect(x, 0, 3, 700, "#000", opacity=0.06) for x in range(100, W, 200)]]
    o += [
        ell(800, 320, 760, 420, "url(#gl)"),
        rect(292, 52, 1016, 524, "#000", 14, opacity=0.18),
        rect(284, 40, 1032, 528, "#171F2B", 14),
        rect(298, 54, 1004, 500, "#0F1722", 6),
    ]
    o += room(
        506, 62, 588, 318, "#E6D3A6", (("white", "man"), ("#F2D9A6", "woman"), ("#5F84A2", "man")), "ĐIỂM CẦU TỈNH"
    )
    small = (
        (306, 62, "#C9D8CF", (("steel", "man"), ("white", "woman"))),
        (306, 224, "#E3CFA6", (("pine", "man"), ("#7B3C52", "woman2"))),
        (1102, 62, "#CBD7DE", (("white", "man"), ("ochre", "woman"))),
        (1102, 224, "#D9C6A0", (("indigo", "man"), ("white", "man"))),
        (306, 388, "#D6C7A8", (("white", "woman"), ("leaf", "man"))),
        (505, 388, "#CBD7DE", (("#7B3C52", "woman"), ("white", "man"))),
        (704, 388, "#E3CFA6", (("steel", "man"), ("#F2D9A6", "woman2"))),
        (903, 388, "#C9D8CF", (("white", "man"), ("indigo", "man"))),
        (1102, 388, "#E0CDA4", (("ochre", "woman"), ("pine", "man"))),
    )
    for x, y, ground, people in small:
        o += room(x, y, 191, 154, ground, people)
    o += [
        rect(770, 568, 60, 22, "#171F2B"),
        circle(800, 47, 4, "#7FC6C0"),
        rect(96, 110, 108, 260, "#C4262B", 2),
        rect(90, 102, 120, 12, "gold", 5),
        path("M168 114L204 114L204 370L168 370C180 280 180 200 168 114Z", "#000", opacity=0.1),
        star(150, 230, 34, "#F7CE46"),
        rect(1396, 110, 120, 150, "#FBF3E2", 3),
        rect(1408, 122, 96, 32, "red"),
        *[rect(1410 + c * 32, 168 + r * 28, 24, 18, "#E0CDA4") for r in range(3) for c in range(3)],
    ]
    o += [
        rect(0, 640, W, 260, "#6A4A2E"),
        *[line(f"M{800 + i * 100} 640L{800 + i * 250} 900", "#000", 2, opacity=0.15) for i in range(-9, 10)],
    ]
    o += [
        bust(138, 500, 1.0, "white", kind="woman", collar="#DDE6EA"),
        bust(1462, 500, 1.0, "#5F84A2", kind="man", hair="#5c544f"),
    ]
    o += [
        path("M0 676L250 606L250 760L0 760Z", "url(#t)"),
        path("M1600 676L1350 606L1350 760L1600 760Z", "url(#t)"),
        path("M0 676L250 606L262 614L0 690Z", "#D3A069"),
        path("M1600 676L1350 606L1338 614L1600 690Z", "#D3A069"),
    ]
    o += [
        path("M250 610L1350 610L1560 760L40 760Z", "url(#t)"),
        path("M250 610L1350 610L1362 618L238 618Z", "#D3A069"),
        path("M520 640L1080 640L1150 720L450 720Z", "#6E4628"),
        path("M540 640L1060 640L1118 706L482 706Z", "pine"),
    ]
    for x in (640, 800, 960):
        o += [
            circle(x + a, 660 + b, 15, c)
            for a, b, c in ((-22, 8, "red"), (0, -6, "gold"), (22, 8, "rust"), (2, 16, "#EBA0A2"))
        ] + [ell(x, 690, 44, 12, "leaf")]
    for x, y, k in ((330, 652, 1), (1270, 652, -1)):
        o.append(
            g(
                f"translate({x} {y}) scale({k} 1)",
                path("M-60 -16L40 -26L54 36L-46 46Z", "#40312b"),
                path("M-50 -9L34 -17L45 28L-39 38Z", "mist"),
                path("M-46 46L54 36L96 58L-6 72Z", "#5C5048"),
            )
        )
    o += [rect(0, 758, W, 34, "#5B3821"), rect(0, 754, W, 8, "#C98F57")]
    for x, shirt, hair, kind in (
        (330, "indigo", "ink", "man"),
        (640, "#F2D9A6", "ink", "long"),
        (960, "white", "#6F6761", "man"),
        (1270, "#7B3C52", "ink", "bun"),
    ):
        o += [
            path(f"M{x - 120} 900L{x - 112} 790Q{x} 764 {x + 112} 790L{x + 120} 900Z", "#3a2a24"),
            back(x, 750, 1.12, shirt, hair, kind),
        ]
    for x in (486, 1116):
        o += [g(f"translate({x} 744) skewX({-16 if x < 800 else 16}) scale(1 .4)", sheet(0, 0, 130, 110, 0, False))]
    o += [rect(790, 716, 5, 40, "ink"), circle(792, 712, 9, "ink"), rect(766, 752, 54, 10, "ink", 4)]
    return defs, o


def saturday():
    """The wall calendar: Saturday, 5 December."""
    grid = [
        rect(1122 + c * 27, 260 + r * 20, 19, 12, "#E7D6B0" if (r, c) != (0, 5) else "red", 2)
        for r in range(3)
        for c in range(7)
    ]
    return [
        rect(1108, 84, 216, 250, "#000", 6, opacity=0.14),
        rect(1100, 76, 216, 250, "#FFFDF8", 6),
        path("M1106 76L1310 76A6 6 0 0 1 1316 82L1316 130L1100 130L1100 82A6 6 0 0 1 1106 76Z", "red"),
        *[rect(1130 + i * 46, 62, 8, 28, "#6A5A50", 4) for i in range(4)],
        text("THỨ BẢY", 1208, 114, 30, "#F6D58A", 700, 2),
        text("05", 1208, 220, 92, "ink", 700),
        text("THÁNG 12", 1208, 246, 17, "ochre", 600, 1),
        *grid,
    ]


def clock(x, y, r):
    """Half past seven."""
    marks = [
        line(
            f"M{x + r * 0.78 * math.sin(math.pi * i / 6):.1f} {y - r * 0.78 * math.cos(math.pi * i / 6):.1f}L{x + r * 0.9 * math.sin(math.pi * i / 6):.1f} {y - r * 0.9 * math.cos(math.pi * i / 6):.1f}",
            "ink",
            4,
        )
        for i in range(12)
    ]
    return [
        circle(x + 6, y + 8, r + 10, "#000", opacity=0.14),
        circle(x, y, r + 10, "red"),
        circle(x, y, r, "#FFFDF8"),
        *marks,
        line(f"M{x} {y}L{x} {y + r * 0.66:.0f}", "ink", 6),
        line(f"M{x} {y}L{x - r * 0.36:.0f} {y + r * 0.34:.0f}", "ink", 9),
        circle(x, y, 7, "red"),
    ]


def sang_thu_bay():
    """The one-stop office on a Saturday morning: a worker hands in papers before his shift."""
    defs = (
        grad("w", (0, "#F7E6C2"), (1, "#EBD0A0"))
        + grad("f", (0, "#D9BF94"), (1, "#B48C59"))
        + grad("sky", (0, "#F8D68F"), (1, "#FDF1D0"))
        + grad("beam", (0, "#FFF6DA", 0.75), (1, "#FFF6DA", 0), x2=1)
    )
    o = [
        rect(0, 0, W, 660, "url(#w)"),
        rect(0, 640, W, 260, "url(#f)"),
        tiles(640),
        rect(0, 632, W, 12, "#C79F66"),
        path("M300 96L450 96L1240 900L520 900Z", "url(#beam)"),
    ]
    o += [
        rect(70, 84, 380, 400, "#FFF9EA", 4),
        rect(82, 96, 356, 376, "url(#sky)"),
        circle(196, 210, 66, "#FFF8E0"),
        path("M82 472L82 380C150 330 230 400 300 360C350 336 400 350 438 330L438 472Z", "#8FAE7C"),
        path("M82 472L82 420C170 390 260 440 340 400C380 384 420 396 438 390L438 472Z", "leaf"),
        rect(254, 96, 12, 376, "#FFF9EA"),
        rect(82, 276, 356, 10, "#FFF9EA"),
        rect(52, 482, 416, 18, "#FFF9EA", 3),
    ]
    o += [
        rect(532, 70, 496, 92, "#000", 8, opacity=0.12),
        rect(524, 62, 496, 92, "red", 8),
        rect(524, 142, 496, 8, "gold"),
        text("BỘ PHẬN MỘT CỬA", 772, 124, 42, "#F6D58A", 700, 2),
    ]
    o += [
        *clock(612, 268, 66),
        *saturday(),
        rect(742, 190, 250, 94, "indigo", 6),
        text("LÀM VIỆC", 867, 229, 26, "ivory", 600, 2),
        text("SÁNG THỨ BẢY", 867, 266, 28, "#F6D58A", 700, 1),
        rect(1390, 120, 130, 190, "#fff", 5),
        rect(1390, 120, 130, 34, "pine", 5),
        *[rect(1404, 170 + i * 26, (96, 80, 100, 70, 90)[i], 9, "#CDB992", 3) for i in range(5)],
    ]
    o += [
        bust(940, 432, 1.12, "white", kind="woman", collar="#DDE6EA"),
        line("M904 560C860 586 820 588 780 572", "#F1EBDD", 42),
        circle(770, 568, 21, "skin"),
    ]
    o += [
        rect(560, 600, 900, 34, "#A9713F", 6),
        rect(560, 600, 900, 10, "#C98F57", 6),
        rect(580, 634, 860, 190, "wood"),
        rect(580, 634, 860, 18, "#000", opacity=0.22),
    ]
    o += [
        part
        for x in (590, 880, 1170)
        for part in (rect(x, 664, 264, 146, "#7C4E2B", 4), rect(x + 8, 672, 248, 130, "#90603A", 3))
    ]
    o += [
        star(1012, 738, 36, "gold", opacity=0.55),
        star(1302, 738, 36, "gold", opacity=0.55),
        monitor(1130, 526, 0.98),
        *[rect(1250 + a, 588 - b, 90, 10, "#FBF3E2", 2) for a, b in ((0, 0), (5, 11), (-4, 22))],
        plant(1396, 508, 0.74),
    ]
    o += [
        ell(620, 872, 170, 24, "#000", opacity=0.2),
        back(600, 560, 1.62, "#3D6B96", "ink", low=220),
        line("M690 720C740 690 748 640 736 600", "#345C82", 58),
        sheet(752, 540, 92, 124, 12),
        circle(734, 588, 26, "skin"),
    ]
    o += [
        g(
            "translate(424 792) rotate(-8)",
            ell(0, 34, 96, 16, "#000", opacity=0.2),
            path("M-82 30C-84 -60 84 -60 82 30Z", "gold"),
            path("M20 -36C64 -30 84 -4 82 30L42 30C46 0 40 -22 20 -36Z", "#000", opacity=0.14),
            rect(-104, 24, 208, 16, "ochre", 8),
            path("M-14 -38L14 -38L16 26L-16 26Z", "#F6D58A", opacity=0.8),
        ),
        line("M514 690C476 720 452 740 440 762", "#3D6B96", 56),
        circle(436, 774, 26, "skin"),
    ]
    o += [plant(190, 770, 1.05)]
    return defs, o
