"""Over a desk: a signature, a birth certificate, a chart on the wall."""
# ruff: noqa: E501  (the data of a path is one word)

from .people import bust, standing
from .shapes import H, W, circle, ell, g, grad, line, path, rad, rect, star, text
from .things import areca, plant, sheet


def signature(colour, width):
    return line(
        "M-150 4C-130 -46 -96 -54 -92 -20C-90 14 -130 34 -128 12C-126 -10 -80 -30 -56 -26C-40 -22 -54 6 -38 6C-24 6 -22 -22 -10 -22C2 -22 -6 8 8 6C22 4 22 -20 34 -20C46 -20 40 4 54 4C80 4 100 -14 132 -22",
        colour,
        width,
    )


def seal(x, y, r, turn=-12):
    """A red seal with a star, as digital seals look on paper."""
    return g(
        f"translate({x} {y}) rotate({turn})",
        circle(0, 0, r, "#FBF3E2", opacity=0.6),
        circle(0, 0, r, "none", stroke="#B3262B", stroke_width=r * 0.09),
        circle(0, 0, r * 0.72, "none", stroke="#B3262B", stroke_width=r * 0.045),
        star(0, 0, r * 0.46, "#B3262B"),
        *[g(f"rotate({a})", rect(-r * 0.045, -r * 0.9, r * 0.09, r * 0.11, "#B3262B")) for a in range(0, 360, 24)],
    )


def tablet():
    """A decision on a tablet, with the place for a signature and the seal on it."""
    rows = [rect(-250, -116 + i * 36, (410, 380, 400, 300)[i], 13, "#C9B58C", 4) for i in range(4)]
    return g(
        "translate(770 400) rotate(-6)",
        rect(-398, -310, 820, 640, "#000", 44, opacity=0.28),
        rect(-410, -324, 820, 640, "#171F2B", 44),
        rect(-374, -288, 748, 568, "#FBF3E2", 12),
        path("M-362 -288L362 -288A12 12 0 0 1 374 -276L374 -216L-374 -216L-374 -276A12 12 0 0 1 -362 -288Z", "indigo"),
        circle(-334, -252, 14, "gold"),
        star(-334, -252, 8, "indigo"),
        text("KÝ SỐ VĂN BẢN", -296, -240, 32, "#F6D58A", 700, 1, left=True),
        text("QUYẾT ĐỊNH", -44, -148, 40, "wine", 700, 2),
        *rows,
        rect(-250, 54, 250, 13, "#C9B58C", 4),
        rect(-340, 104, 330, 146, "#FFFDF8", 10, stroke="#C9B58C", stroke_width=3, stroke_dasharray="10 9"),
        rect(-340, 214, 330, 3, "#E5D5B0"),
        g("translate(-176 190) scale(.92)", signature("indigo", 7)),
        seal(262, -52, 76),
        path("M-374 -276A12 12 0 0 1 -362 -288L60 -288L-374 200Z", "#fff", opacity=0.1),
    )


def writing_hand():
    """A right hand with a stylus; its tip at 0 0."""
    return g(
        "translate(742 566) rotate(2)",
        path("M300 150L560 420L860 420L860 300L420 60Z", "#000", opacity=0.16),
        path("M292 118L420 8L880 260L880 420L540 420Z", "#F3EEE2"),
        path("M330 150L390 210L560 420L880 420L880 380L600 330Z", "#000", opacity=0.08),
        path("M270 104L398 -14L446 26L316 154Z", "#DDE6EA"),
        circle(384, 66, 8, "#C9B58C"),
        path(
            "M96 4C130 -44 200 -64 262 -44C320 -24 372 4 404 12L316 118C280 128 232 130 194 116C150 112 110 96 92 66Z",
            "skin",
        ),
        line("M-2 2L44 -21", "ink", 7),
        line("M36 -17L410 -200", "#2B3A4E", 20),
        line("M36 -17L56 -27", "gold", 20),
        line("M398 -194L410 -200", "gold", 20),
        path(
            "M60 -8C52 -30 64 -48 84 -52C116 -60 160 -64 190 -50C208 -36 200 -14 176 -12C140 -8 104 6 84 10C72 10 64 2 60 -8Z",
            "skin",
        ),
        path(
            "M84 10C104 6 140 -8 176 -12C190 -14 200 -24 200 -34C206 -16 196 0 176 4C140 8 110 20 92 22C86 20 84 16 84 10Z",
            "#000",
            opacity=0.1,
        ),
        path("M74 30C64 12 84 -2 108 2C140 6 176 20 196 40L170 72C134 60 92 52 74 30Z", "skin"),
        line("M82 34C104 50 140 58 168 70", "#B98058", 4, opacity=0.6),
        path("M92 66C84 48 100 38 122 44C150 52 180 66 200 84L186 112C150 108 108 96 92 66Z", "skin"),
        line("M98 70C116 92 150 104 186 112", "#B98058", 4, opacity=0.6),
        path("M262 -44C320 -24 372 4 404 12L370 52C320 40 280 10 262 -44Z", "#000", opacity=0.07),
    )


def chu_ky():
    """A hand signs a decision on a tablet; the red seal is already there."""
    defs = grad("t", (0, "#3E6E5C"), (1, "#23493E")) + rad("gl", (0, "#F6E7B8", 0.6), (1, "#F6E7B8", 0))
    o = [
        rect(0, 0, W, H, "url(#t)"),
        *[
            line(f"M0 {y}C500 {y - 10} 1100 {y + 12} 1600 {y}", "#1B3A31", 2, opacity=0.35)
            for y in range(90, 900, 118)
        ],
        ell(760, 400, 780, 520, "url(#gl)"),
    ]
    o += [
        g(
            "translate(1370 190) rotate(14)",
            rect(-130, -160, 270, 340, "#000", 8, opacity=0.2),
            rect(-138, -168, 270, 340, "red", 8),
            rect(-138, -168, 30, 340, "#000", 8, opacity=0.18),
            rect(-84, -110, 170, 92, "#FBF3E2", 4),
            text("HỒ SƠ", 0, -54, 40, "wine", 700, 2),
            rect(-84, 110, 120, 10, "#F6D58A", 4),
        )
    ]
    o += [
        g(
            "translate(172 214)",
            circle(10, 14, 132, "#000", opacity=0.2),
            circle(0, 0, 132, "#F4E4C3"),
            circle(0, 0, 112, "ivory"),
            circle(0, 0, 84, "#F4E4C3"),
            circle(0, 0, 74, "#B0762B"),
            path("M-60 -30A67 67 0 0 1 -10 -66A90 90 0 0 0 -60 -30Z", "#fff", opacity=0.35),
            path("M80 -26C136 -38 146 20 84 30", "none", stroke="#D9C08E", stroke_width=18),
        )
    ]
    o += [
        g(
            "translate(150 700) rotate(-24)",
            rect(-110, 6, 300, 26, "#000", 13, opacity=0.2),
            rect(-120, -8, 300, 26, "indigo", 13),
            rect(-120, -8, 90, 26, "gold", 13),
            rect(-44, -8, 16, 26, "#F6D58A"),
            rect(30, -14, 110, 9, "#F6D58A", 4),
        )
    ]
    o += [tablet(), writing_hand()]
    return defs, o


def baby(x, y, s):
    """A sleeping child in a cloth."""
    return g(
        f"translate({x} {y}) scale({s})",
        path(
            "M-120 20C-130 -50 -70 -86 -20 -70C60 -60 150 -10 160 40C160 80 60 96 -20 86C-80 80 -112 60 -120 20Z",
            "#F6E3DE",
        ),
        path("M-20 86C60 96 160 80 160 40C158 20 140 0 112 -18C110 30 40 74 -60 72C-48 80 -34 84 -20 86Z", "#E3B8B0"),
        ell(-66, -18, 46, 44, "skin"),
        path("M-108 -30C-106 -72 -30 -76 -24 -30C-40 -50 -84 -52 -108 -30Z", "ink"),
        path("M-118 6C-112 40 -60 52 -14 26C-20 54 -60 74 -100 54C-114 40 -118 24 -118 6Z", "#FBEFEA"),
        *[circle(20 + a, b, 6, "#D98C8C") for a, b in ((0, -24), (46, 0), (20, 34), (84, 36), (-30, 60), (116, 22))],
    )


def khai_sinh():
    """Young parents with their baby receive the birth certificate."""
    defs = (
        grad("w", (0, "#E4EBDD"), (1, "#CBD9C8"))
        + grad("t", (0, "#B98453"), (1, "#8C5C36"))
        + grad("sky", (0, "#BCD7DD"), (1, "#F3EBD4"))
        + rad("gl", (0, "#FFF8DE", 0.9), (1, "#FFF8DE", 0))
        + '<clipPath id="win"><rect x="130" y="86" width="500" height="390"/></clipPath>'
    )
    o = [
        rect(0, 0, W, H, "url(#w)"),
        rect(112, 68, 536, 426, "#FBF3E2", 8),
        rect(130, 86, 500, 390, "url(#sky)"),
        '<g clip-path="url(#win)">',
        path("M130 476L130 350C230 300 330 390 430 340C520 300 590 330 640 310L640 476Z", "#9DBB93"),
        path("M130 476L130 410C240 380 340 440 460 400C540 380 600 396 640 390L640 476Z", "leaf"),
        areca(540, 300, 0.6),
        areca(210, 330, 0.46),
        "</g>",
        rect(374, 86, 12, 390, "#FBF3E2"),
        rect(92, 490, 576, 22, "#FBF3E2", 4),
    ]
    o += [
        path("M112 68L40 56L52 540L112 500Z", "#B4534A"),
        path("M648 68L720 56L708 540L648 500Z", "#B4534A"),
        *[line(f"M{x} 64L{x + 4} 516", "#7C241C", 4, opacity=0.35) for x in (62, 86, 672, 696)],
    ]
    o += [
        rect(838, 72, 600, 104, "#000", 8, opacity=0.1),
        rect(830, 64, 600, 104, "red", 8),
        rect(830, 150, 600, 8, "gold"),
        text("TIẾP NHẬN HỘ TỊCH", 1130, 134, 46, "#F6D58A", 700, 2),
    ]
    o += [
        rect(1296, 232, 180, 220, "#FFFDF8", 4),
        rect(1312, 248, 148, 188, "#F8DCD4"),
        path("M1386 404C1340 350 1350 290 1386 262C1422 290 1432 350 1386 404Z", "#D9808A"),
        *[
            g(
                f"translate(1386 404) rotate({a})",
                path("M0 0C-20 -28 -16 -66 0 -84C16 -66 20 -28 0 0Z", "#EBA0A2", opacity=0.9),
            )
            for a in (-58, 58, -30, 30)
        ],
        path("M1330 412Q1386 432 1442 412", "none", stroke="#56845A", stroke_width=8),
        plant(1490, 690, 0.8),
    ]
    o += [ell(800, 560, 420, 300, "url(#gl)")]
    people = []
    people += [
        bust(384, 408, 1.9, "#3D6B96", kind="man"),
        bust(646, 440, 1.82, "#D98C7C", kind="woman", collar="#F6E3DE"),
    ]
    people += [
        line("M1060 560C1000 660 960 690 936 676", "#EDE6D6", 62),
        line("M1220 560C1330 660 1310 740 1226 760", "#E6DECD", 66),
        bust(1132, 424, 1.86, "white", kind="woman2", collar="#DDE6EA"),
    ]
    people += [
        line("M500 660C520 700 560 716 620 716", "#D98C7C", 70),
        baby(640, 668, 1.15),
        line("M778 610C800 660 776 716 716 734", "#C57A6B", 66),
        circle(684, 738, 32, "skin"),
        line("M244 620C280 724 400 760 520 744", "#345C82", 74),
        circle(548, 738, 33, "skin"),
    ]
    people += [
        g(
            "translate(872 620) rotate(-5)",
            rect(-104, -132, 216, 276, "#000", 4, opacity=0.14),
            rect(-110, -140, 216, 276, "#FFFDF8", 4),
            rect(-98, -128, 192, 252, "none", 2, stroke="#C4262B", stroke_width=4),
            rect(-92, -122, 180, 240, "none", 2, stroke="#D6A03C", stroke_width=2),
            star(-2, -92, 15, "red"),
            text("GIẤY", -2, -46, 28, "wine", 700, 2),
            text("KHAI SINH", -2, -14, 28, "wine", 700, 1),
            *[rect(-74, 10 + i * 22, (144, 120, 132)[i], 8, "#C9B58C", 3) for i in range(3)],
            seal(44, 92, 22),
        )
    ]
    people += [circle(946, 690, 29, "skin"), circle(776, 702, 29, "skin")]
    o.append(g("translate(130 106) scale(.86)", *people))
    o += [rect(0, 756, W, 144, "url(#t)"), rect(0, 756, W, 12, "#DDAF7C")]
    o += [
        g(
            "translate(1300 776)",
            rect(-96, -26, 200, 26, "indigo", 4),
            rect(-86, -50, 184, 24, "ochre", 4),
            rect(-86, -44, 160, 6, "#FBF3E2"),
        ),
        g(
            "translate(190 776)",
            ell(0, 16, 90, 10, "#000", opacity=0.2),
            rect(-60, -64, 110, 76, "#FBF3E2", 12),
            path("M50 -48C84 -48 84 -6 48 -4", "none", stroke="#FBF3E2", stroke_width=10),
            circle(-6, -28, 18, "#EBA0A2"),
        ),
    ]
    return defs, o


def chart():
    """Bars that rise, a line over them, on a board of 760 × 470."""
    bars = []
    heights = (96, 128, 150, 186, 214, 262)
    points = []
    for i, height in enumerate(heights):
        x = 92 + i * 102
        bars += [
            rect(x, 400 - height, 60, height, ("mist", "mist", "steel", "steel", "ochre", "red")[i], 4),
            rect(x + 42, 400 - height, 18, height, "#000", 4, opacity=0.1),
            text(f"20{21 + i}", x + 30, 430, 21, "#5B4A40", 600),
        ]
        points.append((x + 30, 400 - height - 42))
    track = "M" + "L".join(f"{x} {y}" for x, y in points)
    return [
        rect(-14, -22, 788, 520, "#8C5C36", 10),
        rect(0, -8, 760, 492, "#FFFDF8", 4),
        text("CHỈ SỐ CẢI CÁCH HÀNH CHÍNH", 380, 46, 34, "wine", 700, 1),
        rect(250, 62, 260, 4, "gold"),
        *[rect(70, 400 - i * 72, 640, 2, "#E5D9C4") for i in range(1, 5)],
        *bars,
        line("M70 90L70 400L716 400", "#5B4A40", 4),
        line(track, "indigo", 7),
        *[circle(x, y, 11, "#FFFDF8", stroke="#23405E", stroke_width=6) for x, y in points],
    ]


def bieu_do():
    """Two officials before a wall chart of rising figures."""
    defs = (
        grad("w", (0, "#EFDFBC"), (1, "#DCC494"))
        + grad("f", (0, "#B98F5A"), (1, "#8C683C"))
        + rad("gl", (0, "#FFF6DA", 0.9), (1, "#FFF6DA", 0))
    )
    o = [
        rect(0, 0, W, 740, "url(#w)"),
        rect(0, 700, W, 200, "url(#f)"),
        rect(0, 692, W, 12, "#A67B48"),
        ell(800, 330, 760, 430, "url(#gl)"),
        rect(496, 100, 640, 424, "#000", 10, opacity=0.14),
        g("translate(500 110) scale(.8)", *chart()),
    ]
    o += [
        rect(80, 120, 176, 232, "#8C5C36", 4),
        rect(92, 132, 152, 208, "#FBF3E2"),
        *[rect(112, 160 + i * 28, (112, 92, 104, 70)[i], 9, "#C9B58C", 3) for i in range(4)],
        circle(206, 300, 19, "none", stroke="#9B2226", stroke_width=4),
        star(206, 300, 10, "red"),
        plant(1470, 660, 1.15),
        plant(150, 690, 0.95),
    ]
    return defs, o + officials()


def officials():
    """She points at the last bar, he has the report in his hand."""
    return [
        g(
            "translate(96 0)",
            standing(
                336,
                318,
                1.12,
                "white",
                "indigo",
                kind="man",
                collar="#DDE6EA",
                arms=(("M-70 90C-104 140 -104 190 -84 232", "#F1EBDD", "skin", -80, 250),),
            ),
            line("M404 424C460 474 478 504 444 542", "#EDE6D6", 46),
            sheet(410, 550, 126, 162, -8),
            circle(452, 566, 23, "skin"),
        ),
        g(
            "translate(-72 0)",
            standing(
                1236,
                340,
                1.08,
                "#7B3C52",
                "ink",
                kind="woman",
                collar="#F2D9A6",
                skirt=True,
                arms=(("M72 90C104 140 104 190 84 232", "#6B3246", "skin", 80, 250),),
            ),
            line("M1166 452C1118 440 1082 402 1060 348", "#7B3C52", 46),
            circle(1056, 334, 22, "skin"),
            line("M1060 346L1008 232", "bark", 8),
            circle(1007, 230, 7, "red"),
        ),
    ]
