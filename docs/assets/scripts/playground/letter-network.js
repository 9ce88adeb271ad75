/** The network that the chapter on letters trains: what it expects after three of them, and the names that it makes. */

import { answers } from "./network.js";
import { softmax } from "./softmax.js";

const MEMORY = 3; // letters
const DOT = 0; // the number of what begins and ends a name
const MOST_LETTERS = 12; // of a name, which an untrained network would hardly end

/**
 * Return the probability of each letter to be the next one.
 * @param {any[]} parameters the table of the letters, then weights and biases of the hidden layer and of the output layer
 * @param {number[]} context the letters before it, as rows of the table
 * @param {number} temperature by which the scores are divided
 */
export function probabilities([table, weights, biases, outputWeights, outputBiases], context, temperature) {
  const layers = [
    { weights, biases, activation: "tanh" },
    { weights: outputWeights, biases: outputBiases, activation: "identity" },
  ];
  const scores = answers(layers, context.flatMap((letter) => table[letter])).at(-1);
  return softmax(scores.map((score) => score / temperature));
}

/** Return so many names, drawn letter after letter. @param {import("./generator.js").Generator} generator */
export function makeNames(n, parameters, letters, generator, temperature) {
  const draw = (context) => drawn(probabilities(parameters, context, temperature), generator.random());
  return Array.from({ length: n }, () => nameFrom(draw).map((letter) => letters[letter]).join(""));
}

/** Return the letters of a name, each drawn after those before it. */
function nameFrom(draw) {
  const places = Array(MEMORY).fill(DOT);
  while (places.length < MEMORY + MOST_LETTERS) {
    const next = draw(places.slice(-MEMORY));
    if (next === DOT) break;
    places.push(next);
  }
  return places.slice(MEMORY);
}

/** Return the first letter at which the probabilities, added up, reach a share. */
function drawn(shares, share) {
  let sum = 0;
  const found = shares.findIndex((each) => (sum += each) >= share);
  return found < 0 ? shares.length - 1 : found; // rounding may leave the sum below 1
}
