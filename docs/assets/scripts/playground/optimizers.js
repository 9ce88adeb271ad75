/** Four optimisers of neuronlib with the textbook's rates, on their way down the valley L = 0.1 θ₁² + 2 θ₂². */

export const N_STEPS = 40;
const START = [-5, -2];
const CURVATURES = [0.2, 4];
export const MOMENTUM = 0.5;
const [DECAY, BETA_1, BETA_2] = [0.9, 0.9, 0.999];
const [EPSILON, ADAM_EPSILON] = [1e-6, 1e-8];

/**
 * @typedef {object} Memory what an optimiser remembers after a step
 * @property {number[]} [carried] velocity, or mean slopes: where it has been going
 * @property {number[]} [divisors] what the next slopes are divided by
 * @typedef {{theta: number[], memory: Memory}} Place
 */

/** The rules: each has what it keeps of a parameter at the start; a step takes a slope, what is kept, and its own number. */
const RULES = {
  SGD: { rate: 0.4, kept: {}, step: (slope) => ({ change: slope, kept: {} }) },
  momentum: {
    rate: 0.6,
    kept: { carried: 0 },
    step: (slope, { carried }) => {
      const velocity = MOMENTUM * carried + slope;
      return { change: velocity, kept: { carried: velocity } };
    },
  },
  RMSProp: {
    rate: 0.4,
    kept: { square: 0, divisor: 0 },
    step: (slope, { square }) => {
      const next = mean(DECAY, square, slope ** 2);
      const divisor = Math.sqrt(next + EPSILON);
      return { change: slope / divisor, kept: { square: next, divisor } };
    },
  },
  Adam: {
    rate: 0.4,
    kept: { average: 0, square: 0, carried: 0, divisor: 0 },
    step: (slope, { average, square }, n) => {
      const kept = { average: mean(BETA_1, average, slope), square: mean(BETA_2, square, slope ** 2) };
      const carried = kept.average / (1 - BETA_1 ** n); // both means began at 0
      const divisor = Math.sqrt(kept.square / (1 - BETA_2 ** n)) + ADAM_EPSILON;
      return { change: carried / divisor, kept: { ...kept, carried, divisor } };
    },
  },
};

export const NAMES = Object.keys(RULES);

/** Return the learning rate of an optimiser. */
export function rateOf(name) {
  return RULES[name].rate;
}

/** Return where an optimiser is at the start and after each step, and what it remembers then. @returns {Place[]} */
export function walk(name) {
  const { rate, step, kept: nothing } = RULES[name];
  let kept = START.map(() => nothing);
  const places = [{ theta: START, memory: shown(kept) }];
  for (let n = 1; n <= N_STEPS; n++) {
    const { theta } = places[n - 1];
    const steps = theta.map((at, i) => step(CURVATURES[i] * at, kept[i], n));
    kept = steps.map((each) => each.kept);
    places.push({ theta: theta.map((at, i) => at - rate * steps[i].change), memory: shown(kept) });
  }
  return places;
}

/** Return how far from the lowest point, along each axis, the loss has reached a level. */
export function reachOf(level) {
  return CURVATURES.map((curvature) => Math.sqrt((2 * level) / curvature));
}

/** Return what a reader sees of what has been kept of each parameter. */
function shown(kept) {
  const all = (key) => (key in kept[0] ? kept.map((each) => each[key]) : undefined);
  return { carried: all("carried"), divisors: all("divisor") };
}

function mean(share, before, now) {
  return share * before + (1 - share) * now;
}
