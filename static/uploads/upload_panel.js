// A new picture: file, description and source are asked before anything is sent.

import { field, make } from "./dom.js";
import { draw, MAX_BYTES, smaller } from "./pictures.js";
import { ask } from "./requests.js";

const KINDS = "image/jpeg,image/png,image/gif,image/webp";
const NO_ALT = "Hãy mô tả ảnh: ảnh chụp những gì, cho người không nhìn thấy ảnh.";
const NO_CREDIT = "Hãy ghi nguồn ảnh, ví dụ: “Ảnh: Thùy Nhung”.";

/** The side of the dialog that sends pictures to `url`, one after the other; `sent(image, isLast)` is called with each. */
export function uploadPanel(url, sent) {
  const parts = makeParts();
  const { panel, file, alt, credit, caption, error, submit } = parts;
  let waiting = [];
  let current = null;

  function take(files) {
    waiting = [...files];
    advance();
  }

  function advance() {
    current = waiting.shift() ?? null;
    parts.name.textContent = current ? describe(current, waiting.length) : "";
    draw(current, parts.preview);
  }

  async function send(event) {
    event.preventDefault();
    error.textContent = whatIsMissing();
    if (error.textContent || submit.disabled) return;
    submit.disabled = true;
    try {
      const image = await ask(url, { body: await filledForm() });
      // The source stays: pictures that come together mostly have one photographer.
      alt.value = caption.value = file.value = "";
      advance();
      if (current) alt.focus();
      sent(image, current === null);
    } catch (problem) {
      error.textContent = problem.message;
    } finally {
      submit.disabled = false;
    }
  }

  function whatIsMissing() {
    const [control, sentence] = !current
      ? [file, "Chưa chọn tệp ảnh."]
      : [[alt, NO_ALT], [credit, NO_CREDIT]].find(([input]) => !input.value.trim()) ?? [null, ""];
    control?.focus();
    return sentence;
  }

  async function filledForm() {
    const body = new FormData();
    const picture = current.size > MAX_BYTES ? await smaller(current) : current;
    body.append("upload", picture, current.name || "anh.png");
    for (const [name, input] of Object.entries({ alt, credit, caption })) body.append(name, input.value);
    return body;
  }

  file.addEventListener("change", () => file.files.length && take(file.files));
  panel.addEventListener("submit", send);
  panel.addEventListener("dragover", (event) => event.preventDefault());
  panel.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) take(event.dataTransfer.files);
  });
  return { panel, take, open: () => {}, focus: () => (current ? alt : file).focus() };
}

function makeParts() {
  const file = make("input", { type: "file", accept: KINDS, multiple: true });
  const alt = make("textarea", { rows: 2, maxlength: 300 });
  const credit = make("input", { type: "text", maxlength: 160, autocomplete: "off" });
  const caption = make("textarea", { rows: 2 });
  const name = make("p", { class: "images-status", role: "status" });
  const preview = make("canvas", { class: "images-preview", hidden: true });
  const error = make("p", { class: "images-error", role: "alert" });
  const submit = make("button", { type: "submit", class: "images-button images-primary" }, "Tải lên và dùng ảnh này");
  const panel = make(
    "form",
    { class: "images-panel images-upload", novalidate: true },
    field("Tệp ảnh", file, { hint: "JPEG, PNG, GIF hoặc WebP. Có thể kéo ảnh thả vào đây.", required: true }),
    preview,
    name,
    field("Mô tả ảnh", alt, { hint: "Ảnh chụp những gì, cho người không nhìn thấy ảnh.", required: true }),
    field("Nguồn ảnh", credit, { hint: "Ví dụ: Ảnh: Thùy Nhung.", required: true }),
    field("Chú thích", caption, { hint: "Hiện dưới ảnh: ai làm gì, ở đâu, khi nào. Có thể để trống." }),
    error,
    make("div", { class: "images-actions" }, submit),
  );
  return { panel, file, alt, credit, caption, name, preview, error, submit };
}

function describe(picture, left) {
  return `${picture.name || "Ảnh vừa dán"}${left ? `, còn ${left} ảnh sau ảnh này` : ""}`;
}
