/** What every unit of a network answers at the points of a grid over the plane. */

import { answers } from "./network.js";

export const GRID = 61;

/** Return the points of the grid, row by row from the upper left. */
export function gridPoints(reach) {
  const spacing = (2 * reach) / (GRID - 1);
  return Array.from({ length: GRID * GRID }, (_, i) => [
    (i % GRID) * spacing - reach,
    reach - Math.floor(i / GRID) * spacing,
  ]);
}

/**
 * Return the answers of each unit, layer by layer.
 * @param {import("./network.js").Layer[]} layers
 * @param {number[][]} inputs of the network at the points of the grid
 * @returns {Float64Array[][]}
 */
export function responses(layers, inputs) {
  const found = layers.map(({ biases }) => biases.map(() => new Float64Array(inputs.length)));
  inputs.forEach((x, i) => {
    answers(layers, x).forEach((outputs, depth) => outputs.forEach((output, unit) => (found[depth][unit][i] = output)));
  });
  return found;
}
