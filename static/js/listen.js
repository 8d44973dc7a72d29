/* data-listen="selector" on a hidden button: reads what the selector finds aloud, in the order of the page, with a Vietnamese
   voice of the device. Without such a voice the button stays hidden. Its first words are its name while nothing is read.
   data-abbreviations: JSON {"UBND": "Ủy ban nhân dân", …}, said in full wherever they stand.
   Escape or leaving the page ends the reading. */

const LABELS = { playing: "Tạm dừng", paused: "Nghe tiếp" };
const SAID = "h1, h2, h3, h4, p, li, figcaption, caption, label, blockquote > footer";

const vietnameseVoice = () => speechSynthesis.getVoices().find((voice) => /^vi\b/i.test(voice.lang));

/** The sentences to say: each of `abbreviations` by its full words, nothing that is hidden. */
function sentences(selector, abbreviations) {
  const parts = [...document.querySelectorAll(selector)].flatMap((part) =>
    part.matches(SAID) ? [part] : [...part.querySelectorAll(SAID)],
  );
  const all = new Set(parts);
  return parts
    .filter((part) => !isInside(part, all) && !part.closest("details:not([open])"))
    .flatMap((part) => inFull(spoken(part), abbreviations).split(/(?<=[.!?…:;])\s+/))
    .filter(Boolean);
}

/** Whether one of the elements `all` is around `part`; comparing each with each would take a long text minutes. */
function isInside(part, all) {
  let above = part.parentElement;
  while (above && !all.has(above)) above = above.parentElement;
  return above !== null;
}

/** The longest first, and not inside a word or a document number (60-NQ/TU): as vietnamese/abbreviations.py finds them. */
function inFull(text, abbreviations) {
  const known = Object.keys(abbreviations).sort((one, other) => other.length - one.length);
  if (!known.length) return text;
  const standing = new RegExp(`(?<![\\p{L}\\p{N}_/-])(?:${known.map(asPattern).join("|")})`, "gu");
  return text.replace(standing, (short, start) => apart(abbreviations[short], text.slice(start + short.length)));
}

/** `words`, and a space where what follows them is written close ("Tp.Huế"). */
const apart = (words, following) => (/^[\p{L}\p{N}]/u.test(following) ? `${words} ` : words);

/** Behind a letter no word may go on; behind a dot one may ("Tp.Huế"), but not another dotted letter ("P.S."). */
function asPattern(short) {
  const written = short.replace(/[\\^$.*+?()[\]{}|/-]/g, (sign) => `\\u{${sign.codePointAt(0).toString(16)}}`);
  return written + (/[\p{L}\p{N}]$/u.test(short) ? "(?![\\p{L}\\p{N}_/-])" : "(?![/-]|[\\p{L}\\p{N}_]\\.)");
}

function spoken(part) {
  const copy = part.cloneNode(true);
  copy.querySelectorAll("abbr[title]").forEach((abbr) => abbr.replaceWith(apart(abbr.title, abbr.nextSibling?.textContent ?? "")));
  copy.querySelectorAll(".hidden-text, .required, .motion, .print-only, .connects, .play-label, [aria-hidden]").forEach((hidden) => hidden.remove());
  return copy.textContent.replace(/\s+/g, " ").trim();
}

export default function listen(button) {
  if (!("speechSynthesis" in window)) return;
  const label = button.querySelector("[data-label]");
  const idle = label.textContent;
  let state = "idle";
  let texts = [];
  let place = 0;
  let current = null;
  const abbreviations = JSON.parse(button.dataset.abbreviations ?? "{}");

  function show(next) {
    state = next;
    button.toggleAttribute("data-running", next === "playing");
    label.textContent = LABELS[next] ?? idle;
  }

  /** One sentence at a time: engines break off long texts, and Android knows no pause, only an end. */
  function say() {
    const utterance = new SpeechSynthesisUtterance(texts[place]);
    utterance.voice = vietnameseVoice();
    utterance.lang = "vi-VN";
    current = utterance;
    utterance.onend = () => {
      if (state !== "playing" || utterance !== current) return; // ended by the reader, not by its last word
      place += 1;
      if (place < texts.length) say();
      else stop();
    };
    utterance.onerror = () => utterance === current && state === "playing" && stop();
    speechSynthesis.speak(utterance);
  }

  function play() {
    if (state === "idle") [texts, place] = [sentences(button.dataset.listen, abbreviations), 0];
    show("playing");
    say();
  }

  function stop(next = "idle") {
    current = null;
    show(next);
    speechSynthesis.cancel();
  }

  button.addEventListener("click", () => (state === "playing" ? stop("paused") : play()));
  button.addEventListener("keydown", (event) => event.key === "Escape" && stop());
  // Speech belongs to the browser, not to the page: it would go on over the next one.
  window.addEventListener("pagehide", () => stop());

  const reveal = () => { button.hidden = !vietnameseVoice(); };
  speechSynthesis.addEventListener?.("voiceschanged", reveal);
  reveal();
}
