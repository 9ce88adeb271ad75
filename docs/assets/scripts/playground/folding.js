/** The hidden layer of Goodfellow's network for XOR: where it takes the plane, and the ways there. */

import { ACTIVATIONS } from "./activations.js";
import { every } from "./chart.js";

const SPACING = 1 / 8; // the lines bend where they meet x1 + x2 = 1

/** Return a place so far on the straight way from the inputs to the outputs of the hidden layer. */
export function moved(place, share) {
  const hidden = hiddenLayer(place);
  return place.map((c, i) => c + share * (hidden[i] - c));
}

/** Return the lines of the unit square's grid, moved as far. */
export function movedGrid(share) {
  const along = every(SPACING, 0, 1);
  const lines = every(2 * SPACING, 0, 1).flatMap((c) => [along.map((t) => [c, t]), along.map((t) => [t, c])]);
  return lines.map((line) => line.map((place) => moved(place, share)));
}

function hiddenLayer([x1, x2]) {
  const relu = ACTIVATIONS.relu.value;
  return [relu(x1 + x2), relu(x1 + x2 - 1)];
}
