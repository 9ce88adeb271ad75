/** A training run: a network, its examples, and the losses so far, by the same formulas as neuronlib.fit. */

import { layer, loss, stepped } from "./network.js";

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
    /** The epoch in which fit() raises, if it does. @type {number | undefined} */
    this.overflow = undefined;
  }

  get epochs() {
    return this.losses.length - 1;
  }

  get loss() {
    return this.losses[this.epochs];
  }

  /** Train for some epochs, or up to the last one whose loss can be computed. */
  advance(epochs) {
    for (let i = 0; i < epochs && !this.overflow; i++) {
      const layers = stepped(this.layers, this.examples, this.settings.rate);
      const next = layers && loss(layers, this.examples);
      if (!layers) this.overflow = this.epochs + 1;
      else if (!Number.isFinite(next)) this.overflow = this.epochs + 2; // fit() meets the new weights an epoch later
      else {
        this.layers = layers;
        this.losses.push(next);
      }
    }
  }
}
