/** The settings of the training playground: what the menus offer, what an address may hold, and where it begins. */

import { ACTIVATIONS } from "./activations.js";
import { choice } from "./address.js";

export const MENUS = {
  data: { name: "data set", values: ["blobs", "moons", "circles", "xor", "spirals"] },
  units: { name: "hidden units", values: [1, 2, 3, 4, 5, 6, 7, 8] },
  activation: { name: "activation", values: Object.keys(ACTIVATIONS) },
  rate: { name: "learning rate", values: [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30] },
};
export const FIELDS = Object.fromEntries(Object.entries(MENUS).map(([key, { values }]) => [key, choice(values)]));
export const START = { data: "moons", units: 4, activation: "tanh", rate: 1 };
