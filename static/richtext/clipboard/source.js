// Which program a clipboard comes from.

// Programs that keep what things mean in styles and rules of their own.
export const OFFICE = new Set(["word", "word-web", "outlook", "excel", "libreoffice"]);

// The first that is met counts: a table of Excel names Word's namespace, Outlook writes with Word.
const SIGNS = [
  ["google-sheets", /<google-sheets-html-origin|data-sheets-(?:root|value|userformat)=/i],
  ["google-docs", /id=["']?docs-internal-guid-/i],
  ["excel", /content=["']?(?:Excel\.Sheet|Microsoft Excel)|xmlns(?::x)?=["']urn:schemas-microsoft-com:office:excel/i],
  ["libreoffice", /<meta name="generator" content="(?:LibreOffice|OpenOffice)/i],
  ["word-web", /\bSCXW\d|class=["'](?:[^"']* )?(?:OutlineElement|ListContainerWrapper|NormalTextRun)\b/],
  ["outlook", /class=["']?(?:[^"'>]* )?(?:x_Mso|EmailStyle\d|elementToProof|ContentPasted\d)|id=["']?(?:x_)?divRplyFwdMsg/],
  ["word", /urn:schemas-microsoft-com:office:word|content=["']?Word\.Document|class=["']?Mso[A-Z]|<o:p\b|[\s"';]mso-[a-z]/i],
  ["zalo", /data-qid=["']|data-component=["'](?:bubble-message|message-)|zdn\.vn\/|class=["'][^"']*\b(?:zalo|zavatar)/i],
  ["own", /title="Các bài nhắc đến|<abbr [^>]*class="explained"|class="unbroken"|<div [^>]*class="table"[^>]*role="region"|role="doc-(?:noteref|endnotes|backlink)"[^>]*aria-label="Ghi chú|data-gallery=|<a [^>]*data-player=|class="button button-quiet motion"/],
  ["pdf", /<span [^>]*style="[^"]*--(?:total-)?scale-factor|class="textLayer"|class="page"[^>]*data-page-number/],
];

/** "word", "word-web", "outlook", "libreoffice", "google-docs", "google-sheets", "excel", "zalo", "own", "pdf" (as Firefox shows one) or "web". */
export function sourceOf(html) {
  return SIGNS.find(([, sign]) => sign.test(html))?.[0] ?? "web";
}
