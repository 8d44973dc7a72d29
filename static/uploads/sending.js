// One picture on its way to the server: made smaller where it must be, sent, and what came of it.

import { chosenFor, usedAgain } from "./known.js";
import { ask } from "./requests.js";
import { fitting } from "./scaling.js";

/**
 * Send `item` ({file, alt, credit, caption, place, known}) to `url`; nothing is sent of one that is `known` (known.js). Resolves with the picture of the library, the `file` that it
 * was made from and its `place` in a text. Throws a Refusal. `signal` stops it; `progress(share)` hears how much of it is
 * done, from 0 to 1.
 */
export async function sendPicture(url, item, { signal = null, progress = () => {} } = {}) {
  const { file, alt, credit, caption, place = "" } = item;
  const known = chosenFor(item);
  if (known) return usedAgain(known, { alt, caption, file, place });
  progress(0);
  const body = new FormData();
  body.append("upload", await fitting(file), file.name || "anh.png");
  for (const [name, text] of Object.entries({ alt, credit, caption })) body.append(name, text);
  const image = await ask(url, { body, file, signal, progress });
  progress(1);
  return { ...image, file, place };
}
