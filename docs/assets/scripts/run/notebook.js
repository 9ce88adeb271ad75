// @ts-check
/** A page as a notebook: which blocks have run with which code, and what has to run for the next one. */

import { Block } from "./block.js";
import { Ended, Interpreter } from "./interpreter.js";
import { announce } from "./announcer.js";

const interpreter = new Interpreter(); // one for all pages: it stays warm
let pages = 0;

export class Notebook {
  /** The code that each block has run with, in the Python that is there now. @type {Map<Block, string>} */
  #ran = new Map();
  #runs = Promise.resolve();
  #isBusy = false;
  #stops = 0;
  #page = (pages += 1);

  /** @param {Element[]} elements the Python blocks of the page, each with its row of buttons */
  constructor(elements) {
    this.blocks = elements.map((element, index) => new Block(element, index + 1));
    for (const block of this.blocks) {
      block.row.stop.addEventListener("click", () => this.stop());
      block.row.reset.addEventListener("click", () => this.reset(block));
    }
  }

  /** Run a block, after those above that have not run with the code that they have now; one press after the other. */
  run(index) {
    const block = this.blocks[index];
    const stops = this.#stops;
    if (this.#isBusy) block.row.say("Waits for the block that runs.");
    const run = this.#runs.then(() => (stops === this.#stops ? this.#run(block) : block.row.clear()));
    this.#runs = run.catch(() => {});
    return run;
  }

  /** Open the editor of a block. */
  edit(index) {
    return this.blocks[index].edit(() => this.run(index));
  }

  /** Bring back the code, the output and the figure of the page. */
  reset(block) {
    block.reset();
    announce(`Block ${block.number} is as it was.`);
  }

  /** End whatever runs, and what waits for it. */
  stop() {
    this.#stops += 1;
    interpreter.stop("Stopped.");
  }

  /** Forget the page; its Python is kept warm for the next one, unless it is still busy. */
  leave() {
    if (this.#isBusy) this.stop();
  }

  /** @param {Block} pressed */
  async #run(pressed) {
    const { row } = pressed;
    this.#isBusy = true;
    row.begin();
    try {
      row.end(await this.#runAll(this.#chain(pressed), row));
    } catch (error) {
      if (!(error instanceof Ended)) throw error;
      this.#ran.clear();
      row.end(`${error.message} The next Run starts Python anew.`);
    } finally {
      this.#isBusy = false;
    }
  }

  /** Run blocks until one fails, and return what to say at the end. */
  async #runAll(chain, row) {
    const ahead = chain.map((block) => block.source);
    for (const block of chain) {
      const { source, number } = block;
      const request = { page: this.#page, name: `<block ${number}>`, source, ahead };
      const result = await interpreter.run(request, (share) =>
        share < 1 ? row.showLoading(share) : row.showRunning(number),
      );
      const failure = block.show(result);
      if (failure) return `Block ${number} failed: ${failure}`;
      if (this.#ran.get(block) !== source) this.#forgetBelow(block);
      this.#ran.set(block, source);
    }
    return chain.length === 1 ? `Block ${chain[0].number} has run.` : `${chain.length} blocks have run.`;
  }

  /** Blocks in a fold, such as solutions, count only for each other: the page above them goes its own way. */
  #chain(pressed) {
    const isAbove = (block) => block.number < pressed.number && (!block.fold || block.fold === pressed.fold);
    const above = this.blocks.filter(isAbove);
    const firstDue = above.findIndex((block) => !this.#isFresh(block));
    return [...(firstDue < 0 ? [] : above.slice(firstDue)), pressed];
  }

  #isFresh(block) {
    return this.#ran.get(block) === block.source;
  }

  /** What stands below has run with something else above it. */
  #forgetBelow(block) {
    for (const below of this.blocks.slice(this.blocks.indexOf(block) + 1)) this.#ran.delete(below);
  }
}
