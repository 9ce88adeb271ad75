// @ts-check
/** What a block prints while it runs. */

import { ownOutput } from "./results.js";

const DELAY = 100; // milliseconds: what is over sooner is shown at once, with its figures

export class LiveOutput {
  text = "";
  #timer = 0;
  /** @type {HTMLElement | undefined} */
  #code;

  /** @param {(output: Element) => void} place puts the output below the code */
  constructor(place) {
    this.place = place;
  }

  /** @param {string} text that has just been printed */
  add(text) {
    this.text += text;
    this.#timer ||= setTimeout(() => this.#show(), DELAY);
  }

  /** Show nothing any more: something else takes its place. */
  end() {
    clearTimeout(this.#timer);
  }

  /** Show what there is; who has not scrolled back sees the end. */
  #show() {
    this.#timer = 0;
    if (!this.#code) {
      const output = ownOutput("", false);
      this.place(output);
      this.#code = output.querySelector("code");
    }
    const { scrollTop, clientHeight, scrollHeight } = this.#code;
    this.#code.textContent = this.text;
    if (scrollTop + clientHeight > scrollHeight - 2) this.#code.scrollTop = this.#code.scrollHeight;
  }
}
