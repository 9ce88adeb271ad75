/** Buttons that copy a link or Python, and what playgrounds say to their reader. */

import { button } from "./controls.js";
import { html } from "./elements.js";

const QUIET_MILLISECONDS = 600;

/** A notice at the top, a line below the buttons, and one that only screen readers get, after a moment of quiet. */
export class Messages {
  /** @param {string[]} problems with the link that led here */
  constructor(problems) {
    this.notice = html("p", { class: "message notice", role: "status" }, problems.join(" "));
    this.line = html("p", { class: "message", role: "status" });
    this.spoken = html("p", { class: "spoken", role: "status" });
    this.timer = 0;
  }

  /** Show a message below the buttons. */
  show(text) {
    this.line.textContent = text;
  }

  /** Take all messages away: the reader has gone on. */
  clear() {
    this.notice.textContent = this.line.textContent = "";
  }

  /** Have a text read out when nothing else has been said for a moment. */
  say(text) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.spoken.textContent = text;
    }, QUIET_MILLISECONDS);
  }
}

/**
 * Return the two buttons that copy, and the text field that takes over where the clipboard is not allowed.
 * @param {{link: () => string, python: () => string, messages: Messages}} what
 */
export function copyButtons({ link, python, messages }) {
  const field = html("textarea", { readonly: true, rows: 8, hidden: true, "aria-label": "Text to copy" });
  const copy = async (text, what) => {
    try {
      await navigator.clipboard.writeText(text);
      field.hidden = true;
      messages.show(`${what} copied.`);
    } catch {
      field.hidden = false;
      field.value = text;
      field.select();
      messages.show("The browser does not allow copying; here is the text.");
    }
  };
  const buttons = [
    button("Copy link", () => copy(link(), "Link")),
    button("Copy as Python", () => copy(python(), "Python")),
  ];
  return { buttons, field };
}
