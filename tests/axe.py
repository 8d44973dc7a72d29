"""axe-core on a page that is open in Chromium, in one look after the other."""

from collections import Counter
from dataclasses import asdict, dataclass

from axe_playwright_python.sync_playwright import Axe

AXE_CORE = Axe().axe_script
# Without preload: axe-core would write copies of the stylesheets into the page, which its policy forbids. It describes
# whatever passes too, in half the time of a run, unless its options leave that out.
OPTIONS = {"preload": False, "resultTypes": ["violations"]}
RUN = "([context, options]) => axe.run(context ?? document, options).then(({ violations }) => violations)"
SETTLED = """() => {
  const beacon = document.querySelector("[data-beacon]");
  const counted = !beacon || performance.getEntriesByName(new URL(beacon.dataset.beacon, location).href).length;
  return counted && document.fonts.status === "loaded" && !document.querySelector(".htmx-request");
}"""
# The admin theme asks for the scheme while a page loads, and never again; display.js hears of a choice in another tab.
TURN = """async ({ scheme, text, contrast }) => {
  const root = document.documentElement;
  if (root.hasAttribute("x-data")) root.classList.toggle("dark", scheme === "dark");
  for (const [name, choice] of Object.entries({ text, contrast })) {
    if (choice) localStorage.setItem(`display-${name}`, choice);
    else localStorage.removeItem(`display-${name}`);
  }
  window.dispatchEvent(new Event("storage"));
  for (const each of document.getAnimations()) if (each instanceof CSSTransition) each.finish();
  await document.fonts.ready;
}"""
HEIGHTS = {1366: 768, 768: 1024, 390: 844}

looked = Counter()  # how often this process has looked at a page, by look


@dataclass(frozen=True)
class Look:
    """A width of the window (in pixels), a scheme of colours, and what a reader has chosen in the display menu."""

    width: int
    scheme: str
    text: str = ""
    contrast: str = ""

    @property
    def size(self):
        return {"width": self.width, "height": HEIGHTS[self.width]}


LIGHT_WIDE, DARK_WIDE = Look(1366, "light"), Look(1366, "dark")
LIGHT_PHONE, DARK_PHONE = Look(390, "light"), Look(390, "dark")
STRONG = Look(768, "light", text="large", contrast="more")


def look_at(page, look):
    """Show the open page in another look: as it is after loading in it, since pages follow size and scheme by CSS
    alone.
    """
    page.set_viewport_size(look.size)
    page.emulate_media(color_scheme=look.scheme, reduced_motion="reduce")
    page.evaluate(TURN, asdict(look))
    looked[look] += 1


def settle(page):
    """Wait for what a page fetches once it is loaded: its fonts, the answer to its count, parts of the admin."""
    page.wait_for_function(SETTLED)


def problems(page, context=None, **options):
    """The violations that axe-core finds, of any impact: (rule, impact, where), …

    `context`: the part of the page that is looked at; `options`: more of those of `axe.run`.
    """
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_CORE)
    violations = page.evaluate(RUN, [context, OPTIONS | options])
    return [(each["id"], each["impact"], [node["target"] for node in each["nodes"][:4]]) for each in violations]


def problems_in(page, looks, problems=problems):
    """{look: what `problems` finds of the open page in it}, without those in which nothing is found."""
    found = {}
    for look in looks:
        look_at(page, look)
        if violations := problems(page):
            found[look] = violations
    return found
