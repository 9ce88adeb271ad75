// @ts-check
/** A page as a notebook: which blocks have run with which code, and what has to run for the next one. */

import { Block } from "./block.js";
import { forgetOtherEdits, keptEdits } from "./edits.js";
import { Ended, interpreter } from "./interpreter.js";
import { announce } from "./announcer.js";

const DOUBLE_CLICK = 500; // milliseconds

let pages = 0;

export class Notebook {
  /** The code that each block has run with to its end, in the Python that is there now. @type {Map<Block, string>} */
  #ran = new Map();
  #pythons = interpreter.nEnded;
  #runs = Promise.resolve();
  #nUnfinished = 0;
  #pressed = { index: -1, time: -Infinity };
  #hasLeft = false;
  #hasRunEdits = false;
  #stops = 0;
  #page = (pages += 1);

  /** @param {Element[]} elements the Python blocks of the page, each with its row of buttons */
  constructor(elements) {
    this.blocks = elements.map((element, index) => new Block(element, index + 1));
    for (const block of this.blocks) {
      block.row.stop.addEventListener("click", () => this.#isDoubleClick() || this.stop());
      block.row.reset.addEventListener("click", () => this.reset(block));
      for (const [kind, button] of block.row.downloads) button.addEventListener("click", () => this.download(kind, block));
    }
  }

  /** Run a block, after those above that have not run with the code that they have now; one press after the other. */
  run(index) {
    const isSecondClick = this.#nUnfinished > 0 && index === this.#pressed.index && this.#isDoubleClick();
    if (this.#hasLeft || isSecondClick) return this.#runs;
    this.#pressed = { index, time: performance.now() };
    const block = this.blocks[index];
    const stops = this.#stops;
    if (this.#nUnfinished > 0) block.row.wait();
    this.#nUnfinished += 1;
    const run = this.#runs
      .then(() => (stops === this.#stops ? this.#run(block) : block.row.stopWaiting()))
      .finally(() => (this.#nUnfinished -= 1));
    this.#runs = run.catch(() => {});
    return run;
  }

  /** Open the editor of a block. */
  edit(index) {
    return this.blocks[index].edit(() => this.run(index));
  }

  /** Open the editors in which the reader has left something, and forget what was left in blocks that are no more. */
  async restore() {
    forgetOtherEdits(this.blocks.map((block) => block.name));
    const edits = keptEdits();
    for (const [index, block] of this.blocks.entries()) {
      const text = edits[block.name];
      if (text !== undefined) await block.open(text, () => this.run(index));
    }
  }

  /** Bring back the code, the output and the figure of the page. */
  reset(block) {
    block.reset();
    announce(`Block ${block.number} is as it was.`);
  }

  /** Hand over the page with the reader's own code. @param {string} kind the ending of the file's name */
  async download(kind, { row }) {
    try {
      const { download } = await import("./download.js");
      await download(kind, this.blocks);
    } catch {
      row.say("Your version could not be put together. Reload the page to try again.");
    }
  }

  /** End whatever runs, and what waits for it. */
  stop() {
    this.#stops += 1;
    interpreter.stop("Stopped.");
  }

  /** Forget the page. Its Python is kept warm for the next one, unless it is busy or the reader may have changed it. */
  leave() {
    this.#hasLeft = true;
    this.#stops += 1;
    if (this.#nUnfinished > 0 || this.#hasRunEdits) this.stop();
    for (const block of this.blocks) block.close();
  }

  /** Whether Run has just been pressed, so that a press now, though Stop stands there, is the second of two. */
  #isDoubleClick() {
    return performance.now() - this.#pressed.time < DOUBLE_CLICK;
  }

  /** @param {Block} pressed */
  async #run(pressed) {
    const { row } = pressed;
    row.begin();
    let end = ["The page has failed."];
    try {
      end = await this.#runAll(this.#chain(pressed), row);
    } catch (error) {
      if (!(error instanceof Ended)) throw error;
      end = [`${error.message} The next Run starts Python anew.`];
    } finally {
      if (!this.#hasLeft) row.end(...end);
    }
  }

  /** Run blocks until one fails, and return what to say at the end: texts, and a link to where it failed. */
  async #runAll(chain, row) {
    const ahead = chain.map((block) => block.source);
    for (const block of chain) {
      const failure = await this.#runOne(block, ahead, row);
      if (failure) return [block.row.link.cloneNode(true), ` failed: ${failure}`];
    }
    return [chain.length === 1 ? `Block ${chain[0].number} has run.` : `${chain.length} blocks have run.`];
  }

  /** Run a block and return the error that it ended with, if any. */
  async #runOne(block, ahead, row) {
    const { source, number, isEdited } = block;
    const fold = { number: this.#folds.indexOf(block.fold), isFirst: this.#isFirstOfFold(block) };
    if (this.#ran.get(block) !== source || fold.isFirst) this.#forgetBelow(block);
    this.#ran.delete(block); // until it has come to its end: even a block that fails changes names
    this.#hasRunEdits ||= isEdited;
    let hasBegun = false;
    const tell = (progress) => {
      hasBegun ||= progress.begins;
      if (progress.begins) row.showRunning(number);
      else if (progress.printed) block.print(progress.printed);
      else if (progress.what) row.showLoading(progress);
    };
    try {
      block.begin();
      const request = { page: this.#page, fold, name: `<block ${number}>`, source, isEdited, ahead };
      const failure = block.show(await interpreter.run(request, tell), source);
      if (!failure) this.#ran.set(block, source);
      return failure;
    } catch (error) {
      if (hasBegun) block.showEnd(error.message);
      throw error;
    }
  }

  /** Blocks in a fold, such as solutions, count only for each other: the page goes its own way. */
  #chain(pressed) {
    if (this.#pythons !== interpreter.nEnded) this.#ran.clear();
    this.#pythons = interpreter.nEnded;
    const isAbove = (block) => block.number < pressed.number && (!block.fold || block.fold === pressed.fold);
    const above = this.blocks.filter(isAbove);
    const firstDue = above.findIndex((block) => !this.#isFresh(block));
    return [...(firstDue < 0 ? [] : above.slice(firstDue)), pressed];
  }

  get #folds() {
    return [...new Set([null, ...this.blocks.map((block) => block.fold)])];
  }

  #isFirstOfFold(block) {
    return block.fold !== null && block === this.blocks.find((other) => other.fold === block.fold);
  }

  #isFresh(block) {
    return this.#ran.get(block) === block.source;
  }

  /** What stands below, and needs this block, has run with something else above it. */
  #forgetBelow(block) {
    for (const below of this.blocks.slice(block.number)) {
      if (block.fold && below.fold !== block.fold) continue;
      if (this.#ran.delete(below)) below.row.note.textContent = "Has run with other code above.";
    }
  }
}
