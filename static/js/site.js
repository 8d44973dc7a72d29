/* Attaches each module to the elements that carry its data- attribute; a page loads only what it uses.
   Everything here is an addition: without it the page reads and works. */

const modules = {
  "[data-beacon]": () => import("./beacon.js"),
  "[data-display]": () => import("./display.js"),
  "[data-ticker]": () => import("./ticker.js"),
  "[data-share]": () => import("./share.js"),
  "[data-print]": async () => ({ default: (button) => button.addEventListener("click", () => print()) }),
  "[data-listen]": () => import("./listen.js"),
  "[data-comment-area], [data-comment-form]": () => import("./comments.js"),
  "[data-preview]": () => import("./preview.js"),
  "[data-challenge]": () => import("./proof.js"),
  "[data-gallery]": () => import("./gallery.js"),
  "time[data-relative], time[data-today-date]": () => import("./times.js"),
};

/** Where the queue of comments lies, in a browser in which somebody has had it open today: pages hold nothing of that. */
function queueOfComments() {
  try {
    const { address, until } = JSON.parse(localStorage.getItem("comment-queue"));
    return until > Date.now() ? address : null;
  } catch {
    return null;
  }
}
const queue = queueOfComments();
if (queue) modules["[data-comment]"] = async () => (await import("./moderating.js")).linkingTo(queue);

const attached = new WeakMap();

/** Notes that `selector` has been attached to `element`; false when it had been before. */
function isNew(element, selector) {
  const known = attached.get(element) ?? new Set();
  if (known.has(selector)) return false;
  attached.set(element, known.add(selector));
  return true;
}

/** Runs the modules on `root` and what it holds; called again for a part of the page that comes later. */
export function attach(root) {
  for (const [selector, load] of Object.entries(modules)) {
    const elements = [root, ...root.querySelectorAll(selector)].filter(
      (element) => element.matches(selector) && isNew(element, selector),
    );
    if (elements.length) load().then((module) => elements.forEach((element) => module.default(element)));
  }
}

attach(document.documentElement);
document.addEventListener("htmx:load", (event) => attach(event.target));

/** What few readers press: the module comes with the first press, and does in place what the link or form would do. */
function onPress(kind, selector, load) {
  document.addEventListener(kind, async (event) => {
    const element = event.target.closest(selector);
    if (!element || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    try {
      (await load()).default(element);
    } catch {
      if (element.href) location.assign(element.href);
      else element.submit();
    }
  });
}

/** Fields with a limit are counted from the first look into one. */
function countLimits({ target }) {
  if (!target.matches?.("[data-limit]")) return;
  document.removeEventListener("focusin", countLimits);
  import("./limits.js");
}
document.addEventListener("focusin", countLimits);
if (document.activeElement) countLimits({ target: document.activeElement });

onPress("click", "[data-player]", () => import("./player.js"));
onPress("click", "[data-like]", () => import("./like.js"));
onPress("click", "[data-document-view]", () => import("./document_view.js"));
onPress("click", "[data-motion]", () => import("./motion.js"));
onPress("submit", "[data-rating]", () => import("./rating.js"));
