/* data-ticker: buttons [data-back], [data-run], [data-next] around a list that scrolls by one headline.
   At rest until the reader starts it; waits while it is pointed at, holds the focus or cannot be seen. */

const SECONDS = 6;

export default function ticker(element) {
  const list = element.querySelector(".ticker-list");
  const run = element.querySelector("[data-run]");
  const items = [...list.children];
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let timer = null;
  let pointed = false;

  const place = () => items.findIndex((item) => item.offsetLeft - list.offsetLeft >= list.scrollLeft - 8);

  function go(step) {
    const item = items[(place() + step + items.length) % items.length];
    list.scrollTo({ left: item.offsetLeft - list.offsetLeft, behavior: still.matches ? "instant" : "smooth" });
  }

  function tick() {
    const focused = element.contains(document.activeElement) && document.activeElement !== run;
    if (!pointed && !focused && !document.hidden) go(1);
  }

  function setRunning(running) {
    clearInterval(timer);
    timer = running ? setInterval(tick, SECONDS * 1000) : null;
    list.toggleAttribute("data-running", running);
    run.setAttribute("aria-label", running ? "Tạm dừng" : "Tự chạy");
    run.title = running ? "Tạm dừng" : "Tự chạy";
    const icon = run.querySelector("use");
    icon.setAttribute("href", icon.getAttribute("href").replace(/#.*/, running ? "#i-pause" : "#i-play"));
  }

  element.querySelector("[data-back]").addEventListener("click", () => go(-1));
  element.querySelector("[data-next]").addEventListener("click", () => go(1));
  run.addEventListener("click", () => setRunning(timer === null));
  element.addEventListener("pointerenter", () => { pointed = true; });
  element.addEventListener("pointerleave", () => { pointed = false; });
  still.addEventListener("change", () => { if (still.matches) setRunning(false); });
}
