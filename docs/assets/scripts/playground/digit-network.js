/** The network that the chapter on digits trains: what it makes of a picture, and which hidden units have a say in it. */

import { forward } from "./network.js";
import { softmax } from "./softmax.js";

const MOST_INK = 16; // in a pixel
const N_LOUDEST = 3;

/**
 * Return the probability of each digit, the digits from the most probable one on,
 * and the hidden units that add most to the score of the first.
 * @param {any[]} parameters weights and biases of the hidden layer, and those of the output layer
 * @param {number[]} pixels
 */
export function reading([weights, biases, outputWeights, outputBiases], pixels) {
  const inputs = pixels.map((ink) => ink / MOST_INK);
  const hidden = forward({ weights, biases, activation: "relu" }, inputs).outputs;
  const scores = forward({ weights: outputWeights, biases: outputBiases, activation: "identity" }, hidden).outputs;
  const probabilities = softmax(scores);
  const guesses = [...probabilities.keys()].sort((a, b) => probabilities[b] - probabilities[a]);
  const units = hidden.map((output, unit) => ({
    unit,
    adds: output * outputWeights[unit][guesses[0]],
    products: inputs.map((input, i) => input * weights[i][unit]),
  }));
  return { probabilities, guesses, loudest: units.sort((a, b) => b.adds - a.adds).slice(0, N_LOUDEST) };
}
