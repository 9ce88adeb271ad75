// @ts-check
/** The row below a block: its buttons, how far Python has come, and what happened last. */

import { announce } from "./announcer.js";

const WAITING = "Waits for the block that runs.";

export class Row {
  #told = "";

  /**
   * @param {Element} element the row, with the buttons that every page has
   * @param {number} number of the block on its page
   */
  constructor(element, number) {
    element.querySelector(".run-hint")?.remove();
    [this.run, this.edit] = element.querySelectorAll("button");
    this.link = element.querySelector("a");
    this.stop = button("Stop", `Stop block ${number}`);
    this.reset = button("Reset", `Reset block ${number}`);
    this.stop.hidden = this.reset.hidden = true;
    this.downloads = [".py", ".ipynb"].map((kind) => [kind, button(kind, `Download my version, ${kind}`)]);
    this.taking = document.createElement("span");
    this.taking.className = "run-taking";
    this.taking.hidden = true;
    this.taking.append("Download my version ", ...this.downloads.flatMap(([, made]) => [made, " "]));
    this.progress = document.createElement("progress");
    this.progress.ariaLabel = "Loading Python";
    this.progress.hidden = true;
    this.note = document.createElement("span");
    this.note.className = "run-note";
    this.run.after(this.stop);
    this.edit.after(this.reset);
    element.append(this.progress, this.note, this.taking);
  }

  /** A run has begun: it can be stopped. */
  begin() {
    swap(this.run, this.stop);
  }

  /** A run has ended. @param {(string | Node)[]} parts what to say of it */
  end(...parts) {
    swap(this.stop, this.run);
    this.progress.hidden = true;
    this.say(...parts);
  }

  /** Python, or what a block imports, is being loaded. @param {import("./interpreter.js").Progress} progress */
  showLoading({ what = "", loaded = 0, expected = 0 }) {
    if (!expected) return this.say(`Loading ${what}.`); // how much that is, is asked first
    const [come, all] = [loaded, expected].map((bytes) => Math.round(bytes / 1e6));
    this.progress.hidden = false;
    this.progress.value = loaded / expected;
    const isThere = loaded > 0.995 * expected; // sizes of files are known only nearly
    this.note.textContent = isThere ? `Starting ${what}.` : `Loading ${what}: ${come} of ${all} MB, once for all pages.`;
    if (this.#told !== what) announce(`Loading ${what}: ${all} MB, once for all pages.`);
    this.#told = what;
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

  /** Say something beside the buttons and to those who listen, once. @param {(string | Node)[]} parts */
  say(...parts) {
    const before = this.note.textContent;
    this.note.replaceChildren(...parts);
    if (this.note.textContent !== before) announce(this.note.textContent);
  }
}

/** A button. @param {string} text @param {string} name */
function button(text, name) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.ariaLabel = name;
  return made;
}

/** Show one button instead of another, and keep the keyboard's place. */
export function swap(gone, come) {
  const hasFocus = document.activeElement === gone;
  come.hidden = false;
  if (hasFocus) come.focus();
  gone.hidden = true;
}
