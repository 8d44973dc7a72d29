"""Where the desk's stylesheets have a rule for the dark scheme, no rule for the light one outweighs it."""

import re

import pytest
from django.conf import settings

SHEETS = [
    sheet.relative_to(settings.BASE_DIR)
    for folder in ("accounts", "comments", "desk", "newsroom", "revisions", "uploads")
    for sheet in sorted((settings.BASE_DIR / "static" / folder).glob("*.css"))
]
INSIDE = r"\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)"  # brackets, three deep
PARTS = re.compile(
    rf"(?P<where>:where{INSIDE})|(?P<of>:(?:is|not|has){INSIDE})|(?P<id>#[\w-]+)"
    r"|(?P<class>\.[\w-]+|\[[^\]]*\]|(?<!:):(?!:)[\w-]+(?:\([^)]*\))?)|(?P<element>::[\w-]+|(?<![\w-])[a-z][\w-]*)"
)
PAINT = re.compile(r"(?<![\w-])(background|color)(?:-color)?:")


def split(inside):
    parts, depth = [""], 0
    for letter in inside:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


def weight(selector):
    """(ids, classes, elements), as browsers weigh a selector."""
    found = [0, 0, 0]
    for part in PARTS.finditer(selector):
        if part["of"]:
            heaviest = max(weight(each) for each in split(part["of"].partition("(")[2][:-1]))
            found = [one + more for one, more in zip(found, heaviest, strict=True)]
        else:
            for place, name in enumerate(("id", "class", "element")):
                found[place] += part[name] is not None
    return tuple(found)


def painted(css):
    """(selector, what it paints) for each rule, one by one."""
    for heads, body in re.findall(r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", css, flags=re.S)):
        for property_name in set(PAINT.findall(body)):
            yield from ((head, property_name) for head in split(heads.strip()))


def outweighed(css):
    """Selectors of the dark scheme that say what a heavier one of the light scheme, on the same one class, says."""
    rules = list(painted(css))
    for dark, paint in rules:
        subject = re.fullmatch(r"\.dark (\.[\w-]+)", dark)
        if not subject:
            continue
        own = re.compile(re.escape(subject[1]) + r"(?::(?:has|where)\(.*\))?")
        for light, of_light in rules:
            if paint == of_light and own.fullmatch(light) and weight(light) > weight(dark):
                yield dark


@pytest.mark.parametrize("sheet", SHEETS, ids=str)
def test_a_rule_for_the_dark_scheme_is_not_outweighed(sheet):
    assert not list(outweighed((settings.BASE_DIR / sheet).read_text()))


@pytest.mark.parametrize(
    ("light", "heavier"),
    [(".note", False), (".note:where(:has(p))", False), (".note:has(p:not(.a, dialog p), [b]:not([hidden]))", True)],
)
def test_what_outweighs_is_told(light, heavier):
    css = f"{light} {{ background: #fff; }} .dark .note {{ background: #000; }}"

    assert bool(list(outweighed(css))) is heavier
