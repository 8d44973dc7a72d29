/* data-motion on a link to the animation of the picture before it: a press shows it in place, the next one the still picture
   again. Nothing moves by itself; without this script the link leads to the animation. */

const SHOW = "Xem ảnh động";
const STOP = "Dừng ảnh động";
const FAILED = "Không tải được ảnh động. Bấm để thử lại";

export default function motion(link) {
  const before = link.previousElementSibling;
  const picture = before.matches("img") ? before : before.querySelector("img"); // which may be a link itself
  const still = { src: picture.getAttribute("src"), srcset: picture.getAttribute("srcset") };
  const button = document.createElement("button");
  button.type = "button";
  button.className = link.className;
  button.addEventListener("click", () => (button.textContent === STOP ? stop(SHOW) : play()));
  picture.addEventListener("error", () => button.textContent === STOP && stop(FAILED));
  link.replaceWith(button);
  button.focus();
  play();

  function play() {
    picture.removeAttribute("srcset");
    picture.src = link.href;
    button.textContent = STOP;
  }

  function stop(words) {
    if (still.srcset) picture.srcset = still.srcset;
    picture.src = still.src;
    button.textContent = words;
  }
}
