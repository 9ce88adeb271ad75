/** The activations of neuronlib with their derivatives, by the same formulas as in neuronlib/activations.py. */

import { erfc } from "./error-function.js";

const LEAKY_SLOPE = 0.01;

/** What stands for a probability of 0 where something is divided by it: the smallest normal float64. */
export const SMALLEST = 2 ** -1022;

const { abs, exp, expm1, log1p, max, min, sqrt, PI } = Math;

/**
 * @typedef {object} Activation
 * @property {(z: number) => number} value
 * @property {(z: number) => number} slope the derivative
 * @property {(output: number) => number} [slopeFromOutput] the derivative on the way back, where it is another
 */

/** @type {Record<string, Activation>} */
export const ACTIVATIONS = {
  identity: { value: (z) => z, slope: () => 1 },
  step: { value: positive, slope: () => 0 },
  sigmoid: { value: sigmoid, slope: sigmoidSlope, slopeFromOutput: sigmoidSlopeFromOutput },
  tanh: { value: Math.tanh, slope: tanhSlope },
  relu: { value: (z) => max(z, 0), slope: positive },
  leaky_relu: { value: (z) => max(LEAKY_SLOPE * z, z), slope: (z) => (z > 0 ? 1 : LEAKY_SLOPE) },
  elu: { value: (z) => (z > 0 ? z : expm1(z)), slope: (z) => exp(min(z, 0)) },
  softplus: { value: (z) => max(z, 0) + log1p(exp(-abs(z))), slope: sigmoid },
  silu: { value: (z) => z * sigmoid(z), slope: (z) => sigmoid(z) * (1 + z * sigmoid(-z)) },
  gelu: { value: (z) => z * normalCdf(z), slope: geluSlope },
};

/**
 * Return the z at which an activation passes one half; every one of them does so exactly once.
 * @param {Activation} activation
 */
export function halfway(activation) {
  let [low, high] = [-1, 1];
  while (high - low > 1e-15) {
    const middle = (low + high) / 2;
    if (activation.value(middle) > 0.5) high = middle;
    else low = middle;
  }
  return high;
}

function positive(z) {
  return z > 0 ? 1 : 0;
}

function sigmoid(z) {
  const e = exp(-abs(z)); // in (0, 1], whatever the sign of z
  return (z >= 0 ? 1 : e) / (1 + e);
}

function sigmoidSlope(z) {
  const e = exp(-abs(z));
  return e / (1 + e) ** 2;
}

/** Return a (1 − a) of the rounded output: the loss divides by a or 1 − a, and only rounded alike do they cancel. */
function sigmoidSlopeFromOutput(a) {
  return max(a, SMALLEST) * max(1 - a, SMALLEST);
}

function tanhSlope(z) {
  const e = exp(-abs(z)) ** 2;
  return (4 * e) / (1 + e) ** 2;
}

function normalCdf(z) {
  return erfc(-z / sqrt(2)) / 2;
}

function geluSlope(z) {
  const clipped = max(-40, min(40, z)); // beyond, the density is 0
  return normalCdf(z) + (clipped * exp(-(clipped ** 2) / 2)) / sqrt(2 * PI);
}
