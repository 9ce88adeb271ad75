/** A training run: a network, its examples, and the losses so far, by the same formulas as neuronlib.fit. */

import { examplesOf, HELD_OUT, LEARNED } from "./examples.js";
import { Generator } from "./generator.js";
import { loss, stepped } from "./network.js";
import { startingLayers } from "./starting-weights.js";

export class Training {
  /**
   * @param {any} data what the build hands over
   * @param {typeof import("./training-settings.js").START} settings
   */
  constructor(data, settings) {
    this.settings = { ...settings };
    this.examples = examplesOf(data, settings, LEARNED);
    this.heldOut = examplesOf(data, settings, HELD_OUT);
    this.layers = startingLayers(data, settings);
    this.generator = new Generator(settings.start);
    this.losses = [loss(this.layers, this.examples)];
    this.heldOutLosses = [loss(this.layers, this.heldOut)];
    /** The epoch in which fit() raises, if it does. @type {number | undefined} */
    this.overflow = undefined;
  }

  get epochs() {
    return this.losses.length - 1;
  }

  /** Train for some epochs, or up to the last one whose loss can be computed. */
  advance(epochs) {
    for (let i = 0; i < epochs && !this.overflow; i++) {
      const layers = this.trainedOnce();
      const next = layers && loss(layers, this.examples);
      if (!layers) this.overflow = this.epochs + 1;
      else if (!Number.isFinite(next)) this.overflow = this.epochs + 2; // fit() meets the new weights an epoch later
      else {
        this.layers = layers;
        this.losses.push(next);
        this.heldOutLosses.push(loss(layers, this.heldOut));
      }
    }
  }

  /** Return the layers after one more epoch, undefined where a step cannot be represented. */
  trainedOnce() {
    const { rate, l2 } = this.settings;
    let { layers } = this;
    for (const batch of this.batches()) layers = layers && stepped(layers, batch, rate, l2);
    return layers;
  }

  /** Return the batches of the next epoch: all examples at once, or in an order of its own. */
  batches() {
    const { X, y } = this.examples;
    const size = this.settings.batch;
    if (size === "all") return [this.examples];
    const order = this.generator.permutation(X.length);
    return Array.from({ length: Math.ceil(X.length / size) }, (_, i) => {
      const rows = order.slice(size * i, size * (i + 1));
      return { X: rows.map((row) => X[row]), y: rows.map((row) => y[row]) };
    });
  }
}
