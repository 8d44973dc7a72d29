"""Things that stand in more than one picture."""

from .shapes import H, W, circle, ell, g, line, path, rect, star


def plant(x, y, s=1.0):
    leaves = "".join(
        g(
            f"rotate({a})",
            path("M0 0C-26 -60 -18 -130 0 -168C18 -130 26 -60 0 0Z", c),
            line("M0 0L0 -150", "#000", 2, opacity=0.15),
        )
        for a, c in ((-58, "pine"), (52, "pine"), (-30, "leaf"), (30, "leaf"), (0, "rice"))
    )
    return g(
        f"translate({x} {y}) scale({s})",
        leaves,
        path("M-44 -6L44 -6L34 92L-34 92Z", "rust"),
        path("M10 -6L44 -6L34 92L14 92Z", "#000", opacity=0.15),
        rect(-50, -18, 100, 20, "red", 4),
    )


def areca(x, y, s=1.0, dark="pine", light="leaf"):
    fr = "".join(
        g(f"rotate({a})", path("M0 0C40 -44 112 -40 150 14C104 -8 56 -6 0 0Z", c))
        for a, c in ((-8, dark), (-64, light), (-110, dark), (-150, light), (172, dark), (28, light), (-36, dark))
    )
    return g(
        f"translate({x} {y}) scale({s})",
        path("M-7 0L7 0L11 330L-11 330Z", "bark"),
        path("M1 0L7 0L11 330L3 330Z", "#000", opacity=0.2),
        fr,
    )


def monitor(x, y, s=1.0):
    return g(
        f"translate({x} {y}) scale({s})",
        rect(-10, 50, 20, 40, "#40312b"),
        rect(-42, 86, 84, 10, "#40312b", 4),
        rect(-78, -48, 156, 104, "ink", 8),
        rect(-70, -40, 140, 88, "#36271f", 4),
        path("M-70 -40L20 -40L-50 48L-70 48Z", "#fff", opacity=0.05),
    )


def tree(x, y, r, trunk=130):
    """A round tree; y is where the trunk begins, r the size of the crown."""
    return "".join(
        (
            rect(x - r * 0.07, y, r * 0.14, trunk, "bark"),
            circle(x, y - r * 0.2, r, "pine"),
            circle(x - r * 0.3, y - r * 0.46, r * 0.66, "leaf"),
            circle(x - r * 0.36, y - r * 0.6, r * 0.34, "rice", opacity=0.5),
        )
    )


def cloud(x, y, w, opacity=0.65):
    return ell(x, y, w / 2, 22, "#fff", opacity=opacity) + ell(x + w * 0.2, y - 16, w / 3, 22, "#fff", opacity=opacity)


def house(x, y, s=1.0):
    """A village house with a red roof; y is 60 s above its floor."""
    return g(
        f"translate({x} {y}) scale({s})",
        rect(-90, -60, 180, 110, "#EBD3A0"),
        rect(30, -60, 60, 110, "#000", opacity=0.1),
        rect(-20, -20, 40, 70, "bark"),
        rect(-74, -30, 36, 34, "steel"),
        path("M-112 -54L-60 -124L70 -124L112 -54Z", "rust"),
        path("M20 -124L70 -124L112 -54L40 -54Z", "#000", opacity=0.15),
    )


def phone(x, y, s=1.0, turn=0, screen="ivory"):
    """A phone seen from the front, 100 × 190 at s = 1, with a lit page."""
    return g(
        f"translate({x} {y}) rotate({turn}) scale({s})",
        rect(-50, -95, 100, 190, "#171F2B", 14),
        rect(-43, -86, 86, 172, screen, 8),
        rect(-43, -86, 86, 34, "red", 8),
        rect(-32, -38, 64, 12, "#C9B58C", 4),
        rect(-32, -14, 64, 12, "#C9B58C", 4),
        rect(-32, 10, 44, 12, "#C9B58C", 4),
        rect(-32, 46, 64, 22, "indigo", 6),
    )


def tiles(y, count=9, spread=95, reach=240, rows=(50, 118, 204)):
    """The joints of a floor that begins at y."""
    fans = [
        line(f"M{800 + i * spread} {y}L{800 + i * reach} 900", "#fff", 2, opacity=0.22)
        for i in range(-count, count + 1)
    ]
    return "".join(
        fans + [line(f"M0 {y + row}L{W} {y + row}", "#fff", 2, opacity=0.18) for row in rows if y + row < H]
    )


def sheet(x, y, w, h, turn=0, seal=True, lines=4):
    """A sheet of paper with lines and a red seal; x, y is its middle."""
    rows = [
        rect(
            -w / 2 + w * 0.1,
            -h / 2 + h * (0.16 + 0.15 * i),
            w * (0.78, 0.66, 0.74, 0.5, 0.6)[i % 5],
            max(4, h * 0.05),
            "#C9B58C",
            3,
        )
        for i in range(lines)
    ]
    mark = (
        [
            circle(w * 0.28, h * 0.28, h * 0.13, "none", stroke="#9B2226", stroke_width=max(2, h * 0.025)),
            star(w * 0.28, h * 0.28, h * 0.07, "red"),
        ]
        if seal
        else []
    )
    return g(f"translate({x} {y}) rotate({turn})", rect(-w / 2, -h / 2, w, h, "#FBF3E2", 4), *rows, *mark)
