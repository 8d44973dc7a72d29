/* [data-rating]: sends the stars and shows the new total in place. site.js loads this when the form is sent first;
   without it the form goes to its own address and back. */

import { fetchPart } from "./parts.js";

export default async function rating(form) {
  form.querySelector("[type=submit]").disabled = true;
  try {
    const body = new URLSearchParams(new FormData(form));
    const address = `${form.getAttribute("action").split("#")[0]}?phan=1`;
    const part = await fetchPart(address, "[data-rating]", { method: "POST", body });
    form.replaceWith(part);
    part.querySelector("[role=status], [role=alert]")?.focus();
  } catch {
    form.submit(); // the long way, which shows its own messages
  }
}
