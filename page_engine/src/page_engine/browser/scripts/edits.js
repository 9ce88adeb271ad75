// @ts-check
/** What the reader has written on a page: kept by this browser, also when the page is closed. */

import { editsKey as key } from "./buttons.js";

/** Return the texts of the blocks that the reader has edited on this page, by the names of the blocks. */
export function keptEdits() {
  try {
    return Object(JSON.parse(localStorage.getItem(key()) ?? "{}"));
  } catch {
    return {}; // the browser keeps nothing, or something else
  }
}

/** Keep the text of a block, or forget it. @param {string} name @param {string | undefined} text */
export function keepEdit(name, text) {
  keep({ ...keptEdits(), [name]: text }); // what is undefined is left out of JSON
}

/** Forget what was written into blocks that the page does not have any more. @param {string[]} names of those it has */
export function forgetOtherEdits(names) {
  keep(Object.fromEntries(Object.entries(keptEdits()).filter(([name]) => names.includes(name))));
}

function keep(edits) {
  const text = JSON.stringify(edits);
  try {
    if (text === "{}") localStorage.removeItem(key());
    else localStorage.setItem(key(), text);
  } catch {
    // Then the text lasts as long as the page.
  }
}
