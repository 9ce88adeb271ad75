/** Chance that is the same everywhere: what NumPy's default_rng() gives, to the last number. */

import { grown } from "./seed-sequence.js";

const MULTIPLIER = 0x2360ed051fc65da44385df649fccf645n;
const UNIT = 2 ** -53; // of the numbers below 1

/** PCG64, as described by Melissa O'Neill (pcg-random.org), with the conventions of NumPy. */
export class Generator {
  /** The half of the last number that has not been given away. @type {number | undefined} */
  spare;

  /** @param {number} seed */
  constructor(seed) {
    const [high, low, highIncrement, lowIncrement] = grown(seed);
    this.increment = BigInt.asUintN(128, (highIncrement << 65n) | (lowIncrement << 1n) | 1n);
    this.state = this.increment + ((high << 64n) | low);
    this.advance();
  }

  /** Return a number from 0 to below 1. */
  random() {
    return Number(this.next64() >> 11n) * UNIT;
  }

  /** Return the whole numbers below a number in random order. */
  permutation(size) {
    const order = Array.from({ length: size }, (_, i) => i);
    for (let i = size - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }

  /** Return a whole number below another: as many bits as it may have, until they are few enough. */
  below(limit) {
    const mask = 2 ** (32 - Math.clz32(limit - 1)) - 1;
    for (;;) {
      const number = this.next32() & mask;
      if (number < limit) return number;
    }
  }

  next32() {
    const { spare } = this;
    this.spare = undefined;
    if (spare !== undefined) return spare;
    const number = this.next64();
    this.spare = Number(number >> 32n);
    return Number(BigInt.asUintN(32, number));
  }

  next64() {
    this.advance();
    const folded = BigInt.asUintN(64, this.state ^ (this.state >> 64n));
    const turn = this.state >> 122n;
    return BigInt.asUintN(64, (folded >> turn) | (folded << (64n - turn)));
  }

  advance() {
    this.state = BigInt.asUintN(128, this.state * MULTIPLIER + this.increment);
  }
}
