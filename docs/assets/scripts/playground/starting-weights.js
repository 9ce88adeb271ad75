/** The layers in which a training begins, as neuronlib's Dense draws them. */

import { layer } from "./network.js";

/**
 * Return the layers; each takes its weights from the draws of a seed of its own.
 * @param {any} data what the build hands over
 * @param {{inputs: string[], units: number, second: number, activation: string, start: number}} settings
 */
export function startingLayers({ draws, gains }, settings) {
  const sizes = layerSizes(settings);
  return sizes.slice(1).map((size, depth) => {
    const activation = depth === sizes.length - 2 ? "sigmoid" : settings.activation;
    const spread = Math.sqrt(gains[activation] / sizes[depth]);
    const numbers = draws[settings.start + depth];
    const rows = Array.from({ length: sizes[depth] }, (_, i) => numbers.slice(size * i, size * (i + 1)));
    return layer(rows.map((row) => row.map((draw) => spread * draw)), activation);
  });
}

/** Return how many numbers go into the first layer and come out of each. */
export function layerSizes({ inputs, units, second }) {
  return [inputs.length, units, ...(second ? [second] : []), 1];
}
