"""axe-core on a page that is open in Chromium."""

from axe_playwright_python.sync_playwright import Axe

AXE_CORE = Axe().axe_script
# Without preload: axe-core would write copies of the stylesheets into the page, which its policy forbids. It describes
# whatever passes too, in half the time of a run, unless told to leave it out.
OPTIONS = {"preload": False, "resultTypes": ["violations"]}
RUN = "([context, options]) => axe.run(context ?? document, options).then(({ violations }) => violations)"
SETTLED = """() => {
  const beacon = document.querySelector("[data-beacon]");
  const counted = !beacon || performance.getEntriesByName(new URL(beacon.dataset.beacon, location).href).length;
  return counted && document.fonts.status === "loaded" && !document.querySelector(".htmx-request");
}"""


def settle(page):
    """Wait for what a page fetches once it is loaded: its fonts, the answer to its count, parts of the desk."""
    page.wait_for_function(SETTLED)


def problems(page, context=None, **options):
    """What there is to mend, of any impact: (rule, impact, where), …

    `context`: the part of the page that is looked at; `options`: more of those of `axe.run`.
    """
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_CORE)
    violations = page.evaluate(RUN, [context, OPTIONS | options])
    return [(each["id"], each["impact"], [node["target"] for node in each["nodes"][:4]]) for each in violations]
