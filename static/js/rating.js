/* [data-rating]: sends the stars and shows the new total in place. site.js loads this when the form is sent first;
   without it the form goes to its own address and back. */

export default async function rating(form) {
  form.querySelector("[type=submit]").disabled = true;
  try {
    const body = new URLSearchParams(new FormData(form));
    const address = `${form.getAttribute("action").split("#")[0]}?phan=1`;
    const response = await fetch(address, { method: "POST", body, credentials: "same-origin" });
    const holder = document.createElement("template");
    holder.innerHTML = await response.text();
    const part = holder.content.querySelector("[data-rating]");
    if (!part) throw new Error(`No rating in the answer: ${response.status}`);
    form.replaceWith(part);
    part.querySelector("[role=status], [role=alert]")?.focus();
  } catch {
    form.submit(); // the long way, which shows its own messages
  }
}
