// @ts-check
/** A Python block of the page: its code, and what stands below it, as built or as the reader's own. */

import { keepEdit } from "./edits.js";
import { LiveOutput } from "./live-output.js";
import { Row, swap } from "./row.js";
import { ownFigure, ownOutput, readResult, withEnd } from "./results.js";

export class Block {
  /** @type {import("./editor.js").Editor | undefined} */
  #editor;
  /** What the reader's run has put below the code. @type {Element[] | undefined} */
  #own;
  /** @type {LiveOutput | undefined} */
  #live;

  /**
   * @param {Element} element the block, with its row of buttons
   * @param {number} number
   */
  constructor(element, number) {
    this.element = element;
    this.number = number;
    this.code = element.querySelector("pre");
    this.original = element.querySelector("pre code").textContent;
    this.fold = element.closest("details:not(.code, .check)"); // those only hide code
    const row = rowOf(element);
    this.end = element.closest("details.code") ?? (element.contains(row) ? element : row); // what it does stands below
    this.built = builtBelow(this.end);
    this.row = new Row(row, number);
  }

  /** What the browser knows the block by: its place and its code, so that an edit never lands in another one. */
  get name() {
    return `${this.number} ${this.original}`;
  }

  /** The code as it is now. */
  get source() {
    return this.#editor ? this.#editor.text : this.original;
  }

  get isEdited() {
    return this.source !== this.original;
  }

  /** A run begins: what it prints will be shown as it comes. */
  begin() {
    this.#live = new LiveOutput((output) => this.#place([output]));
  }

  print(text) {
    this.#live?.add(text);
  }

  /** Show what a run of some code did and return the error that ends the run, if there is one. */
  show(result, source) {
    const isEdited = source !== this.original;
    const built = isEdited ? undefined : this.#builtResult();
    const { text, isError, failure } = readResult(result, built);
    const own = result.figures.map((figure, index) => ownFigure(figure, built?.alt ?? this.#nameOfFigure(index, result)));
    if (text) own.unshift(ownOutput(text, isError));
    this.#place(own);
    this.row.reset.hidden = false;
    this.row.note.textContent = failure ? "Failed." : "Has run.";
    return failure;
  }

  /** Show that a run was ended before it had a result, below what it has printed. */
  showEnd(reason) {
    const printed = this.#live?.text ?? "";
    this.#place([ownOutput(`${withEnd(printed)}${reason}\n`, true)]);
    this.row.reset.hidden = false;
  }

  /** Let the reader edit the code. @param {() => void} run what Ctrl+Enter does */
  async edit(run) {
    await this.open(this.original, run);
    this.#editor?.focus();
  }

  /** Open the editor with a text. @param {string} text @param {() => void} run */
  async open(text, run) {
    const { Editor } = await import("./editor.js").catch(() => ({ Editor: undefined }));
    if (!Editor) return this.row.say("The editor could not be loaded. Reload the page to try again.");
    if (this.#editor) return; // pressed twice
    this.#editor = new Editor(text, this.number, { run, change: () => this.#markEdited() });
    this.code.before(this.#editor.element);
    this.element.closest("details")?.setAttribute("open", "");
    this.code.hidden = true;
    this.row.edit.hidden = true;
    this.row.reset.hidden = false;
    this.#markEdited();
  }

  /** Bring back what the page had. */
  reset() {
    this.close();
    this.code.hidden = false;
    this.#markEdited();
    this.#place(this.built);
    this.#own = undefined;
    this.row.edit.hidden = false;
    swap(this.row.reset, this.row.edit);
  }

  /** Close the editor. */
  close() {
    this.#editor?.remove();
    this.#editor = undefined;
  }

  #markEdited() {
    this.row.note.textContent = this.isEdited ? "Edited." : "";
    this.row.taking.hidden = !this.isEdited;
    keepEdit(this.name, this.isEdited ? this.source : undefined);
  }

  /** What the page shows of this code: the error that it is to end with and the text for its figure. */
  #builtResult() {
    return {
      error: this.built.find((element) => element.matches(".error"))?.textContent,
      alt: this.built.at(-1)?.querySelector("img")?.alt,
    };
  }

  #nameOfFigure(index, { figures }) {
    const which = figures.length > 1 ? `, ${index + 1} of ${figures.length}` : "";
    return `Drawn by your block ${this.number}${which}.`;
  }

  /** Put elements below the code, instead of those that are there. */
  #place(elements) {
    this.#live?.end();
    for (const old of this.#own ?? this.built) old.remove();
    this.end.after(...elements);
    this.#own = elements;
  }
}

/** The row of buttons of a block: in it, or behind the fold of a check, which readers run without looking into it. */
function rowOf(element) {
  return element.querySelector(".run-row") ?? element.closest("details.check").nextElementSibling;
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
