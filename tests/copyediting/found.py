"""An address that finds what a test says: what is shown does not change with the rules."""

import json
from zlib import crc32

ADDRESS = "**/quan-tri/ra-soat/"
# what stands in the text → (rule, group, what may stand there instead, the word to learn)
SLIPS = {
    "mọt cửa": ("word", "words", "một cửa", None),
    "tiêp nhận": ("syllable", "words", "tiếp nhận", "tiêp"),
    "0,64 %": ("ratio", "figures", "0,46 %", None),
    "xong.Ông": ("space", "form", "xong. Ông", None),
    " ,": ("blank", "form", ",", None),
    "KTTT": ("abbreviation", "structure", None, "KTTT"),
}
NAMES = {"words": "Chữ có thể sai", "figures": "Con số không khớp", "form": "Cách trình bày", "structure": "Viết tắt"}


class Finder:
    """Answers for the address of findings. `asked` has what the page sent; `fails` a status instead of an answer."""

    def __init__(self, page, slips=None):
        self.asked, self.told, self.fails = [], [], None
        self.slips = SLIPS if slips is None else slips
        page.route(ADDRESS, self.answer)
        page.route(ADDRESS + "*/", self.take)

    def answer(self, route):
        sent = json.loads(route.request.post_data)
        self.asked.append(sent)
        if self.fails == "away":
            return route.abort()
        if self.fails:
            return route.fulfill(status=self.fails, json={"error": {"reason": "broken", "message": None}})
        return route.fulfill(json={"findings": list(self.findings(sent)), "dismissed": [], "unread": [], "says": None})

    def take(self, route):
        self.told.append((route.request.url.rstrip("/").rsplit("/", 1)[1], json.loads(route.request.post_data)))
        route.fulfill(json={"says": None})

    def findings(self, sent):
        for name, text in sent["fields"].items():
            yield from self.found(text, field=name, block=None)
        for number, block in enumerate(sent["blocks"]):
            is_asked = sent["changed"] is None or number in sent["changed"]
            for finding in self.found(block["text"], field="body", block=number):
                if is_asked or finding["group"] not in {"words", "figures"}:
                    yield finding

    def found(self, text, **where):
        for slip, (rule, group, suggestion, word) in self.slips.items():
            start = text.find(slip)
            while start >= 0:
                around = text[max(0, start - 24) : start + len(slip) + 24]
                yield {
                    "rule": rule,
                    "group": group,
                    "name": NAMES[group],
                    "start": start,
                    "end": start + len(slip),
                    "text": slip,
                    "suggestion": suggestion,
                    "reason": f"Lời giải thích của {rule}.",
                    "word": word,
                    "id": f"{crc32(f'{rule}|{slip}|{around}'.encode()):08x}",
                    **where,
                }
                start = text.find(slip, start + 1)
