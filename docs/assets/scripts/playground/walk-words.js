/** What each step of a walk back through the network has computed, in words and numbers. */

import { INPUTS, LAYERS, SPECIES, UNITS } from "./bird-network.js";
import { factor, short } from "./numbers.js";
import { told } from "./walk-drawing.js";

/** Return the sentence of each step. */
export function sentences(walk) {
  return [forward(walk), errors(walk), lastWeights(walk), added(walk, 0), added(walk, 1), bent(walk), firstWeights(walk)];
}

function forward({ p, target, loss }) {
  const truth = target.indexOf(1);
  const own = `the bird's own species, ${SPECIES[truth]}, the probability p = ${told(p[truth])}`;
  return `Forward: the network gives ${own}. The loss, −ln p, is ${told(loss)}.`;
}

function errors({ p, target, errors }) {
  const each = SPECIES.map((name, k) => `${name} ${told(p[k])} − ${target[k]} = ${told(errors[k])}`);
  const meaning = "A score with a positive error should fall, one with a negative error should rise.";
  return `The error of each score is p − t: ${listed(each)}. ${meaning}`;
}

function lastWeights({ errors, a, slopes }) {
  const from = UNITS.map((name, i) => `from “${name}” ${listed(slopes[1][i].map(told))}`);
  const rule = "The slope for a weight into a score is the error of the score times the weight's input.";
  const example = `“${UNITS[0]}” to ${SPECIES[1]}: ${product(told(errors[1]), told(a[0]))} = ${told(slopes[1][0][1])}`;
  return `${rule} ${example}. From top to bottom, ${from.join("; ")}.`;
}

function added({ errors, shares, sums }, i) {
  const products = LAYERS[1].weights[i].map((weight, k) => product(short(weight), factor(told(errors[k]))));
  const added = `${sum(products)} = ${sum(shares[i].map(told))} = ${told(sums[i])}`;
  return `The slope at “${UNITS[i]}” adds up what comes back over its three arrows, weight times error: ${added}.`;
}

function bent({ sums, a, bends, behind }) {
  const each = UNITS.map((name, i) => `“${name}” ${product(told(sums[i]), told(bends[i]))} = ${told(behind[i])}`);
  const slopes = UNITS.map((_, i) => `${product(told(a[i]), `(1 − ${told(a[i])})`)}`);
  return `Back through the sigmoid, each slope is multiplied by a(1 − a), here ${slopes.join(" and ")}: ${listed(each)}.`;
}

function firstWeights({ behind, x, slopes }) {
  const each = UNITS.flatMap((unit, j) =>
    INPUTS.map((name, i) => `${name} to “${unit}” ${product(told(behind[j]), factor(short(x[i])))} = ${told(slopes[0][i][j])}`),
  );
  return `The slope for a first weight is the slope at z times the weight's input: ${listed(each)}. Now every weight has its slope.`;
}

/** Return two factors that stay on one line. */
function product(one, other) {
  return `${one}\u00a0·\u00a0${other}`;
}

/** Return a sum in which a negative term is subtracted. */
function sum(terms) {
  return terms.join(" + ").replaceAll("+ −", "− ");
}

function listed(parts) {
  return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
