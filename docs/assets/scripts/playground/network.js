/** Dense layers: what neuronlib's Network computes forwards and backwards, and gradient descent on it. */

import { ACTIVATIONS, SMALLEST } from "./activations.js";

const LOG_OF_ZERO = Math.log(Number.MIN_VALUE); // what the loss takes for the logarithm of 0

/**
 * @typedef {object} Layer
 * @property {number[][]} weights one row an input, one column a neuron
 * @property {number[]} biases
 * @property {string} activation
 */

/** Return a layer with a copy of these weights, and biases of 0. @returns {Layer} */
export function layer(weights, activation) {
  return { weights: structuredClone(weights), biases: weights[0].map(() => 0), activation };
}

/** Return what each layer of a network answers for one example. */
export function answers(layers, x) {
  const found = [];
  for (const each of layers) found.push(forward(each, found.at(-1) ?? x).outputs);
  return found;
}

/** Return the single output of a network for one example. */
export function answer(layers, x) {
  return answers(layers, x).at(-1)[0];
}

/** Return the mean binary cross-entropy over all examples; NaN where a sum overflows. */
export function loss(layers, { X, y }) {
  const costs = X.map((x, i) => {
    const p = answer(layers, x);
    return y[i] ? -log(p) : -logOfComplement(p);
  });
  return costs.reduce((sum, cost) => sum + cost, 0) / X.length;
}

/** Return the class that the answer stands for: 1, a triangle, above one half. */
export function classOf(layers, x) {
  return answer(layers, x) > 0.5 ? 1 : 0;
}

/**
 * Return the layers after one step of gradient descent on some examples; l2 is the price of large weights.
 * They are undefined where neuronlib refuses the step: a gradient or a new parameter is not finite.
 * @returns {Layer[] | undefined}
 */
export function stepped(layers, { X, y }, rate, l2 = 0) {
  const gradients = layers.map(noGradients);
  X.forEach((x, i) => addGradients(gradients, layers, x, y[i], X.length));
  const next = layers.map(({ weights, biases, activation }, k) => ({
    weights: weights.map((row, i) => lowered(row, gradients[k].weights[i], rate, l2)),
    biases: lowered(biases, gradients[k].biases, rate, 0),
    activation,
  }));
  const numbers = next.map(({ weights, biases }) => [weights, biases]).flat(3);
  return numbers.every(Number.isFinite) ? next : undefined;
}

/** Go forward and back with one example, and add its part of the mean's gradient. */
function addGradients(gradients, layers, x, target, n) {
  const passes = [];
  let inputs = x;
  for (const each of layers) {
    const pass = forward(each, inputs);
    passes.push({ inputs, ...pass });
    inputs = pass.outputs;
  }
  const [p] = inputs;
  let gradient = [((1 - target) / Math.max(1 - p, SMALLEST) - target / Math.max(p, SMALLEST)) / n];
  for (let k = layers.length - 1; k >= 0; k--) gradient = backward(layers[k], passes[k], gradient, gradients[k]);
}

/** Return gradients of 0 for a layer, to which others are added. */
export function noGradients({ weights, biases }) {
  return { weights: weights.map((row) => row.map(() => 0)), biases: biases.map(() => 0) };
}

/** Return the sums z of a layer and its outputs. */
export function forward({ weights, biases, activation }, inputs) {
  const { value } = ACTIVATIONS[activation];
  const z = biases.map((bias, j) => {
    let sum = 0;
    for (let i = 0; i < inputs.length; i++) sum += inputs[i] * weights[i][j]; // the innermost loop of a training
    return sum + bias;
  });
  return { z, outputs: z.map((at) => (Number.isFinite(at) ? value(at) : NaN)) }; // neuronlib refuses an overflow
}

/** Add the gradients of a layer; return the gradient for its inputs. */
export function backward({ weights, activation }, { inputs, z, outputs }, gradient, sums) {
  const { slope, slopeFromOutput } = ACTIVATIONS[activation];
  const byZ = z.map((at, j) => gradient[j] * (slopeFromOutput ? slopeFromOutput(outputs[j]) : slope(at)));
  byZ.forEach((slope, j) => {
    sums.biases[j] += slope;
    inputs.forEach((input, i) => (sums.weights[i][j] += input * slope));
  });
  return weights.map((row) => {
    let sum = 0;
    for (let j = 0; j < byZ.length; j++) sum += byZ[j] * row[j];
    return sum;
  });
}

function lowered(parameters, gradients, rate, price) {
  return parameters.map((parameter, i) => parameter - rate * (gradients[i] + price * parameter));
}

function log(p) {
  return p === 0 ? LOG_OF_ZERO : Math.log(p);
}

function logOfComplement(p) {
  return p === 1 ? LOG_OF_ZERO : Math.log1p(-p);
}
