/** The operations of a computation graph: the number of each, its local derivatives, and how both are written. */

import { factor } from "./numbers.js";

/**
 * An operation computes a number y from its operands, and returns the local derivative for each of them.
 * @typedef {object} Operation
 * @property {string} name
 * @property {(...operands: number[]) => number} compute
 * @property {(y: number, ...operands: number[]) => number[]} locals
 * @property {(...texts: string[]) => string} write
 */

/** @type {Record<string, Operation>} */
export const OPERATIONS = {
  "+": { name: "plus", compute: (a, b) => a + b, locals: () => [1, 1], write: (a, b) => `${a} + ${factor(b)}` },
  "-": { name: "minus", compute: (a, b) => a - b, locals: () => [1, -1], write: (a, b) => `${a} − ${factor(b)}` },
  "*": { name: "times", compute: (a, b) => a * b, locals: (_, a, b) => [b, a], write: (a, b) => `${a} · ${factor(b)}` },
  "/": { name: "over", compute: (a, b) => a / b, locals: (y, a, b) => [1 / b, -y / b], write: (a, b) => `${a} / ${factor(b)}` },
  negative: { name: "minus", compute: (a) => -a, locals: () => [-1], write: (a) => `−${factor(a)}` },
  tanh: { name: "tanh", compute: Math.tanh, locals: (y) => [1 - y * y], write: (a) => `tanh(${a})` },
  relu: { name: "relu", compute: (a) => Math.max(a, 0), locals: (y, a) => [a > 0 ? 1 : 0], write: (a) => `relu(${a})` },
  exp: { name: "exp", compute: Math.exp, locals: (y) => [y], write: (a) => `exp(${a})` },
};

/** The operations that are written as functions. */
export const FUNCTIONS = ["tanh", "relu", "exp"];

/** Return the operation that raises to a power, whose exponent is a plain number. @returns {Operation} */
export function powerOf(exponent) {
  return {
    name: `power ${String(exponent).replace("-", "−")}`,
    compute: (a) => a ** exponent,
    locals: (_, a) => [exponent && exponent * a ** (exponent - 1)],
    write: (a) => `${factor(a)} ** ${String(exponent).replace("-", "−")}`,
  };
}
