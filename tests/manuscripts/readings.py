"""What tests ask of a manuscript: its text, what was left out, its pictures."""

from functools import partial

from manuscripts.child_reading import read
from manuscripts.manuscript import Choice, Manuscript

ALL = Choice(None, None, None)


def manuscript_of(content, extension="docx"):
    return Manuscript.of(read(content, extension))


def body_of(content, extension="docx", choice=ALL):
    return manuscript_of(content, extension).body(choice, "[ảnh {}]".format, "[ảnh {}]".format)


def left_out_of(content, extension="docx"):
    return {each.kind: (each.count, each.examples) for each in manuscript_of(content, extension).left_out}


odt_body_of = partial(body_of, extension="odt")
