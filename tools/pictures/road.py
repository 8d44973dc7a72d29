"""On the way: a mountain pass at dawn, surveyors in the fields."""
# ruff: noqa: E501  (the data of a path is one word)

import random
from itertools import pairwise

from .people import standing
from .shapes import H, W, circle, ell, g, grad, hills, line, path, rad, rect, star, text
from .things import areca, cloud, house, tree
from .village import conical_hat


def motorbike():
    """Two civil servants ride to the right; wheels at y 0, about 560 wide."""

    def tyre(x):
        return [
            circle(x, 0, 74, "#1E1716"),
            circle(x, 0, 50, "#8B8A84"),
            circle(x, 0, 40, "#3A302C"),
            *[g(f"translate({x} 0) rotate({a})", line("M0 -46L0 46", "#B6BDB9", 4)) for a in (0, 45, 90, 135)],
            circle(x, 0, 12, "#B6BDB9"),
        ]

    bike = [
        *tyre(-170),
        *tyre(196),
        line("M196 0L140 -170", "#8B8A84", 15),
        path(
            "M-250 -112L-150 -128L-60 -120L20 -70L96 -74L136 -168L176 -168L168 -96C150 -40 60 -16 0 -16L-90 -22C-120 -90 -200 -96 -250 -112Z",
            "red",
        ),
        path(
            "M20 -70L96 -74L136 -168L150 -168C146 -90 90 -34 -10 -22L-90 -22C-96 -40 -106 -54 -120 -64Z",
            "#000",
            opacity=0.14,
        ),
        path("M-240 -138C-150 -156 -40 -152 4 -118L-20 -104L-224 -110Z", "ink"),
        line("M-170 0L-20 -20", "#5C5048", 18),
        line("M-250 -18L-120 -10", "#8B8A84", 15),
        path("M168 -184C196 -180 206 -150 190 -136L158 -146Z", "#F6E3A8"),
        line("M146 -176L112 -216", "ink", 10),
        path("M112 -78C140 -98 236 -110 268 -52L240 -56C216 -84 160 -84 128 -58Z", "red"),
        path("M-262 -82L-210 -96L-204 -60L-252 -58Z", "#8B8A84"),
        rect(-272, -124, 30, 14, "#F7CE46", 5),
    ]
    case = [
        rect(-340, -234, 116, 108, "#3E5F4B", 8),
        rect(-340, -234, 116, 26, "#2C4537", 8),
        rect(-298, -250, 32, 20, "none", 6, stroke="#2C4537", stroke_width=8),
        star(-282, -168, 20, "gold"),
    ]
    behind = [
        line("M-150 -146C-96 -150 -50 -140 -44 -104C-42 -70 -60 -40 -62 -20", "ink", 42),
        line("M-70 -12L-22 -8", "#40312b", 20),
        path("M-196 -140C-206 -230 -186 -310 -140 -330L-92 -322C-70 -260 -90 -180 -110 -138Z", "#F2D9A6"),
        path(
            "M-110 -326L-92 -322C-70 -260 -90 -180 -110 -138L-138 -140C-112 -190 -102 -260 -110 -326Z",
            "#000",
            opacity=0.1,
        ),
        path("M-130 -352L-100 -350L-96 -316L-134 -318Z", "tan"),
        path(
            "M-152 -396C-152 -430 -88 -430 -86 -394C-84 -364 -94 -342 -114 -338C-138 -338 -152 -366 -152 -396Z", "skin"
        ),
        path("M-150 -372C-164 -344 -168 -300 -152 -276C-138 -296 -132 -330 -134 -352Z", "ink"),
        path(
            "M-166 -388C-174 -460 -72 -466 -74 -396C-96 -404 -128 -402 -140 -388C-144 -376 -156 -374 -166 -388Z",
            "#E9E4D8",
        ),
        path(
            "M-110 -440C-80 -434 -72 -416 -74 -396C-84 -400 -94 -402 -104 -402C-98 -418 -100 -430 -110 -440Z",
            "#000",
            opacity=0.12,
        ),
        line("M-146 -384C-142 -360 -130 -346 -112 -340", "ink", 5),
        line("M-132 -304C-100 -270 -60 -250 -34 -246", "#EBCF97", 38),
        circle(-26, -244, 18, "skin"),
    ]
    front = [
        line("M-28 -146C36 -152 92 -138 92 -98C92 -66 66 -44 60 -22", "indigo", 48),
        line("M52 -14L108 -10", "#40312b", 22),
        path("M-78 -140C-86 -236 -60 -318 -12 -338L38 -328C56 -262 34 -180 10 -138Z", "#5F84A2"),
        path("M20 -334L38 -328C56 -262 34 -180 10 -138L-22 -140C8 -196 22 -262 20 -334Z", "#000", opacity=0.12),
        path("M0 -362L32 -360L36 -322L-6 -326Z", "tan"),
        path("M-22 -408C-22 -444 48 -444 50 -406C52 -374 42 -350 20 -346C-6 -346 -22 -376 -22 -408Z", "skin"),
        path("M-40 -400C-48 -480 64 -484 62 -410C38 -418 4 -416 -10 -400C-14 -388 -30 -386 -40 -400Z", "red"),
        path(
            "M24 -456C54 -448 64 -430 62 -410C52 -414 42 -416 32 -416C38 -432 34 -446 24 -456Z", "#000", opacity=0.16
        ),
        path("M58 -414L84 -404L56 -400Z", "wine"),
        line("M-14 -396C-10 -370 4 -354 22 -348", "ink", 5),
        line("M-8 -306C26 -262 66 -228 110 -214", "#557A98", 42),
        circle(118, -212, 20, "skin"),
    ]
    return [ell(10, 82, 330, 18, "#000", opacity=0.25), *case, *behind, *bike, *front]


def duong_deo():
    """At dawn two civil servants bring their desk to a mountain village."""
    defs = (
        grad("s", (0, "#5E7C95"), (0.42, "#C9A99A"), (0.7, "#F2C58C"), (1, "#FBE6B8"))
        + rad("sun", (0, "#FFF9E2", 1), (0.2, "#FFEBB4", 0.85), (0.55, "#FFE2A0", 0.3), (1, "#FFE2A0", 0))
        + grad("rd", (0, "#8A7A70"), (1, "#5C4F49"))
        + grad("fog", (0, "#FBE6B8", 0), (0.5, "#FFF3D6", 0.75), (1, "#FBE6B8", 0))
    )
    o = [
        rect(0, 0, W, H, "url(#s)"),
        circle(520, 360, 420, "url(#sun)"),
        circle(520, 360, 70, "#FFF8E0"),
        *[
            ell(x, y, q, 9, "#FBE3BC", opacity=0.5)
            for x, y, q in ((1140, 130, 220), (280, 170, 170), (1380, 220, 130))
        ],
    ]
    o += [
        hills(400, 84, "#A99AA0", 11, 9),
        hills(458, 84, "#84848F", 23, 8),
        rect(0, 430, W, 130, "url(#fog)"),
        hills(540, 70, "#5B7079", 31, 7),
        rect(0, 520, W, 120, "url(#fog)"),
        hills(610, 54, "#466459", 9, 7),
    ]
    o += [
        path("M1600 330C1460 360 1380 430 1290 520C1230 590 1120 640 1000 660L1000 900L1600 900Z", "#3A5A48"),
        path("M1600 400C1500 430 1440 500 1370 580C1320 640 1240 690 1140 720L1600 800Z", "#2F4B3C"),
    ]
    o += [
        path(
            "M1600 486C1520 500 1450 540 1400 590C1340 650 1290 690 1120 770L1180 790C1330 720 1380 664 1430 612C1480 566 1540 534 1600 526Z",
            "#8A7A70",
        ),
        line(
            "M1600 484C1520 498 1450 538 1400 588C1340 648 1290 688 1120 766", "#E9E4D8", 4, stroke_dasharray="22 16"
        ),
        areca(1490, 330, 0.4),
        tree(1330, 556, 54, 50),
        tree(1440, 470, 40, 40),
        house(1540, 430, 0.56),
    ]
    o += [
        path("M0 900L0 690C200 660 420 690 640 716C900 744 1250 730 1600 770L1600 900Z", "#2C4537"),
        path("M-10 770C300 720 640 744 900 762C1180 782 1400 790 1610 826L1610 910L-10 910Z", "url(#rd)"),
        line("M-10 776C300 726 640 750 900 768C1180 788 1400 796 1610 832", "#F4E4C3", 5, opacity=0.8),
        line(
            "M-10 850C300 806 640 822 900 836C1180 852 1400 862 1610 890",
            "#F4E4C3",
            6,
            opacity=0.7,
            stroke_dasharray="76 54",
        ),
    ]
    for x in range(30, 1600, 112):
        y = 758 - 26 * (1 - ((x - 500) / 600) ** 2) if x < 1000 else 752 + (x - 1000) * 0.1
        o += [rect(x, y - 22, 20, 50, "#FBF3E2", 3), rect(x, y - 22, 20, 14, "red", 3)]
    r = random.Random(8)
    o += [
        line(f"M{x} 900q{r.randint(-10, 10)} -40 {r.randint(-24, 24)} -{r.randint(50, 90)}", "#1C2F26", 6)
        for x in range(-10, 260, 20)
    ]
    o += [g("translate(790 716) rotate(3) scale(1.02)", *motorbike())]
    return defs, o


def parcels():
    """Fields in perspective, each with a border of its own."""
    rows = (470, 520, 590, 690, 830, 960)
    colours = ("#B9C46E", "#8FAE5C", "#D9C46A", "#6F9A56", "#A9BC68", "#C9A94E", "#7FA65A", "#5F8E50")
    o = []
    for i, (top, low) in enumerate(pairwise(rows)):
        for k in range(-6, 7):
            a, b, c, e = (800 + (k + 0.35 * (i % 2)) * s for s in (top - 300, 0, low - 300, 0))
            b, e = a + (top - 300), c + (low - 300)
            colour = colours[(i * 3 + k * 5) % len(colours)]
            o += [
                path(
                    f"M{a:.0f} {top}L{b:.0f} {top}L{e:.0f} {low}L{c:.0f} {low}Z",
                    colour,
                    stroke="#FFF6CF",
                    stroke_width=2 + i,
                )
            ]
            o += [
                line(
                    f"M{a + (b - a) * q:.0f} {top + 6}L{c + (e - c) * q:.0f} {low - 6}",
                    "#2F573F",
                    1.5 + i * 0.5,
                    opacity=0.16,
                )
                for q in (0.2, 0.4, 0.6, 0.8)
            ]
    return o


def level(x, y, s):
    """A total station on its tripod; the ground is at y."""
    return g(
        f"translate({x} {y}) scale({s})",
        ell(0, 4, 110, 12, "#000", opacity=0.22),
        line("M-8 -190L-90 0", "#D9A441", 14),
        line("M8 -190L92 0", "#C28A2E", 14),
        line("M0 -190L6 10", "#B57E26", 14),
        rect(-36, -206, 72, 20, "#40312b", 5),
        path("M-34 -296L-34 -210L34 -210L34 -296L20 -312L-20 -312Z", "#E0B23C"),
        rect(6, -296, 28, 86, "#000", opacity=0.12),
        circle(0, -262, 26, "#2A3644"),
        circle(0, -262, 17, "#7FA9C4"),
        circle(-6, -268, 6, "#fff", opacity=0.7),
        rect(-46, -286, 12, 50, "#40312b", 4),
        rect(34, -286, 12, 50, "#40312b", 4),
    )


def staff(x, y, length):
    """A measuring staff in red and white, its foot at y."""
    step = length / 8
    return "".join(
        rect(x - 9, y - length + i * step, 18, step, "red" if i % 2 == 0 else "white") for i in range(8)
    ) + rect(x + 2, y - length, 7, length, "#000", opacity=0.12)


def land_map(x, y):
    """The map of the parcels on a folding table."""
    plots = (
        ("#D9C46A", "M-190 -60L-60 -66L-50 10L-200 22Z"),
        ("#9DB565", "M-60 -66L70 -58L64 0L-50 10Z"),
        ("#E3A98C", "M70 -58L196 -66L206 6L64 0Z"),
        ("#A8C0C8", "M-200 22L-50 10L-40 70L-206 74Z"),
        ("#EBCB85", "M-50 10L64 0L206 6L210 72L-40 70Z"),
    )
    legs = [line(f"M{a} 70L{b} 230", "#6A4426", 12) for a, b in ((-230, -180), (230, 180), (-180, -230), (180, 230))]
    return g(
        f"translate({x} {y})",
        ell(0, 234, 270, 16, "#000", opacity=0.22),
        *legs,
        path("M-262 -96L262 -96L300 84L-300 84Z", "#A9713F"),
        path("M-300 84L300 84L300 100L-300 100Z", "#7C4E2B"),
        path("M-226 -82L222 -86L242 74L-240 78Z", "#FBF3E2"),
        *[path(d, c, stroke="#5B3821", stroke_width=3) for c, d in plots],
        line("M-234 26C-120 10 -60 22 20 12C110 2 180 14 236 8", "#4D7190", 9),
        star(118, -30, 15, "red"),
        *[
            text(n, a, b, 22, "#5B3821", 600)
            for n, a, b in (("112", -126, -14), ("113", 6, -22), ("118", -124, 60), ("119", 100, 54))
        ],
        g("translate(196 -58)", path("M0 -26L10 6L0 0L-10 6Z", "indigo")),
        line("M-226 -82L-240 78", "#D9C08E", 10),
    )


def ban_do():
    """Surveyors measure the fields again and compare with the map."""
    defs = grad("s", (0, "#C3DCE0"), (1, "#F7EDD0"))
    o = [
        rect(0, 0, W, 480, "url(#s)"),
        circle(260, 150, 60, "#FFF7DC"),
        cloud(560, 120, 260),
        cloud(1240, 110, 320),
        hills(400, 44, "#B4CBBE", 4),
        hills(436, 36, "#8FB295", 19),
        *parcels(),
        tree(110, 440, 80, 60),
        areca(1500, 320, 0.5),
        house(1390, 450, 0.62),
        house(1500, 460, 0.5),
        house(220, 452, 0.54),
        areca(300, 340, 0.42),
    ]
    for x, y in ((420, 590), (1010, 520), (1290, 590), (620, 520)):
        o += [rect(x - 5, y - 46, 10, 50, "#FBF3E2"), rect(x - 5, y - 46, 10, 16, "red")]
    o += [
        g(
            "translate(-40 0)",
            standing(
                1150,
                300,
                0.72,
                "#D98C3C",
                "indigo",
                kind="woman",
                collar="#F6E3A8",
                arms=(("M70 90C100 130 104 170 96 206", "#B8722C", "skin", 96, 220),),
            ),
            conical_hat(1150, 250, 0.72),
            staff(1070, 650, 430),
            line("M1100 372C1080 376 1076 384 1074 396", "#D98C3C", 30),
            circle(1071, 400, 15, "skin"),
        ),
    ]
    o += [
        g(
            "translate(118 0)",
            level(520, 780, 1.22),
            standing(
                330,
                330,
                0.98,
                "#5F84A2",
                "#3a2a24",
                kind="man",
                collar="white",
                arms=(("M-70 96C-100 140 -104 190 -88 236", "#557A98", "skin", -86, 252),),
            ),
            path("M288 250C284 196 376 192 374 246C352 236 312 238 288 250Z", "#E9E4D8"),
            path("M366 236L412 250L372 254Z", "#C9C1B0"),
            line("M392 430C436 460 462 470 478 466", "#557A98", 42),
            circle(486, 464, 20, "skin"),
        ),
    ]
    o += [
        g("translate(954 734) scale(.84)", land_map(0, 0)),
        g(
            "translate(1330 850) rotate(-4)",
            rect(-120, -90, 240, 100, "#3E5F4B", 8),
            rect(-120, -90, 240, 26, "#2C4537", 8),
            star(0, -30, 18, "gold"),
            ell(0, 16, 140, 10, "#000", opacity=0.2),
        ),
    ]
    return defs, o
