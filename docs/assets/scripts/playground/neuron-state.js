/** The state of the neuron playground: where it begins, what an address may hold, and what it means. */

import { ACTIVATIONS } from "./activations.js";
import { choice, numbers } from "./address.js";

export const REACH = 3;
export const LIMIT = 1000;
export const START = {
  x: [-1, 2],
  weights: [3, -2],
  bias: [1],
  activation: "sigmoid",
  circles: [-2, 1.25, -1.5, 0.25, -0.5, 1.5, 0.5, 1, 0.75, 2.25],
  triangles: [0.75, -1.5, 2, 0.5, 1, -0.25, 2.25, -0.75, -1.5, -1.5],
};
export const FIELDS = {
  x: numbers(2, LIMIT),
  weights: numbers(2, LIMIT),
  bias: numbers(1, LIMIT),
  activation: choice(Object.keys(ACTIVATIONS)),
  circles: numbers(START.circles.length, REACH),
  triangles: numbers(START.triangles.length, REACH),
};
export const N_CIRCLES = START.circles.length / 2;
export const N_POINTS = N_CIRCLES + START.triangles.length / 2;
export const NUMBERS = [
  { key: "x", index: 0, symbol: "x₁", name: "input x1" },
  { key: "x", index: 1, symbol: "x₂", name: "input x2" },
  { key: "weights", index: 0, symbol: "w₁", name: "weight w1" },
  { key: "weights", index: 1, symbol: "w₂", name: "weight w2" },
  { key: "bias", index: 0, symbol: "b", name: "bias b" },
];

/** Return the neuron, its example, and the points with their labels. */
export function readState({ x, weights, bias, activation, circles, triangles }) {
  const flat = [...circles, ...triangles];
  return {
    neuron: { weights, bias: bias[0], activation },
    x,
    points: Array.from({ length: N_POINTS }, (_, i) => flat.slice(2 * i, 2 * i + 2)),
    labels: Array.from({ length: N_POINTS }, (_, i) => Number(i >= N_CIRCLES)),
  };
}
