/** The layers in which a training begins: as neuronlib's Dense draws them, or with the reader's own weights. */

import { layer } from "./network.js";
import { general } from "./numbers.js";

/**
 * Return the layers in which a training begins.
 * @param {any} data what the build hands over
 * @param {typeof import("./training-settings.js").START} settings
 */
export function startingLayers(data, settings) {
  return settings.weights ? layersOf(settings) : drawnLayers(data, settings);
}

/**
 * Return the layers; each takes its weights from the draws of a seed of its own.
 * @param {any} data what the build hands over
 * @param {{inputs: string[], units: number, second: number, activation: string, start: number}} settings
 */
function drawnLayers({ draws, gains }, settings) {
  const sizes = layerSizes(settings);
  return sizes.slice(1).map((size, depth) => {
    const activation = activationOf(settings, depth);
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

/** Return the layers with the reader's own weights and biases. */
export function layersOf(settings) {
  const numbers = [...settings.weights];
  const sizes = layerSizes(settings);
  return sizes.slice(1).map((size, depth) => ({
    weights: Array.from({ length: sizes[depth] }, () => numbers.splice(0, size)),
    biases: numbers.splice(0, size),
    activation: activationOf(settings, depth),
  }));
}

/** Return all numbers of a network: of each layer the weights, input by input, and then the biases. */
export function parametersOf(layers) {
  return layers.flatMap(({ weights, biases }) => [...weights.flat(), ...biases]);
}

/** Return a weight as readers see it: with four digits. */
export function asShown(weight) {
  return Number(general(weight, 4));
}

/** Return how many numbers a network with these settings has. */
export function nParameters(settings) {
  const sizes = layerSizes(settings);
  return sizes.slice(1).reduce((sum, size, depth) => sum + (sizes[depth] + 1) * size, 0);
}

function activationOf({ activation, second }, depth) {
  return depth === (second ? 2 : 1) ? "sigmoid" : activation;
}
