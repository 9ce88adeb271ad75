// @ts-check
/** A Python block of the page: its code, and what stands below it, as built or as the reader's own. */

import { Row, swap } from "./row.js";
import { ownFigure, ownOutput, readResult } from "./results.js";

export class Block {
  /** @type {import("./editor.js").Editor | undefined} */
  #editor;
  /** What the reader's run has put below the code. @type {Element[] | undefined} */
  #own;

  /**
   * @param {Element} element the block, with its row of buttons
   * @param {number} number
   */
  constructor(element, number) {
    this.element = element;
    this.number = number;
    this.code = element.querySelector("pre");
    this.original = element.querySelector("pre code").textContent;
    this.fold = element.closest("details");
    this.built = builtBelow(element);
    this.row = new Row(element.querySelector(".run-row"), number);
  }

  /** The code as it is now. */
  get source() {
    return this.#editor ? this.#editor.text : this.original;
  }

  get isEdited() {
    return this.source !== this.original;
  }

  /** How the page shows that this code fails, if it is to fail. */
  get #wantedError() {
    return this.isEdited ? undefined : this.built.find((element) => element.matches(".error"))?.textContent;
  }

  /** Show what a run did and return the error that ends the run, if there is one. */
  show(result) {
    const { text, isError, failure } = readResult(result, this.#wantedError);
    const alt = this.isEdited ? undefined : this.built.at(-1)?.querySelector("img")?.alt;
    const own = result.figures.map((figure) => ownFigure(figure, alt ?? `Drawn by your block ${this.number}.`));
    if (text) own.unshift(ownOutput(text, isError));
    this.#place(own);
    this.#own = own;
    this.row.reset.hidden = false;
    this.row.note.textContent = failure ? "Failed." : "Has run.";
    return failure;
  }

  /** Let the reader edit the code. @param {() => void} run what Ctrl+Enter does */
  async edit(run) {
    const { Editor } = await import("./editor.js");
    if (this.#editor) return; // pressed twice
    this.#editor = new Editor(this.original, this.number, { run, change: () => this.#markEdited() });
    this.code.before(this.#editor.element);
    this.code.hidden = true;
    this.row.edit.hidden = true;
    this.row.reset.hidden = false;
    this.#editor.focus();
  }

  /** Bring back what the page had. */
  reset() {
    this.#editor?.remove();
    this.#editor = undefined;
    this.code.hidden = false;
    this.#markEdited();
    this.#place(this.built);
    this.#own = undefined;
    this.row.edit.hidden = false;
    swap(this.row.reset, this.row.edit);
  }

  #markEdited() {
    this.row.note.textContent = this.isEdited ? "Edited." : "";
  }

  /** Put elements below the code, instead of those that are there. */
  #place(elements) {
    for (const old of this.#own ?? this.built) old.remove();
    this.element.after(...elements);
  }
}

/** The output and the figure that the build has put below a block. */
function builtBelow(element) {
  const found = [];
  let next = element.nextElementSibling;
  while (next?.matches(".output, p:has(> .figure)")) {
    found.push(next);
    next = next.nextElementSibling;
  }
  return found;
}
