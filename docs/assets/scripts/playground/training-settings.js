/** The settings of the training playground: what the controls offer, what an address may hold, and where it begins. */

import { ACTIVATIONS } from "./activations.js";
import { anyNumbers, choice, several } from "./address.js";
import { FEATURES } from "./features.js";
import { nParameters } from "./starting-weights.js";

export const MENUS = {
  data: { name: "data set", values: ["blobs", "moons", "circles", "xor", "spirals", "penguins"] },
  units: { name: "hidden units", values: [1, 2, 3, 4, 5, 6, 7, 8] },
  activation: { name: "activation", values: Object.keys(ACTIVATIONS) },
  rate: { name: "learning rate", values: [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30] },
};
export const MORE_MENUS = {
  second: { name: "second hidden layer", values: [0, 1, 2, 3, 4, 5, 6, 7, 8] },
  batch: { name: "batch size", values: ["all", 1, 5, 10, 25, 50] },
  l2: { name: "price of weights, L2", values: [0, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1] },
  noise: { name: "noise", values: ["usual", 0, 0.05, 0.1, 0.2, 0.3, 0.5] },
  start: { name: "starting weights", values: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] },
  heldout: { name: "held-out points", values: ["hidden", "shown"] },
  shading: { name: "colour shows", values: ["side", "confidence"] },
  speed: { name: "epochs a picture", values: [1, 2, 5, 20, 100] },
};
/** What changes the view of a training, and not the training. */
export const VIEW = ["heldout", "shading", "speed"];
/** What makes another network, for which the reader's own weights are none. */
const SHAPE = ["units", "second", "inputs", "start"];
export const INPUTS = { name: "inputs", choices: Object.fromEntries(Object.entries(FEATURES).map(([key, { name }]) => [key, name])) };
const MENU_FIELDS = Object.entries({ ...MENUS, ...MORE_MENUS }).map(([key, { values }]) => [key, choice(values)]);
export const LARGEST_WEIGHT = 1000;
export const FIELDS = {
  ...Object.fromEntries(MENU_FIELDS),
  inputs: several(Object.keys(FEATURES)),
  weights: anyNumbers(LARGEST_WEIGHT),
};
export const START = {
  data: "moons",
  units: 4,
  activation: "tanh",
  rate: 1,
  second: 0,
  batch: "all",
  l2: 0,
  noise: "usual",
  start: 0,
  heldout: "hidden",
  shading: "side",
  speed: 2,
  inputs: ["x1", "x2"],
  /** The reader's own weights, if there are some. @type {number[] | undefined} */
  weights: undefined,
};
/** With these, two spirals are told apart within a minute. */
export const FOR_SPIRALS = { units: 8, second: 0, activation: "tanh", rate: 1, batch: 10, inputs: Object.keys(FEATURES) };

/** Return settings after some changes, as agreeing() does; another network has no weights of the reader's own. */
export function changed(settings, changes) {
  const isOtherNetwork = SHAPE.some((key) => key in changes);
  return agreeing({ ...settings, weights: isOtherNetwork ? undefined : settings.weights, ...changes });
}

/** Return settings that go together, and a sentence for each that does not. */
export function agreeing(settings) {
  const { data, noise, weights } = settings;
  const problems = [];
  const agreed = { ...settings };
  if (data === "penguins" && noise !== START.noise) {
    problems.push(`Penguins are measured: “noise” stays ${START.noise} for them, and ${noise} is not used.`);
    agreed.noise = START.noise;
  }
  const wanted = nParameters(settings);
  if (weights && weights.length !== wanted) {
    problems.push(`This network has ${wanted} weights and biases; the ${weights.length} of “weights” are not used.`);
    agreed.weights = undefined;
  }
  return { settings: agreed, problems };
}
