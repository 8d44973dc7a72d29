// What the styles of a clipboard say. Browsers forget Word's own properties ("mso-…"), so they are read here.

export const NONE = Object.freeze({});
const SIMPLE = /^(?:[a-z][a-z0-9]*)?(?:\.[\w-]+)?$/i; // "p", ".MsoTitle", "p.MsoTitle"
const LEVEL = /^@list\s+(l\d+):level(\d)$/;

/** {rules, levels}: declarations by simple selector, and of Word's "@list l0:level1" by "l0 level1". */
export function sheetOf(css) {
  const rules = new Map();
  const levels = new Map();
  const plain = css.replace(/<!--|-->/g, " ").replace(/\/\*[^*]*(?:\*(?!\/)[^*]*)*\*\//g, " ");
  for (const piece of plain.split("}")) {
    const brace = piece.lastIndexOf("{");
    if (brace < 0) continue;
    const selectors = piece.slice(0, brace).slice(piece.lastIndexOf("{", brace - 1) + 1).trim();
    const level = LEVEL.exec(selectors.replace(/\s+/g, " "));
    if (level) levels.set(`${level[1]} level${level[2]}`, declarations(piece.slice(brace + 1)));
    if (selectors.startsWith("@")) continue;
    for (const selector of selectors.split(",").map((each) => each.trim())) {
      if (!SIMPLE.test(selector)) continue;
      const key = selector.replace(/^[a-z][a-z0-9]*/i, (tag) => tag.toLowerCase());
      rules.set(key, { ...rules.get(key), ...declarations(piece.slice(brace + 1)) });
    }
  }
  return { rules, levels, inline: new Map() };
}

/** {property: value} of "property: value; …", in lower case but for names of fonts and texts. */
export function declarations(style) {
  const found = {};
  for (const each of style.split(";")) {
    const colon = each.indexOf(":");
    if (colon < 1) continue;
    found[each.slice(0, colon).trim().toLowerCase()] = each.slice(colon + 1).replace(/!important/i, "").trim();
  }
  return found;
}

/** What is declared for `element` itself: by rules for its tag and classes, then in its own style. Nothing inherited. */
export function declared({ sheet }, element) {
  const style = element.getAttribute("style");
  const inline = style ? inlineOf(sheet, style) : NONE;
  if (!sheet.rules.size) return inline;
  const tag = element.localName;
  const names = element.getAttribute("class")?.split(/\s+/) ?? [];
  const keys = [tag, ...names.map((name) => `.${name}`), ...names.map((name) => `${tag}.${name}`)];
  const matched = keys.map((key) => sheet.rules.get(key)).filter(Boolean);
  if (!matched.length) return inline;
  const found = {};
  for (const rule of matched) Object.assign(found, rule);
  return Object.assign(found, inline);
}

/** Word writes the same few styles thousands of times. */
function inlineOf(sheet, style) {
  let found = sheet.inline.get(style);
  if (!found) sheet.inline.set(style, (found = declarations(style)));
  return found;
}

/** The number of points that a length says ("14.0pt", "12px", ".5in"), or NaN. */
export function points(length) {
  const match = /^(-?\d*\.?\d+)\s*(pt|px|in|cm|mm)?$/i.exec(length ?? "");
  if (!match) return Number.NaN;
  const unit = { pt: 1, px: 0.75, in: 72, cm: 28.35, mm: 2.835 }[match[2]?.toLowerCase() ?? "px"];
  return Number(match[1]) * unit;
}
