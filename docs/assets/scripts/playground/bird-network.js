/** The five neurons that tell three species apart, forward and back for one bird. */

import { backward, forward, noGradients } from "./network.js";
import { softmax } from "./softmax.js";

export const SPECIES = ["Adélie", "Chinstrap", "Gentoo"];
export const UNITS = ["long?", "deep?"];
export const INPUTS = ["length", "depth"];

/** @type {import("./network.js").Layer[]} */
export const LAYERS = [
  { weights: [[1, 0], [0, 2]], biases: [0, 0], activation: "sigmoid" },
  { weights: [[-6, 6, 6], [6, 6, -6]], biases: [0, -6, 0], activation: "identity" },
];

/**
 * Return all that is computed for a bird on the way forward, and for its species on the way back.
 * @param {number[]} x millimetres of length and depth above the marks
 * @param {number} truth index of its species
 */
export function passes(x, truth) {
  const [first, second] = LAYERS;
  const hidden = forward(first, x);
  const scores = forward(second, hidden.outputs);
  const p = softmax(scores.outputs);
  const target = p.map((_, k) => Number(k === truth));
  const errors = p.map((probability, k) => probability - target[k]);
  const gradients = LAYERS.map(noGradients);
  const sums = backward(second, { inputs: hidden.outputs, ...scores }, errors, gradients[1]);
  backward(first, { inputs: x, ...hidden }, sums, gradients[0]);
  return {
    x,
    a: hidden.outputs,
    p,
    loss: -Math.log(p[truth]),
    target,
    errors,
    /** What each score hands back to each hidden unit, and their sums. */
    shares: second.weights.map((row) => row.map((weight, k) => weight * errors[k])),
    sums,
    /** The slopes of the sigmoids, and of the loss with respect to what goes into them. */
    bends: hidden.outputs.map((a) => a * (1 - a)),
    behind: gradients[0].biases,
    /** The slopes for the weights of both layers. */
    slopes: gradients.map(({ weights }) => weights),
  };
}
