/** The complementary error function, which GELU needs and browsers do not have. */

const SERIES_LIMIT = 2;
const CONTINUED_FRACTION_DEPTH = 120;

/** Return erfc(x) to about fourteen digits, in both tails. */
export function erfc(x) {
  if (x < 0) return 2 - erfc(-x);
  return x < SERIES_LIMIT ? 1 - erfBySeries(x) : erfcByContinuedFraction(x);
}

/** Return erf(x) = 2/√π e^(−x²) Σ 2ⁿ x^(2n+1) / (1·3·…·(2n+1)), a sum without cancellation. */
function erfBySeries(x) {
  let term = x;
  let sum = x;
  for (let n = 1; term > sum * Number.EPSILON; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** Return erfc(x) = e^(−x²)/√π · 1/(x + ½/(x + 1/(x + 1½/(x + …)))), for x well above 0. */
function erfcByContinuedFraction(x) {
  let rest = x;
  for (let n = CONTINUED_FRACTION_DEPTH; n > 0; n--) rest = x + n / 2 / rest;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * rest);
}
