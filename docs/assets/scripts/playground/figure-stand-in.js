/** A live playground takes the place of the built figure above it, which stays for print and without JavaScript. */

import { fetchFile, once } from "./loading.js";

const STYLE_SHEET = new URL("../../playground.css", import.meta.url);

/** Wait for the style sheet, which only pages with a playground load. */
export const loadStyles = once(async () => {
  const sheet = new CSSStyleSheet();
  const response = await fetchFile(STYLE_SHEET);
  await sheet.replace(await response.text());
  document.adoptedStyleSheets.push(sheet);
});

/**
 * Show a playground; the style sheet hides the built figure, and leaves one that the reader has drawn.
 * A reader whom the address has led here stays at its top, although the page has changed its height.
 */
export function standIn(element) {
  const { top } = element.getBoundingClientRect();
  const isSought = location.hash === `#${element.id}` && top >= 0 && top < innerHeight;
  element.classList.add("live");
  if (isSought) element.scrollIntoView({ behavior: "instant" });
}
