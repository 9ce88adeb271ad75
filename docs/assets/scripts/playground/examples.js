/** The examples of a training, to learn from or held out, as neuronlib makes them from a seed. */

import { inputsOf } from "./features.js";
import { Generator } from "./generator.js";

const N_SAMPLES = 100;
const CHINSTRAP = 1; // as the library numbers the species

/** Seeds of the library's generators. */
export const [LEARNED, HELD_OUT] = [0, 1];

/**
 * Return the points of a data set, what the network gets of each, and their labels.
 * @param {any} data what the build hands over
 * @param {{data: string, noise: number | "usual", inputs: string[]}} settings
 * @param {number} seed
 */
export function examplesOf(data, settings, seed) {
  const { points, y } = settings.data === "penguins" ? beaks(data, seed) : pattern(data, settings, seed);
  return { points, y, X: points.map((point) => inputsOf(settings.inputs, point)) };
}

/** Return a pattern in the order of this seed, with the noise of this seed. */
function pattern({ patterns, normals }, { data, noise }, seed) {
  const [X, y, usual] = patterns[data]; // in the order of the first seed
  const known = new Generator(LEARNED).permutation(N_SAMPLES);
  const rows = new Generator(seed).permutation(N_SAMPLES).map((place) => known.indexOf(place));
  const scale = noise === "usual" ? usual : noise;
  const points = rows.map((row, i) => X[row].map((c, k) => c + scale * normals[seed][i][k]));
  return { points, y: rows.map((row) => y[row]) };
}

/** Return a hundred beaks, standardised, and whether each is a Chinstrap's. */
function beaks({ penguins: { X, y, mean, spread } }, seed) {
  const chosen = new Generator(LEARNED).permutation(X.length).slice(N_SAMPLES * seed, N_SAMPLES * (seed + 1));
  const points = chosen.map((bird) => X[bird].map((c, k) => (c - mean[k]) / spread[k]));
  return { points, y: chosen.map((bird) => Number(y[bird] === CHINSTRAP)) };
}
