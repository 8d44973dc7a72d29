// Offsets in a text: the server counts characters (code points), JavaScript the units of UTF-16. They differ beyond an emoji.

const BEYOND = /[\ud800-\udfff]/;

/** As the server counts: how many characters stand before `units`. */
export const toPoints = (text, units) => (BEYOND.test(text) ? [...text.slice(0, units)].length : units);

/** As JavaScript counts: where the character number `points` begins. */
export const toUnits = (text, points) => (BEYOND.test(text) ? [...text].slice(0, points).join("").length : points);
