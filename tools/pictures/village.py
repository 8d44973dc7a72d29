"""In the village: the post comes, a box waits for suggestions."""
# ruff: noqa: E501  (the data of a path is one word)

import random

from .people import standing
from .shapes import H, W, circle, ell, g, grad, hills, line, path, rect, text
from .things import areca, cloud, house, tree


def conical_hat(x, y, s):
    """A nón lá; its rim is at y."""
    return g(
        f"translate({x} {y}) scale({s})",
        path("M-104 0C-60 -22 -18 -68 0 -92C18 -68 60 -22 104 0C60 16 -60 16 -104 0Z", "straw"),
        path("M0 -92C18 -68 60 -22 104 0C82 8 54 11 28 12C26 -26 14 -66 0 -92Z", "ochre", opacity=0.55),
        line(
            "M-84 -8C-40 4 40 4 84 -8M-62 -22C-30 -12 30 -12 62 -22M-38 -42C-18 -35 18 -35 38 -42",
            "ochre",
            2,
            opacity=0.6,
        ),
    )


def wheel(x, y, r):
    spokes = "".join(g(f"rotate({a})", line(f"M0 {-r + 8}L0 {r - 8}", "#C9C1B0", 2.5)) for a in range(0, 180, 30))
    return g(
        f"translate({x} {y})",
        spokes,
        circle(0, 0, r, "none", stroke="#2A1F1D", stroke_width=11),
        circle(0, 0, r - 11, "none", stroke="#C9C1B0", stroke_width=4),
        circle(0, 0, 9, "ink"),
    )


def postwoman():
    """She rides to the right with a basket of letters; wheels at y 0, about 620 wide."""
    frame = line("M-190 0L-96 -168L132 -168M-96 -168L-20 0L132 -168M-20 0L-190 0M-112 -200L-96 -168", "red", 13)
    fork = line("M210 0L132 -168L118 -236", "red", 13)
    return [
        ell(20, 104, 360, 20, "#000", opacity=0.22),
        wheel(-190, 0, 96),
        wheel(210, 0, 96),
        line("M-70 -186C-20 -150 24 -110 6 -60C0 -40 -6 -10 2 22", "#1B2F45", 46),
        line("M-16 34L44 40", "ink", 22),
        frame,
        fork,
        line("M118 -236C96 -250 60 -252 44 -244", "#40312b", 10),
        circle(-20, 0, 26, "#40312b"),
        circle(-20, 0, 14, "#C9C1B0"),
        path("M-150 -206C-140 -222 -80 -222 -62 -206C-74 -196 -130 -194 -150 -206Z", "ink"),
        path("M130 -262L262 -262L246 -150L146 -150Z", "ochre"),
        *[line(f"M{142 + i * 22} -262L{154 + i * 17} -150", "#8C5C1E", 4) for i in range(6)],
        line("M134 -228L258 -228M140 -190L252 -190", "#8C5C1E", 4),
        g(
            "translate(176 -284) rotate(-12)",
            rect(-44, -34, 88, 60, "#FBF3E2", 3),
            line("M-44 -34L0 2L44 -34", "#C9B58C", 4),
        ),
        g(
            "translate(232 -276) rotate(14)",
            rect(-36, -30, 72, 52, "#FFFDF8", 3),
            line("M-36 -30L0 0L36 -30", "#C9B58C", 4),
            circle(20, 10, 7, "red"),
        ),
        path("M130 -262L262 -262L258 -236L134 -236Z", "ochre"),
        line("M-96 -214C-40 -190 60 -176 70 -110C74 -70 60 -40 62 -6", "indigo", 52),
        line("M40 20L104 14", "ink", 24),
        path("M-152 -206C-150 -300 -120 -372 -70 -402L-14 -396C4 -350 -30 -260 -60 -204Z", "#E0B23C"),
        path("M-40 -400L-14 -396C4 -350 -30 -260 -60 -204L-96 -204C-60 -260 -36 -340 -40 -400Z", "#000", opacity=0.12),
        path("M-132 -330C-108 -312 -50 -296 -22 -300L-26 -282C-60 -280 -112 -296 -138 -312Z", "indigo"),
        path("M-176 -300C-200 -290 -206 -226 -190 -210L-126 -212C-118 -240 -122 -286 -132 -296Z", "#8C5C36"),
        path("M-182 -274L-124 -270L-124 -256L-188 -258Z", "#6A4426"),
        line("M-132 -296C-100 -340 -60 -370 -36 -392", "#6A4426", 9),
        line("M-44 -372C-20 -330 10 -286 52 -256", "#E0B23C", 44),
        line("M-44 -372C-20 -330 10 -286 52 -256", "#000", 44, opacity=0.08),
        circle(58, -250, 22, "skin"),
        path("M-56 -428L-24 -424L-22 -392L-62 -396Z", "tan"),
        path("M-82 -486C-86 -526 -10 -534 -2 -490C2 -456 -10 -424 -36 -418C-62 -416 -80 -450 -82 -486Z", "skin"),
        path(
            "M-92 -470C-92 -540 -10 -548 4 -496C-20 -500 -40 -494 -48 -470C-52 -440 -58 -414 -78 -404C-92 -420 -96 -444 -92 -470Z",
            "ink",
        ),
        path("M-74 -410C-96 -396 -104 -360 -92 -330C-78 -350 -66 -380 -64 -404Z", "ink"),
        path("M-96 -494C-92 -556 -6 -566 6 -504C-24 -510 -66 -508 -96 -494Z", "indigo"),
        path("M-6 -512C22 -516 44 -506 52 -494C34 -496 12 -498 -6 -498Z", "#1B2F45"),
        circle(-38, -534, 8, "gold"),
    ]


def buu_dien():
    """The postwoman brings results of procedures along the village road."""
    defs = grad("s", (0, "#BFD8DC"), (0.6, "#F2EBD2"), (1, "#FAF1DA")) + grad("r", (0, "#E6CE9C"), (1, "#C9A76C"))
    r = random.Random(12)
    o = [
        rect(0, 0, W, H, "url(#s)"),
        circle(230, 170, 64, "#FFF7DC"),
        cloud(470, 130, 280),
        cloud(1120, 100, 320),
        cloud(820, 190, 180),
        hills(430, 40, "#B4CBBE", 8),
        hills(480, 32, "#8FB295", 17),
    ]
    o += [rect(0, 520, W, 200, "#9DB565")]
    for i, c in enumerate(("#A9BC68", "#8FAE5C", "#7BA052")):
        o += [
            path(f"M0 {540 + i * 46}C400 {528 + i * 46} 1200 {556 + i * 46} 1600 {538 + i * 46}L1600 760L0 760Z", c),
            line(
                f"M0 {540 + i * 46}C400 {528 + i * 46} 1200 {556 + i * 46} 1600 {538 + i * 46}",
                "#F6EBB0",
                3,
                opacity=0.5,
            ),
        ]
        o += [
            line(f"M{x} {572 + i * 46}l-4 -14M{x} {572 + i * 46}l5 -14", "#DCE09A", 2, opacity=0.5)
            for x in range(10 + i * 13, W, 44)
        ]
    o += [
        areca(1236, 270, 0.86),
        areca(1330, 320, 0.7),
        areca(1520, 300, 0.8),
        house(1420, 500, 1.5),
        tree(120, 500, 150, 160),
        tree(330, 520, 96, 120),
    ]
    o += [
        path("M0 690C500 660 1100 660 1600 700L1600 900L0 900Z", "url(#r)"),
        path("M0 690C500 660 1100 660 1600 700L1600 722C1100 682 500 682 0 712Z", "#5A8650"),
    ]
    o += [
        line(f"M{x} {y}q4 -16 12 -26M{x} {y}q-2 -18 -10 -26M{x} {y}l1 -30", c, 4)
        for x, y, c in ((r.randint(0, 1600), r.randint(700, 716), r.choice(("leaf", "pine"))) for _ in range(46))
    ]
    o += [
        rect(1224, 600, 84, 120, "#EBD3A0", 3),
        rect(1214, 590, 104, 18, "rust", 3),
        rect(1246, 626, 40, 30, "indigo", 3),
        g(
            "translate(1330 470) scale(.9)",
            standing(
                0,
                0,
                0.62,
                "#7B3C52",
                "#3a2a24",
                hair="#CFC9C1",
                kind="woman2",
                collar="#E9D3A6",
                arms=(("M-70 90C-116 100 -136 70 -150 20", "#7B3C52", "skin", -152, 6),),
            ),
        ),
    ]
    o += [g("translate(740 770) scale(1.06)", *postwoman())]
    return defs, o


def banyan(x, y):
    """An old tree that spreads over the yard; y is the ground."""
    r = random.Random(6)
    crown = [
        (-300, -430, 150, "pine"),
        (280, -440, 160, "pine"),
        (-160, -520, 180, "pine"),
        (140, -540, 180, "pine"),
        (0, -600, 170, "pine"),
        (-330, -470, 90, "leaf"),
        (-190, -570, 120, "leaf"),
        (-20, -650, 110, "leaf"),
        (110, -580, 100, "leaf"),
        (250, -490, 90, "leaf"),
        (-220, -610, 60, "rice"),
        (-50, -690, 56, "rice"),
        (90, -620, 44, "rice"),
    ]
    trunk = "M-74 0C-60 -60 -50 -180 -70 -300L-190 -440L-140 -452L-30 -340L-10 -460L30 -460L40 -340L160 -460L200 -440L76 -300C54 -180 60 -60 84 0C40 -14 -30 -14 -74 0Z"
    return g(
        f"translate({x} {y})",
        ell(20, 8, 380, 34, "#000", opacity=0.2),
        *[circle(a, b, q, c) for a, b, q, c in crown if c == "pine"],
        path(trunk, "bark"),
        path(
            "M20 -340L40 -340L160 -460L200 -440L76 -300C54 -180 60 -60 84 0C60 -8 40 -10 20 -10C34 -120 34 -240 20 -340Z",
            "#000",
            opacity=0.2,
        ),
        *[circle(a, b, q, c, opacity=0.9 if c == "leaf" else 0.55) for a, b, q, c in crown if c != "pine"],
        *[
            line(f"M{a} -{r.randint(380, 420)}q{r.randint(-8, 8)} 60 0 {r.randint(90, 190)}", "bark", 4, opacity=0.7)
            for a in (-250, -214, -120, 118, 190, 236)
        ],
    )


def letter_box():
    """The suggestion box on its post; 0 0 is the middle of the box."""
    return [
        ell(0, 260, 110, 16, "#000", opacity=0.22),
        rect(-18, 90, 36, 170, "#6A4426"),
        rect(4, 90, 14, 170, "#000", opacity=0.2),
        path("M-150 -120L0 -186L150 -120L150 -104L-150 -104Z", "#7C241C"),
        path("M0 -186L150 -120L150 -104L100 -104Z", "#000", opacity=0.16),
        rect(-132, -106, 264, 204, "red", 6),
        rect(92, -106, 40, 204, "#000", 6, opacity=0.14),
        rect(-86, -80, 172, 18, "night", 6),
        rect(-132, -106, 264, 12, "#000", opacity=0.2),
        text("THÙNG GÓP Ý", -2, -8, 30, "#F6D58A", 700, 1),
        rect(-60, 8, 116, 4, "gold"),
        text("Ý kiến của bạn", -2, 44, 22, "ivory", 600),
        circle(0, 74, 9, "gold"),
    ]


def gop_y():
    """An old man puts a letter into the suggestion box under the tree of the commune yard."""
    defs = (
        grad("s", (0, "#BCD3D6"), (0.7, "#F3EBD4"), (1, "#F9EFD8"))
        + grad("yd", (0, "#DCC79F"), (1, "#C2A06B"))
        + grad("y", (0, "#E5C27E"), (1, "#D9AE60"))
    )
    o = [
        rect(0, 0, W, H, "url(#s)"),
        cloud(1130, 110, 300),
        cloud(1380, 170, 180),
        hills(430, 36, "#A9C1B8", 5),
        hills(470, 30, "#8DB09A", 12),
    ]
    o += [
        '<g transform="translate(120 0)">',
        rect(980, 360, 560, 250, "url(#y)"),
        path("M950 368L1010 290L1510 290L1570 368Z", "#A63A2C"),
        *[line(f"M{1016 + i * 34} 292L{960 + i * 41} 366", "#7C241C", 3, opacity=0.45) for i in range(15)],
        rect(946, 362, 628, 14, "#7C241C"),
        rect(1150, 400, 220, 44, "red", 4),
        text("NHÀ VĂN HÓA", 1260, 432, 26, "#F6D58A", 700, 1),
        rect(1204, 470, 112, 142, "#6A4426"),
        rect(1212, 480, 44, 132, "wood"),
        rect(1264, 480, 44, 132, "wood"),
    ]
    o += [
        part
        for x in (1030, 1100, 1370, 1440)
        for part in (
            rect(x - 5, 455, 60, 80, "#F9EBC8"),
            rect(x, 460, 50, 70, "steel"),
            path(f"M{x} 460L{x + 36} 460L{x} 512Z", "#fff", opacity=0.22),
            rect(x + 22, 460, 5, 70, "#F9EBC8"),
        )
    ] + ["</g>"]
    o += [
        rect(0, 600, W, 300, "url(#yd)"),
        *[line(f"M{800 + i * 110} 600L{800 + i * 270} 900", "#fff", 2, opacity=0.22) for i in range(-8, 9)],
        *[line(f"M0 {y}L{W} {y}", "#fff", 2, opacity=0.18) for y in (650, 724, 820)],
    ]
    o += [
        banyan(520, 690),
        path("M250 700C330 660 700 660 790 700L790 730C700 700 330 700 250 730Z", "#C9B48B"),
        rect(236, 700, 568, 26, "#B79E75", 8),
    ]
    o += [path("M560 900C700 800 1000 760 1300 800L1600 840L1600 900Z", "#2C3A20", opacity=0.1)]
    o += [g("translate(800 590) scale(1.16)", *letter_box())]
    o += [
        line("M1084 560C1030 560 980 540 940 508", "#7B8F6A", 52),
        g(
            "translate(884 486) rotate(-8)",
            rect(-62, -34, 104, 66, "#FFFDF8", 3),
            line("M-62 -34L-10 4L42 -34", "#C9B58C", 4),
        ),
        circle(926, 498, 25, "skin"),
    ]
    o += [
        standing(
            1140,
            430,
            0.94,
            "#8DA27A",
            "#3a2a24",
            hair="#CFC9C1",
            kind="man",
            collar="#E9EFE0",
            arms=(("M72 90C110 150 112 210 104 260", "#75896A", "skin", 106, 270),),
        ),
        line("M1252 680L1276 880", "bark", 13),
        line("M1252 680C1246 664 1226 664 1222 678", "bark", 13),
    ]
    o += [
        g(
            "translate(1440 500)",
            standing(0, 0, 0.36, "#D98C7C", "indigo", kind="woman"),
            standing(70, 50, 0.26, "gold", "ink", kind="man"),
        )
    ]
    return defs, o
