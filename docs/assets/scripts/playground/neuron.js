/** One neuron: what neuronlib's Neuron computes, and how it explains it. */

import { ACTIVATIONS } from "./activations.js";
import { general } from "./numbers.js";

/**
 * @typedef {object} Neuron
 * @property {number[]} weights
 * @property {number} bias
 * @property {string} activation its name
 */

/** Return products, dot product, preactivation and output for one example. */
export function evaluate(neuron, x) {
  const products = neuron.weights.map((weight, i) => weight * x[i]);
  const dot = products.reduce((sum, product) => sum + product, 0);
  const preactivation = dot + neuron.bias;
  return { products, dot, preactivation, output: ACTIVATIONS[neuron.activation].value(preactivation) };
}

/** Return the three steps with the numbers plugged in, as str(neuron.explain(x)) has them. */
export function explain(neuron, x) {
  const { dot, preactivation, output } = evaluate(neuron, x);
  const name = neuron.activation;
  const width = "apply ".length + Math.max(name.length, "product".length);
  const products = neuron.weights.map((weight, i) => `${factor(weight)}*${factor(x[i])}`).join(" + ");
  const [sum, z] = [sixDigits(dot), sixDigits(preactivation)];
  return [
    `1. ${"dot product".padEnd(width)}   ${products} = ${sum}`,
    `2. ${"add the bias".padEnd(width)}   ${sum} + ${factor(neuron.bias)} = ${z}`,
    `3. ${`apply ${name}`.padEnd(width)}   ${name}(${z}) = ${sixDigits(output)}`,
  ].join("\n");
}

/** Return the class that the neuron's answer stands for: 1, a triangle, above one half. */
export function classOf(neuron, x) {
  return evaluate(neuron, x).output > 0.5 ? 1 : 0;
}

function sixDigits(value) {
  return general(value, 6);
}

/** Return a number, in parentheses where a sign would stand next to another one. */
function factor(value) {
  const text = sixDigits(value);
  return text.startsWith("-") ? `(${text})` : text;
}
