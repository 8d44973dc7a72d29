/* [data-beacon]: tells the server once that this page is seen, and fills in the counters of the answer; tells also what
   the reader does on it, without waiting for an answer.
   data-beacon is the address to tell, data-beacon-article the article (none on other pages).
   [data-search-words] with data-search-results: a search. A pressed link is a download ([data-download]), a banner
   ([data-banner]) or leads to another site. [data-reading] is the text whose end is the end of reading.
   A page that is loaded ahead or in a hidden tab counts when somebody sees it, or never. */

const number = new Intl.NumberFormat("vi-VN");

/** Resolves when somebody can see the page. */
function seen() {
  return new Promise((resolve) => {
    const look = () => {
      if (document.prerendering || document.visibilityState !== "visible") return;
      document.removeEventListener("prerenderingchange", look);
      document.removeEventListener("visibilitychange", look);
      resolve();
    };
    document.addEventListener("prerenderingchange", look);
    document.addEventListener("visibilitychange", look);
    look();
  });
}

function fill(selector, count) {
  if (typeof count !== "number") return;
  for (const element of document.querySelectorAll(selector)) element.textContent = number.format(count);
}

/** What the reader did goes out even while the page is being left. */
function tell(address, report) {
  const body = JSON.stringify({ ...report, webdriver: navigator.webdriver === true });
  navigator.sendBeacon?.(address, new Blob([body], { type: "application/json" }));
}

function tellOfSearch(address) {
  const search = document.querySelector("[data-search-words]")?.dataset;
  if (search) tell(address, { event: "search", words: search.searchWords, results: Number(search.searchResults) });
}

function tellOfLinks(address) {
  const pressed = (event) => {
    const link = event.button < 2 && event.target.closest?.("a[href]");
    if (!link) return;
    const { download, banner } = link.dataset;
    if (download) tell(address, { event: "download", id: Number(download) });
    if (banner) tell(address, { event: "banner", id: Number(banner) });
    if (/^https?:$/.test(link.protocol) && link.host !== location.host) {
      tell(address, { event: "outbound", host: link.host });
    }
  };
  document.addEventListener("click", pressed);
  document.addEventListener("auxclick", pressed);
}

/** How far the text was scrolled and how long it was seen, told when the reader first turns away. */
function tellOfReading(address, text) {
  const since = performance.now();
  let depth = 0;
  const look = () => {
    const { top, height } = text.getBoundingClientRect();
    if (height) depth = Math.max(depth, Math.min(100, Math.round((100 * (innerHeight - top)) / height)));
  };
  const leave = (event) => {
    if (event.type !== "pagehide" && document.visibilityState !== "hidden") return;
    document.removeEventListener("visibilitychange", leave);
    removeEventListener("pagehide", leave);
    removeEventListener("scroll", look);
    tell(address, { event: "leave", depth, seconds: Math.round((performance.now() - since) / 1000) });
  };
  addEventListener("scroll", look, { passive: true });
  document.addEventListener("visibilitychange", leave);
  addEventListener("pagehide", leave);
  look();
}

export default async function beacon(element) {
  const address = element.dataset.beacon;
  const article = Number(element.dataset.beaconArticle) || null;
  tellOfLinks(address);
  await seen();
  tellOfSearch(address);
  const text = article && document.querySelector("[data-reading]");
  if (text) tellOfReading(address, text);
  try {
    const response = await fetch(address, {
      method: "POST",
      keepalive: true,
      credentials: "same-origin",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        article,
        path: location.pathname.slice(0, 2000),
        referrer: document.referrer.slice(0, 2000),
        webdriver: navigator.webdriver === true,
      }),
    });
    const counts = await response.json();
    if (article) fill(`[data-view-count="${article}"]`, counts.article_views);
    fill("[data-today]", counts.today);
    fill("[data-total]", counts.total);
    fill("[data-online]", counts.online);
    if (typeof counts.online === "number") {
      for (const row of document.querySelectorAll("[data-online-row]")) row.hidden = !counts.online;
    }
  } catch {
    // Counting never disturbs reading: the figures of the page stay as they are.
  }
}
