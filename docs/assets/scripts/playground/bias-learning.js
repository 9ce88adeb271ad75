/** A neuron with the weight 0 that learns its bias alone: gradient descent on the squared error of one example. */

import { ACTIVATIONS } from "./activations.js";

export const N_STEPS = 100;

/** What the neuron shall learn with each activation, and the learning rate: the largest that is safe from every start. */
export const TASKS = {
  sigmoid: { target: 0.9, rate: 1 },
  tanh: { target: 0.9, rate: 1 },
  relu: { target: 1, rate: 0.1 },
  leaky_relu: { target: 1, rate: 0.1 },
};

/** Return the outputs before the first step and after each. */
export function outputs(activation, start) {
  const { value, slope } = ACTIVATIONS[activation];
  const { target, rate } = TASKS[activation];
  const all = [value(start)];
  let bias = start;
  for (let i = 0; i < N_STEPS; i++) {
    bias -= rate * 2 * (value(bias) - target) * slope(bias);
    all.push(value(bias));
  }
  return all;
}
