"""The face of the portal outside its pages: icons of the browser and of phones, the picture of a shared link."""

from .shapes import circle, g, line, path, rect, star, text

WAVES = "M24 77.5q6-4 12 0t12 0 12 0 12 0M31 83q5.700-3.600 11.400 0t11.200 0 11.400 0"
PETALS = (
    ("M48 42c7 7 9.500 17 0 30c-9.500-13-7-23 0-30z", 1),
    ("M33 48c8 2 13 10 13.500 24C35 67 30 58 33 48z", 0.92),
    ("M63 48c-8 2-13 10-13.500 24C61 67 66 58 63 48z", 0.92),
    ("M20 57c10-1 18 4 24 15.500C31 73.500 22 67 20 57z", 0.8),
    ("M76 57c-10-1-18 4-24 15.500C65 73.500 74 67 76 57z", 0.8),
)
STAR = "M48 12l3.6 10.6 11.2.1-9 6.7 3.4 10.7L48 33.600l-9.200 6.500 3.400-10.700-9-6.700 11.200-.1z"


def mark():
    """The mark without its ring, on 96 × 96: a star over a lotus on waves."""
    petals = [path(d, "#f8e3b4", opacity=opacity) for d, opacity in PETALS]
    return [path(STAR, "#f0c878"), *petals, line(WAVES, "#f0c878", 2)]


def favicon():
    """The mark for 16 to 32 pixels: no ring, no waves, everything larger; on 96 × 96."""
    petals = [path(d, "#f8e3b4") for d, _opacity in PETALS]
    return [
        rect(0, 0, 96, 96, "#8a1a1e", 20),
        g("translate(48 63) scale(1.36) translate(-48 -57)", *petals),
        star(48, 25, 18, "#f0c878"),
    ]


def touch_icon():
    """For the home screen of a phone, which cuts the corners itself; on 96 × 96."""
    return [rect(0, 0, 96, 96, "#8a1a1e"), g("translate(48 48) scale(.86) translate(-48 -48.5)", *mark())]


def shared_link():
    """1200 × 630, shown where a page without a picture of its own is shared."""
    drum = [
        circle(1010, 315, radius, "none", stroke="#f0c878", stroke_width=2, opacity=0.28)
        for radius in (96, 190, 214, 290, 318, 400)
    ]
    drum += [
        g(f"rotate({angle} 1010 315)", path("M1010 128L1020 212L1000 212Z", "#f0c878", opacity=0.16))
        for angle in range(0, 360, 18)
    ]
    drum += [
        g(f"rotate({angle} 1010 315)", circle(1010, 62, 7, "#f0c878", opacity=0.25)) for angle in range(0, 360, 12)
    ]
    return [
        rect(0, 0, 1200, 630, "#8a1a1e"),
        *drum,
        g(
            "translate(1010 315)",
            *[g(f"rotate({angle * 180 / 7:.2f})", path("M0 -92L12 -30L-12 -30Z", "#f0c878")) for angle in range(14)],
            circle(0, 0, 34, "#f0c878"),
            opacity=0.28,
        ),
        rect(0, 612, 1200, 18, "#bd8a2f"),
        g(
            "translate(84 84) scale(1.5)",
            circle(48, 48, 46, "#651115"),
            circle(48, 48, 44.5, "none", stroke="#f0c878", stroke_width=2),
            *mark(),
        ),
        text("Trang tin", 84, 330, 54, "#f0c878", 600, left=True),
        text("Cải cách hành chính", 84, 424, 84, "#fff6e6", 700, left=True),
        rect(84, 462, 96, 6, "#f0c878"),
        text("Tin tức, thủ tục, dịch vụ công trực tuyến", 84, 530, 34, "#f3d9b4", 400, left=True),
    ]
