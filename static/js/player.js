/* data-player="video" or "audio" on a link to a page that plays a recording: a press puts that page in its place. Until then
   nobody but us is asked for anything; the page in the frame has a policy of its own, which alone names the provider. */

export default function play(link) {
  const frame = document.createElement("iframe");
  frame.className = `player-frame player-frame-${link.dataset.player}`;
  frame.title = nameOf(link);
  frame.allow = "autoplay; fullscreen; encrypted-media; picture-in-picture";
  frame.allowFullscreen = true;
  frame.src = `${link.href}#trong-trang`; // there the player fills its page: title and ways back are around it
  const title = link.dataset.player === "audio" && titleOf(link);
  if (title) link.before(title);
  link.replaceWith(frame);
  frame.focus();
}

/** Of a sound recording the link is the title, too: that stays, unless only the name of the link says it (below a head that
    does already).
 */
function titleOf(link) {
  if (link.querySelector(".hidden-text")) return null;
  const title = document.createElement("strong");
  title.textContent = link.firstChild.textContent.trim();
  return title;
}

function nameOf(link) {
  const words = link.closest("figure")?.querySelector("figcaption") ?? link;
  return (words.firstChild?.textContent || link.textContent).replace(/\s+/g, " ").trim() || "Trình phát";
}
