/** A live playground takes the place of the built figure above it, which stays for print and without JavaScript. */

const STYLE_SHEET = new URL("../../playground.css", import.meta.url);

/** @type {Promise<void> | undefined} */
let styles;

/** Wait for the style sheet, which only pages with a playground load. */
export function loadStyles() {
  styles ??= adopt();
  return styles;
}

/** Mark the last figure before an element; the style sheet shows one or the other. */
export function replaceFigureBefore(element) {
  const figures = [...document.querySelectorAll("img.figure")];
  const before = figures.filter((figure) => figure.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
  before.at(-1)?.parentElement?.classList.add("built-figure");
  element.classList.add("live");
}

async function adopt() {
  const sheet = new CSSStyleSheet();
  const response = await fetch(STYLE_SHEET);
  await sheet.replace(await response.text());
  document.adoptedStyleSheets.push(sheet);
}
