"""The scale of a chart: steps between its lines, and places in the picture as text."""


def step_for(most, lines):
    """The smallest of 1, 2, 5, 10, 20 … that reaches `most` in at most `lines` steps."""
    step = 1
    while step * lines < most:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step


def place(number):
    """With a dot: a Vietnamese template would write a comma."""
    return f"{number:.1f}"
