"""In the office: one-stop desk, hall, a helping hand."""
# ruff: noqa: E501  (the data of a path is one word)

import random

from .people import back, bust
from .shapes import H, W, circle, ell, g, grad, hills, line, path, rad, rect, star, text
from .things import areca, monitor, plant


def mot_cua():
    d = (
        grad("w", (0, "#FBEFD6"), (1, "#EFD9B0"))
        + grad("f", (0, "#D9BF94"), (1, "#B9925F"))
        + grad("sh", (0, "#fff", 0.5), (1, "#fff", 0))
    )
    o = [rect(0, 0, W, 640, "url(#w)"), rect(0, 620, W, 280, "url(#f)")]
    for i in range(-9, 10):
        o.append(line(f"M{800 + i * 95} 620L{800 + i * 240} 900", "#fff", 2, opacity=0.22))
    for y in (668, 736, 822):
        o.append(line(f"M0 {y}L{W} {y}", "#fff", 2, opacity=0.18))
    for x in (40, 190):
        o += [
            rect(x, 90, 130, 330, "#FFF9EA", 4),
            rect(x + 6, 96, 118, 318, "mist"),
            path(f"M{x + 6} 414L{x + 6} 300C{x + 50} 270 {x + 80} 330 {x + 124} 290L{x + 124} 414Z", "leaf"),
            rect(x + 62, 96, 6, 318, "#FFF9EA"),
            rect(x + 6, 240, 118, 6, "#FFF9EA"),
        ]
    o.append(path("M40 420L320 420L560 620L200 620Z", "#fff", opacity=0.25))
    o += [
        rect(392, 70, 816, 116, "#000", 8, opacity=0.12),
        rect(384, 60, 816, 116, "red", 8),
        rect(384, 168, 816, 8, "gold"),
        text("BỘ PHẬN MỘT CỬA", 792, 142, 58, "#F6D58A", 700, 4),
    ]
    o += [
        rect(1290, 100, 220, 300, "#fff", 6),
        rect(1290, 100, 220, 44, "indigo", 6),
        text("NIÊM YẾT TTHC", 1400, 130, 19, "ivory", 600, 1),
    ]
    for r in range(5):
        for c in range(2):
            o += [
                rect(1308 + c * 96, 160 + r * 46, 84, 36, "#F0E4CB"),
                rect(1314 + c * 96, 168 + r * 46, 60, 5, "#B79E75"),
                rect(1314 + c * 96, 180 + r * 46, 44, 5, "#CDB992"),
            ]
    for x, n in ((500, "1"), (800, "2"), (1100, "3")):
        o += [
            rect(x - 66, 214, 132, 62, "ink", 8),
            text(n, x, 263, 46, "#F6C65B", 700),
            rect(x - 66, 214, 132, 10, "#fff", opacity=0.06),
        ]
    o += [
        bust(500, 432, 0.92, "white", kind="woman", collar="#DDE6EA"),
        bust(800, 430, 0.95, "#5F84A2", kind="man"),
        bust(1100, 434, 0.92, "#F2D9A6", kind="woman2", collar="white"),
    ]
    o += [monitor(612, 470, 0.9), monitor(912, 470, 0.9), monitor(1212, 470, 0.9)]
    o += [
        rect(300, 540, 1000, 34, "#A9713F", 6),
        rect(300, 540, 1000, 10, "#C98F57", 6),
        rect(320, 574, 960, 180, "wood"),
        path("M320 574L1280 574L1280 594L320 594Z", "#000", opacity=0.22),
    ]
    for x in (330, 650, 970):
        o += [rect(x, 604, 300, 136, "#7C4E2B", 4), rect(x + 8, 612, 284, 120, "#90603A", 3)]
    for x in (480, 800, 1120):
        o.append(star(x, 672, 34, "gold", opacity=0.55))
    for x in (648, 952):
        o += [
            rect(x - 3, 330, 6, 212, "#fff", opacity=0.75),
            path(f"M{x + 3} 330L{x + 70} 350L{x + 70} 542L{x + 3} 542Z", "#fff", opacity=0.16),
        ]
    for x in (470, 770, 1060):
        o += [rect(x, 528, 76, 10, "#fff", 2), rect(x + 5, 520, 76, 8, "#F2E7CF", 2)]
    o += [
        ell(560, 870, 150, 24, "#000", opacity=0.18),
        ell(1040, 880, 150, 24, "#000", opacity=0.18),
        back(560, 640, 1.12, "#7B3C52", "#6F6761", "bun"),
        back(1040, 652, 1.15, "indigo", kind="man"),
        back(826, 700, 0.78, "straw", kind="long"),
    ]
    o += [plant(220, 720, 1.15), plant(1432, 720, 1.2)]
    return d, o


def hoi_truong():
    d = (
        grad("c", (0, "#8C1C20"), (1, "#5E1014"))
        + grad("st", (0, "#9A6A3F"), (1, "#7A4E2A"))
        + rad("sp", (0, "#FFE9B0", 0.55), (1, "#FFE9B0", 0))
        + grad("wl", (0, "#D9BC88"), (1, "#B98F58"))
    )
    o = [rect(0, 0, W, H, "url(#wl)"), rect(180, 0, 1240, 560, "url(#c)")]
    for i in range(31):
        o += [
            rect(180 + i * 40, 0, 16, 560, "#000", opacity=0.16),
            rect(202 + i * 40, 0, 7, 560, "#fff", opacity=0.05),
        ]
    o += [
        path(
            "M180 0L1420 0L1420 84"
            + "".join(f"Q{1420 - i * 155 - 77} 152 {1420 - (i + 1) * 155} 84" for i in range(8))
            + "Z",
            "#7A171B",
        ),
        line(
            "M1420 84" + "".join(f"Q{1420 - i * 155 - 77} 152 {1420 - (i + 1) * 155} 84" for i in range(8)), "gold", 8
        ),
    ]
    for x in (0, 1420):
        o += [
            rect(x, 0, 180, 620, "#C9A468"),
            rect(x + 40, 60, 100, 420, "#E8CE98", 6),
            rect(x + 52, 72, 76, 396, "#F5E5BD", 4),
        ]
    o += [
        ell(800, 330, 620, 330, "url(#sp)"),
        rect(470, 150, 660, 220, "#FBF3E2", 6),
        rect(470, 150, 660, 14, "gold"),
        text("HỘI NGHỊ SƠ KẾT", 800, 232, 42, "wine", 700, 2),
        text("CÔNG TÁC CẢI CÁCH HÀNH CHÍNH", 800, 288, 31, "indigo", 600, 1),
        text("9 THÁNG ĐẦU NĂM 2026", 800, 336, 24, "ochre", 600, 1),
    ]
    o += [
        rect(120, 548, 1360, 60, "url(#st)"),
        rect(120, 548, 1360, 8, "#C99B66"),
        rect(120, 600, 1360, 30, "#4F3019"),
    ]
    o += [
        bust(560, 452, 0.62, "white", kind="man", collar="#DDE6EA"),
        bust(690, 452, 0.62, "#F2D9A6", kind="woman"),
        bust(820, 452, 0.62, "#5F84A2", kind="man", hair="#5c544f"),
    ]
    o += [
        rect(470, 494, 440, 78, "#7A171B"),
        rect(470, 490, 440, 12, "#A8492E"),
        *[circle(500 + i * 38, 502, 0, "gold") for i in range(3)],
    ]
    for x in (560, 690, 820):
        o += [rect(x - 34, 506, 68, 24, "ivory", 2), rect(x - 24, 514, 48, 4, "ochre")]
    o += [
        bust(1090, 440, 0.66, "ink", kind="man", collar="white"),
        path("M1020 462L1160 462L1146 560L1034 560Z", "wood"),
        path("M1100 462L1160 462L1146 560L1110 560Z", "#000", opacity=0.18),
        rect(1010, 450, 160, 16, "#B4792A", 3),
        star(1090, 512, 24, "gold"),
        line("M1070 450L1076 420", "ink", 5),
        circle(1077, 416, 7, "ink"),
    ]
    for x in (380, 980):
        o += [plant(x, 500, 0.62)]
    r = random.Random(11)
    shirts = ["white", "#E7EEF0", "steel", "#F2D9A6", "indigo", "#7B3C52", "#DCE5DA", "#5B3821", "#F4E4C3"]
    for row, (y, s, n) in enumerate(((690, 0.56, 15), (760, 0.74, 12), (850, 0.98, 9))):
        for i in range(n):
            x = (i + 0.5 + (0.25 if row % 2 else -0.1)) * W / n + r.uniform(-8, 8)
            o += [
                back(
                    round(x),
                    y,
                    s,
                    r.choice(shirts),
                    r.choice(["ink", "ink", "#3a2a24", "#6F6761"]),
                    r.choice(["man", "man", "long", "bun"]),
                )
            ]
            o += [
                path(
                    f"M{x - 84 * s:.0f} {y + 300 * s:.0f}L{x - 78 * s:.0f} {y + 66 * s:.0f}Q{x:.0f} {y + 48 * s:.0f} {x + 78 * s:.0f} {y + 66 * s:.0f}L{x + 84 * s:.0f} {y + 300 * s:.0f}Z",
                    ["#7A2A24", "#6A1F1C", "#551613"][row],
                )
            ]
    return d, o


def ho_tro():
    """A young volunteer shows an older citizen the phone."""
    d = (
        grad("w", (0, "#DCE7E2"), (1, "#C2D5CE"))
        + grad("t", (0, "#B98453"), (1, "#8C5C36"))
        + rad("ph", (0, "#FFF8DE", 0.9), (1, "#FFF8DE", 0))
        + grad("sky", (0, "#F6DFA9"), (1, "#FBF1D8"))
    )
    o = [
        rect(0, 0, W, H, "url(#w)"),
        rect(300, 60, 1000, 470, "#FBF3E2", 8),
        rect(320, 80, 960, 430, "url(#sky)"),
        circle(1020, 220, 70, "#FFF6D8"),
    ]
    o += [
        '<clipPath id="win"><rect x="320" y="80" width="960" height="430"/></clipPath><g clip-path="url(#win)">',
        hills(340, 40, "#B5C9B6", 31),
        hills(400, 36, "#7FA274", 13),
        hills(450, 22, "#BDB85F", 2),
        areca(1170, 250, 0.7),
        areca(420, 280, 0.6),
        "</g>",
    ]
    for x in (632, 956):
        o.append(rect(x, 80, 12, 430, "#FBF3E2"))
    o += [rect(280, 520, 1040, 26, "#FBF3E2", 4), rect(280, 540, 1040, 8, "#000", opacity=0.12)]
    o += [
        path("M300 60L190 40L200 560L300 530Z", "#B4534A"),
        path("M1300 60L1410 40L1400 560L1300 530Z", "#B4534A"),
        *[line(f"M{x} 60L{x - 6} 540", "#7C241C", 4, opacity=0.35) for x in (224, 250, 276, 1330, 1356, 1382)],
    ]
    o += [
        bust(620, 460, 2.05, "#7B3C52", "#CFC9C1", "skin", "woman2", "#E9D3A6"),
        bust(1000, 430, 2.15, "#2F6AA0", kind="man"),
    ]
    o += [star(1082, 640, 22, "#F7CE46"), circle(1082, 640, 28, "none", stroke="#F7CE46", stroke_width=4)]
    o += [rect(0, 760, W, 140, "url(#t)"), rect(0, 760, W, 12, "#DDAF7C"), ell(806, 690, 230, 150, "url(#ph)")]
    o += [
        path("M470 700C520 760 640 780 730 742L748 790C640 850 480 830 420 770Z", "#6B3246"),
        path("M1170 690C1120 760 1000 790 900 752L884 800C1000 850 1150 830 1210 760Z", "#275A8A"),
        path("M716 736C750 716 790 720 806 744C800 776 756 800 730 792Z", "skin"),
        path("M914 746C880 726 846 734 836 756C844 786 884 806 904 800Z", "skin"),
    ]
    o += [
        g(
            "translate(812 690) rotate(-8)",
            rect(-62, -112, 132, 236, "#000", 18, opacity=0.2),
            rect(-66, -118, 132, 236, "#171F2B", 18),
            rect(-57, -106, 114, 212, "#FBF3E2", 10),
            rect(-57, -106, 114, 40, "red", 8),
            *[
                p
                for i in range(3)
                for p in (
                    rect(-46, -54 + i * 40, 92, 30, "#fff", 5),
                    circle(-32, -39 + i * 40, 8, "leaf"),
                    rect(-18, -46 + i * 40, 54, 6, "#55483F", 3),
                    rect(-18, -34 + i * 40, 38, 5, "#C9B58C", 3),
                )
            ],
            rect(-46, 70, 92, 24, "indigo", 6),
        )
    ]
    o += [
        path("M744 724C768 712 786 722 782 738C770 750 752 754 740 750Z", "skin"),
        path("M880 738C862 728 848 730 846 744C852 756 872 764 886 762Z", "tan"),
    ]
    o += [
        g(
            "translate(1330 770)",
            rect(-54, -60, 92, 76, "#FBF3E2", 10),
            path("M38 -46C70 -46 70 -4 36 -2", "none", stroke="#FBF3E2", stroke_width=10),
            rect(-54, -60, 92, 12, "steel", 6),
            ell(-8, 18, 70, 8, "#000", opacity=0.2),
        ),
        g(
            "translate(270 776)",
            rect(-90, -22, 190, 24, "ochre", 4),
            rect(-76, -44, 170, 24, "red", 4),
            rect(-76, -38, 150, 6, "#FBF3E2"),
        ),
    ]
    return d, o
