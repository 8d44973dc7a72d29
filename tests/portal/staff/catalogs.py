"""Messages as gettext keeps them: .po files read, and the messages of packages that have none found in their code."""

import ast
import re
from pathlib import Path

FIELD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?) (".*")')
CONTEXT = "\x04"
TRANSLATE = re.compile(r"""{%-?\s*trans(?:late)?\s+(?:"([^"]+)"|'([^']+)')""")
BLOCK = re.compile(
    r"{%\s*blocktrans(?:late)?\b(?P<head>.*?)%}(?P<body>.*?){%\s*endblocktrans(?:late)?\s*%}", re.DOTALL
)
PLURAL = re.compile(r"{%\s*plural\s*%}")
VARIABLE = re.compile(r"{{\s*(\w+)\s*}}")
PYTHON = re.compile(r"""\b(?:_|gettext|gettext_lazy)\(\s*(?:"([^"]+)"|'([^']+)')\s*[,)]""")
SCRIPT = re.compile(r"""\bgettext(?:_noop)?\(\s*(?:"((?:[^"\\]|\\.)+)"|'((?:[^'\\]|\\.)+)')""")
SCRIPT_PLURAL = re.compile(r"""\bngettext\(\s*(?:"([^"]+)"|'([^']+)')""")
SCRIPT_CONTEXT = re.compile(r"""\bpgettext\(\s*['"]([^'"]+)['"],\s*['"]([^'"]+)['"]""")


def read_po(path):
    """`{key: (translation, origins)}`; a context stands before its message as in a compiled file."""
    entries = {}
    for block in Path(path).read_text("utf-8").split("\n\n"):
        fields, origins, name = {}, [], None
        for line in block.splitlines():
            if line.startswith("#:"):
                origins += line[2:].split()
            if line.startswith("#"):
                continue
            if found := FIELD.match(line):
                name = found[1]
                line = found[2]  # noqa: PLW2901
            fields[name] = fields.get(name, "") + ast.literal_eval(line)
        if fields.get("msgid"):
            key = fields["msgid"]
            if "msgctxt" in fields:
                key = fields["msgctxt"] + CONTEXT + key
            entries[key] = (fields.get("msgstr", fields.get("msgstr[0]")), origins)
    return entries


def messages_in_code(folder):
    """The messages that the templates and modules under `folder` ask for."""
    found = set()
    for path in Path(folder).rglob("*.html"):
        text = path.read_text("utf-8")
        found |= {first or second for first, second in TRANSLATE.findall(text)}
        found |= {_block_message(block) for block in BLOCK.finditer(text)}
    for path in Path(folder).rglob("*.py"):
        found |= {first or second for first, second in PYTHON.findall(path.read_text("utf-8"))}
    return found


def _block_message(block):
    text = VARIABLE.sub(r"%(\1)s", PLURAL.split(block["body"])[0])
    return " ".join(text.split()) if "trimmed" in block["head"] else text


def messages_in_scripts(folder):
    """The messages that the scripts under `folder` ask for in the browser."""
    found = set()
    for path in Path(folder).rglob("*.js"):
        if ".min." in path.name or "vendor" in path.parts:
            continue
        text = path.read_text("utf-8")
        for pattern in (SCRIPT, SCRIPT_PLURAL):
            found |= {(first or second).replace('\\"', '"') for first, second in pattern.findall(text)}
        found |= {CONTEXT.join(pair) for pair in SCRIPT_CONTEXT.findall(text)}
    return found
