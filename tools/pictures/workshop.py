"""A joinery that opens its doors."""

from .people import standing
from .shapes import H, W, circle, ell, g, grad, hills, line, path, rad, rect, star, text
from .things import cloud, plant, tree


def workbench(x, y):
    """Planks, a vice, a plane with its shavings."""
    return g(
        f"translate({x} {y})",
        rect(-170, -20, 340, 26, "#C98F57", 3),
        rect(-150, 6, 22, 110, "#8C5C36"),
        rect(128, 6, 22, 110, "#8C5C36"),
        rect(-150, 60, 300, 14, "#7C4E2B"),
        rect(-120, -46, 190, 14, "#E0B878", 2),
        rect(-104, -60, 190, 14, "#D6A460", 2),
        path("M80 -22L150 -22L150 -40L128 -40L122 -58L106 -58L104 -40L84 -38Z", "#6A4426"),
        *[line(f"M{60 + i * 14} -24q8 -16 16 0", "#F6E3B6", 4) for i in range(2)],
    )


def workshop():
    """The front of the joinery, its doors open."""
    o = [
        rect(280, 250, 1040, 470, "#E5C58A"),
        *[rect(280, 290 + i * 54, 1040, 3, "#000", opacity=0.05) for i in range(8)],
        path("M230 262L330 130L1270 130L1370 262Z", "#A63A2C"),
        *[line(f"M{336 + i * 40} 134L{248 + i * 48} 258", "#7C241C", 3, opacity=0.45) for i in range(24)],
        rect(222, 256, 1156, 18, "#7C241C"),
        rect(280, 274, 1040, 18, "#000", opacity=0.14),
    ]
    o += [
        rect(430, 152, 740, 104, "#000", 6, opacity=0.2),
        rect(422, 144, 740, 104, "pine", 6),
        rect(434, 156, 716, 80, "none", 4, stroke="#D6A03C", stroke_width=3),
        text("XƯỞNG MỘC AN HÒA", 792, 216, 54, "#F6D58A", 700, 2),
    ]
    o += [
        rect(420, 330, 760, 390, "#3E2A1C"),
        rect(420, 330, 760, 40, "#000", opacity=0.35),
        ell(800, 560, 330, 200, "url(#gl)"),
        line("M620 330L620 392", "ink", 4),
        path("M586 400C590 372 650 372 654 400Z", "gold"),
        ell(620, 402, 34, 6, "#FFF3C9"),
        line("M980 330L980 392", "ink", 4),
        path("M946 400C950 372 1010 372 1014 400Z", "gold"),
        ell(980, 402, 34, 6, "#FFF3C9"),
    ]
    o += [
        rect(x, 440, 12, 280, c)
        for x, c in (
            (446, "#C98F57"),
            (464, "#A9713F"),
            (480, "#D6A460"),
            (500, "#B4792A"),
            (1110, "#C98F57"),
            (1130, "#A9713F"),
            (1148, "#D6A460"),
        )
    ]
    o += [
        rect(640, 440, 320, 8, "#8C5C36"),
        *[rect(660 + i * 62, 450, 10, (56, 70, 48, 64, 52)[i], "#B6BDB9", 3) for i in range(5)],
        *[
            rect(655 + i * 62, 450 + (56, 70, 48, 64, 52)[i], 20, 26, ("red", "wood", "indigo", "wood", "ochre")[i], 4)
            for i in range(5)
        ],
        workbench(600, 604),
        workbench(1010, 604),
    ]
    o += [
        path("M420 322L300 350L300 740L420 720Z", "#8C5C36"),
        path("M1180 322L1300 350L1300 740L1180 720Z", "#7C4E2B"),
        *[
            line(f"M{x} {y}L{x} {low}", "#5B3821", 4, opacity=0.6)
            for x, y, low in (
                (330, 344, 734),
                (360, 338, 730),
                (390, 330, 724),
                (1210, 330, 724),
                (1240, 338, 730),
                (1270, 344, 734),
            )
        ],
    ]
    return o


def licence(x, y):
    """The framed licence he holds."""
    return g(
        f"translate({x} {y})",
        rect(-118, -86, 248, 182, "#000", 6, opacity=0.16),
        rect(-126, -94, 248, 182, "#8C5C36", 6),
        rect(-112, -80, 220, 154, "#FFFDF8"),
        star(-2, -54, 13, "red"),
        text("GIẤY CHỨNG NHẬN", -2, -18, 20, "wine", 700),
        text("ĐĂNG KÝ KINH DOANH", -2, 8, 17, "wine", 600),
        *[rect(-86, 24 + i * 16, (140, 110)[i], 7, "#C9B58C", 3) for i in range(2)],
        circle(72, 46, 17, "none", stroke="#B3262B", stroke_width=4),
        star(72, 46, 9, "#B3262B"),
    )


def doanh_nghiep():
    """The owner of a joinery shows the licence he got in one day."""
    defs = (
        grad("s", (0, "#C6DCDC"), (1, "#F8EFD6"))
        + grad("yd", (0, "#DCC79F"), (1, "#BE9C68"))
        + rad("gl", (0, "#F6D58A", 0.45), (1, "#F6D58A", 0))
    )
    o = [
        rect(0, 0, W, H, "url(#s)"),
        cloud(180, 110, 240),
        cloud(1420, 90, 260),
        hills(500, 40, "#A9C1B8", 3),
        tree(130, 520, 150, 180),
        tree(1480, 530, 150, 180),
        rect(0, 690, W, 210, "url(#yd)"),
        *[line(f"M{800 + i * 120} 700L{800 + i * 280} 900", "#fff", 2, opacity=0.2) for i in range(-7, 8)],
        line(f"M0 780L{W} 780", "#fff", 2, opacity=0.18),
        *workshop(),
    ]
    o += [
        ell(800, 726, 420, 18, "#000", opacity=0.16),
        standing(
            800,
            392,
            0.98,
            "#F2E4C6",
            "indigo",
            kind="man",
            collar="white",
            arms=(
                ("M-70 100C-120 150 -130 200 -96 236", "#E3CFA6", "skin", -90, 240),
                ("M70 100C120 150 130 200 96 236", "#D4BE92", "skin", 90, 240),
            ),
        ),
        path("M740 470L776 430L824 430L860 470L868 660L732 660Z", "#A8492E"),
        path("M824 430L860 470L868 660L836 660C844 580 842 500 824 430Z", "#000", opacity=0.14),
        line("M776 432L790 400M824 432L810 400", "#A8492E", 13),
        licence(802, 602),
        circle(674, 614, 21, "skin"),
        circle(928, 614, 21, "skin"),
    ]
    o += [
        plant(230, 760, 0.95),
        plant(1372, 760, 0.95),
        g(
            "translate(470 800)",
            *[
                rect(-120 + i * 6, -i * 22, 260, 20, ("#C98F57", "#E0B878", "#B4792A", "#D6A460")[i], 3)
                for i in range(4)
            ],
            ell(10, 26, 160, 12, "#000", opacity=0.2),
        ),
        g(
            "translate(1140 804)",
            ell(0, 32, 110, 12, "#000", opacity=0.22),
            rect(-70, -40, 140, 16, "#C98F57", 4),
            *[line(f"M{a} -26L{b} 30", "#8C5C36", 12) for a, b in ((-56, -64), (56, 64))],
            rect(-54, 0, 108, 10, "#7C4E2B"),
            path("M-62 -40L-56 -130L56 -130L62 -40Z", "none", stroke="#A9713F", stroke_width=12),
            line("M-22 -126L-24 -44M22 -126L24 -44", "#A9713F", 9),
        ),
    ]
    return defs, o
