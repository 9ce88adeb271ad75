/** The inputs that a network may get of a point of the plane, by the same formulas as in the copied Python. */

const { PI, sin } = Math;

/**
 * @typedef {object} Feature
 * @property {string} name as readers see it
 * @property {string} symbol as it fits into a circle
 * @property {string} python
 * @property {(point: number[]) => number} of
 */

/** @type {Record<string, Feature>} */
export const FEATURES = {
  x1: { name: "x₁", symbol: "x₁", python: "x1", of: ([x1]) => x1 },
  x2: { name: "x₂", symbol: "x₂", python: "x2", of: ([, x2]) => x2 },
  square1: { name: "x₁²", symbol: "x₁²", python: "x1 * x1", of: ([x1]) => x1 * x1 },
  square2: { name: "x₂²", symbol: "x₂²", python: "x2 * x2", of: ([, x2]) => x2 * x2 },
  product: { name: "x₁x₂", symbol: "x₁x₂", python: "x1 * x2", of: ([x1, x2]) => x1 * x2 },
  sine1: { name: "sin πx₁", symbol: "sin₁", python: "np.sin(np.pi * x1)", of: ([x1]) => sin(PI * x1) },
  sine2: { name: "sin πx₂", symbol: "sin₂", python: "np.sin(np.pi * x2)", of: ([, x2]) => sin(PI * x2) },
};

/** Return the inputs with these names of a point. */
export function inputsOf(names, point) {
  return names.map((name) => FEATURES[name].of(point));
}
