/* data-share on a group: button [data-copy] copies the address of the page, button [data-send] opens the sharing sheet
   of the device and starts hidden, because few have one; [data-share-status] (aria-live) says what happened. */

/** The address without what a visit hangs on it (?utm_…, #…). */
function address() {
  return document.querySelector('link[rel="canonical"]')?.href ?? location.href.split(/[?#]/)[0];
}

export default function share(group) {
  const copy = group.querySelector("[data-copy]");
  const send = group.querySelector("[data-send]");
  const status = group.querySelector("[data-share-status]");

  copy?.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(address());
      status.textContent = "Đã sao chép liên kết.";
    } catch {
      status.textContent = `Trình duyệt không cho chép. Liên kết: ${address()}`;
    }
  });

  if (send && navigator.share) {
    send.hidden = false;
    send.addEventListener("click", () => {
      navigator.share({ title: document.title, url: address() }).catch(() => {}); // the reader closed the sheet
    });
  }
}
