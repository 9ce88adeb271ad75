/** A training run: a network, its examples, and the losses so far; the same numbers as neuronlib.fit. */

import { layer, loss, step } from "./network.js";

const DATA = new URL("../../playground.json", import.meta.url);

/** @type {Promise<any> | undefined} */
let data;

/** Fetch the library's examples and starting weights, once. */
export function loadData() {
  data ??= fetch(DATA).then((response) => response.json());
  return data;
}

export class Training {
  /**
   * @param {any} start examples and starting weights, as loaded
   * @param {{data: string, units: number, activation: string, rate: number}} settings
   */
  constructor(start, settings) {
    this.settings = { ...settings };
    this.examples = start.examples[settings.data];
    const hidden = start.hidden[settings.activation][settings.units - 1];
    const output = start.output[settings.units - 1];
    this.layers = [layer(hidden, settings.activation), layer(output, "sigmoid")];
    this.losses = [loss(this.layers, this.examples)];
    this.hasOverflowed = false;
  }

  get epochs() {
    return this.losses.length - 1;
  }

  get loss() {
    return this.losses[this.epochs];
  }

  /** Train for some epochs, or until the numbers overflow. */
  advance(epochs) {
    for (let i = 0; i < epochs && !this.hasOverflowed; i++) {
      const isFinite = step(this.layers, this.examples, this.settings.rate);
      const next = isFinite ? loss(this.layers, this.examples) : NaN;
      if (Number.isFinite(next)) this.losses.push(next);
      else this.hasOverflowed = true;
    }
  }
}
