// @ts-check
/** The row below a block: its buttons, how far Python has come, and what happened last. */

import { announce } from "./announcer.js";

const WAITING = "Waits for the block that runs.";

export class Row {
  /**
   * @param {Element} element the row, with the buttons that every page has
   * @param {number} number of the block on its page
   */
  constructor(element, number) {
    element.querySelector(".run-hint")?.remove();
    [this.run, this.edit] = element.querySelectorAll("button");
    this.stop = button("Stop", number);
    this.reset = button("Reset", number);
    this.progress = document.createElement("progress");
    this.progress.ariaLabel = "Loading Python";
    this.progress.hidden = true;
    this.note = document.createElement("span");
    this.note.className = "run-note";
    this.run.after(this.stop);
    element.append(this.reset, this.progress, this.note);
  }

  /** A run has begun: it can be stopped. */
  begin() {
    swap(this.run, this.stop);
  }

  /** A run has ended. @param {string} text what to say of it */
  end(text) {
    swap(this.stop, this.run);
    this.progress.hidden = true;
    this.say(text);
  }

  /** Python is being loaded. @param {{ share: number, megabytes: number }} progress */
  showLoading({ share, megabytes }) {
    this.progress.hidden = false;
    this.progress.value = share;
    this.say(`Loading Python, ${megabytes} MB, once for all pages.`);
  }

  /** @param {number} number of the block that runs now: this one, or one above it */
  showRunning(number) {
    this.progress.hidden = true;
    this.say(`Running block ${number}.`);
  }

  wait() {
    this.say(WAITING);
  }

  /** What this row has waited for will not come. */
  stopWaiting() {
    if (this.note.textContent === WAITING) this.note.textContent = "";
  }

  /** Say something beside the buttons and to those who listen, once. @param {string} text */
  say(text) {
    if (this.note.textContent === text) return;
    this.note.textContent = text;
    announce(text);
  }
}

/** A button that is not shown yet. */
function button(word, number) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = word;
  made.ariaLabel = `${word} block ${number}`;
  made.hidden = true;
  return made;
}

/** Show one button instead of another, and keep the keyboard's place. */
export function swap(gone, come) {
  const hasFocus = document.activeElement === gone;
  come.hidden = false;
  if (hasFocus) come.focus();
  gone.hidden = true;
}
