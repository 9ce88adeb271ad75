// @ts-check
/** What the reader has written on a page: kept by this browser until its tab is closed. */

const key = () => `deep-learning-simplified/edits${location.pathname}`;

/** Return the texts of the blocks that the reader has edited on this page, by the names of the blocks. */
export function keptEdits() {
  try {
    return JSON.parse(sessionStorage.getItem(key()) ?? "{}");
  } catch {
    return {}; // the browser keeps nothing
  }
}

/** Keep the text of a block, or forget it. @param {string} name @param {string | undefined} text */
export function keepEdit(name, text) {
  const edits = { ...keptEdits(), [name]: text }; // what is undefined is left out of JSON
  try {
    sessionStorage.setItem(key(), JSON.stringify(edits));
  } catch {
    // Then the text lasts as long as the page.
  }
}
