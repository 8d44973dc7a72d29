/* [data-beacon]: tells the server once that this page is seen, and fills in the counters of the answer.
   data-beacon is the address to tell, data-beacon-article the article (none on other pages).
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

export default async function beacon(element) {
  const article = Number(element.dataset.beaconArticle) || null;
  await seen();
  try {
    const response = await fetch(element.dataset.beacon, {
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
  } catch {
    // Counting never disturbs reading: the figures of the page stay as they are.
  }
}
