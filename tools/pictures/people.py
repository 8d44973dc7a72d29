"""People: faces without features, light from the upper left."""
# ruff: noqa: E501  (the data of a path is one word)

from .shapes import circle, ell, g, line, path


def head(hair="ink", skin="skin", kind="man"):
    """Neck, face and hair, in three parts: what lies behind the shoulders, the neck, the face with its hair. Chin at 0 -2."""
    behind, front = [], []
    if kind == "woman":
        behind.append(path("M-42 -62C-46 -112 46 -112 42 -62C44 -20 52 10 40 34L-40 34C-52 10 -44 -20 -42 -62Z", hair))
    neck = path("M-15 -24L15 -24L17 26C8 42 -8 42 -17 26Z", "tan" if skin == "skin" else "#A9754F")
    front.append(path("M-35 -62C-35 -100 35 -100 35 -62C36 -22 18 -2 0 -2C-18 -2 -36 -22 -35 -62Z", skin))
    front.append(path("M8 -92C30 -90 35 -78 35 -62C36 -22 18 -2 0 -2C22 -22 24 -60 8 -92Z", "#000", opacity=0.07))
    if kind == "man":
        crown = "M-38 -58C-44 -112 -8 -116 6 -110C34 -110 44 -90 38 -58C32 -72 28 -80 18 -84C0 -78 -24 -80 -30 -78C-34 -72 -36 -66 -38 -58Z"
        front.append(path(crown, hair))
    elif kind == "woman":
        front.append(path("M-40 -52C-46 -112 46 -112 40 -52C34 -72 20 -86 -8 -90C-14 -78 -34 -72 -40 -52Z", hair))
    else:
        front.append(path("M-38 -60C-42 -108 42 -108 38 -60C30 -78 18 -84 0 -84C-18 -84 -30 -78 -38 -60Z", hair))
        front.append(circle(0, -112, 20, hair))
    return behind, neck, front


def bust(x, y, s, shirt, hair="ink", skin="skin", kind="man", collar="white", flip=1):
    """A person behind a desk, from the front: head and shoulders down to y + 190 s. Kinds: man, woman, woman2 (a bun)."""
    behind, neck, front = head(hair, skin, kind)
    body = [
        path("M-92 190C-96 70 -74 34 -26 22L26 22C74 34 96 70 92 190Z", shirt),
        path("M26 22C74 34 96 70 92 190L44 190C52 120 44 60 26 22Z", "#000", opacity=0.12),
        neck,
        path("M-20 18L0 52L-16 66L-34 26ZM20 18L0 52L16 66L34 26Z", collar),
    ]
    return g(f"translate({x} {y}) scale({s * flip} {s})", *behind, *body, *front)


def standing(x, y, s, top, low, hair="ink", skin="skin", kind="man", collar="white", flip=1, arms=None, skirt=False):
    """A whole person from the front; feet at y + 480 s. Each of `arms` is (path, colour, skin of the hand, hand x, hand y);
    without them both arms hang down."""
    behind, neck, front = head(hair, skin, kind)
    legs = "M-62 240L-54 470L-8 470L0 300L8 470L54 470L62 240Z"
    body = [
        ell(8, 482, 96, 15, "#000", opacity=0.22),
        path("M-60 474C-60 456 -6 456 -6 474ZM6 474C6 456 60 456 60 474Z", "ink"),
        path("M-64 240L-78 470L78 470L64 240Z" if skirt else legs, low),
        path("M20 250L62 240L54 470L24 470Z", "#000", opacity=0.14),
        path("M-86 130C-84 66 -66 32 -26 22L26 22C66 32 84 66 86 130L68 268L-68 268Z", top),
        path("M26 22C66 32 84 66 86 130L68 268L34 268C46 180 46 80 26 22Z", "#000", opacity=0.12),
    ]
    hanging = [(f"M{70 * k} 96C{96 * k} 140 {98 * k} 190 {84 * k} 236", top, skin, 82 * k, 252) for k in (-1, 1)]
    for d, colour, hand, hx, hy in hanging if arms is None else arms:
        behind += [line(d, colour, 40), circle(hx, hy, 19, hand)]
    collars = path("M-20 18L0 52L-16 66L-34 26ZM20 18L0 52L16 66L34 26Z", collar)
    return g(f"translate({x} {y}) scale({s * flip} {s})", *behind, *body, neck, collars, *front)


def back(x, y, s, shirt, hair="ink", kind="man", low=260):
    """A person from behind, down to y + `low` s. Kinds: man, hat, bun, long."""
    o = [
        path(f"M-104 {low}C-108 70 -80 30 -28 16L28 16C80 30 108 70 104 {low}Z", shirt),
        path(f"M28 16C80 30 108 70 104 {low}L50 {low}C60 {low * 0.6:.0f} 52 60 28 16Z", "#000", opacity=0.14),
        path("M-17 -30L17 -30L19 20C8 30 -8 30 -19 20Z", "tan"),
    ]
    if kind == "hat":
        o += [
            path("M-36 -60C-36 -20 -16 -4 0 -4C16 -4 36 -20 36 -60Z", hair),
            path("M-104 -44C-60 -66 -18 -112 0 -136C18 -112 60 -66 104 -44C60 -28 -60 -28 -104 -44Z", "straw"),
            path("M0 -136C18 -112 60 -66 104 -44C82 -36 54 -33 28 -32C26 -70 14 -110 0 -136Z", "ochre", opacity=0.55),
            line(
                "M-84 -52C-40 -40 40 -40 84 -52M-62 -66C-30 -56 30 -56 62 -66M-38 -86C-18 -79 18 -79 38 -86",
                "ochre",
                2,
                opacity=0.6,
            ),
        ]
    elif kind == "bun":
        o += [
            path("M-38 -58C-42 -108 42 -108 38 -58C36 -22 20 -8 0 -8C-20 -8 -36 -22 -38 -58Z", hair),
            circle(0, -34, 22, hair),
            circle(0, -34, 22, "#fff", opacity=0.08),
        ]
    elif kind == "long":
        o += [
            path(
                "M-40 -58C-46 -112 46 -112 40 -58C42 -10 46 40 30 92C10 104 -10 104 -30 92C-46 40 -42 -10 -40 -58Z",
                hair,
            ),
            path("M10 -96C36 -92 40 -76 40 -58C42 -10 46 40 30 92L12 98C24 40 26 -40 10 -96Z", "#fff", opacity=0.07),
        ]
    else:
        o += [
            path("M-37 -58C-42 -110 42 -110 37 -58C36 -34 28 -20 20 -18L-20 -18C-28 -20 -36 -34 -37 -58Z", hair),
            path("M-20 -18L20 -18C16 -8 8 -4 0 -4C-8 -4 -16 -8 -20 -18Z", "tan"),
        ]
    return g(f"translate({x} {y}) scale({s})", *o)
