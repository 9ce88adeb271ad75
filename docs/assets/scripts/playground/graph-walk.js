/** A walk through a computation graph, forward and back: what is known by each step, and what it does in words. */

import { back, forward, operationsOf } from "./graph-passes.js";
import { backWords, forwardWords, given } from "./graph-words.js";

/**
 * What is known by a step; at is the node where it is, news names what is new.
 * @typedef {{at?: number, isBack: boolean, numbers: (number | undefined)[], slopes: (number | undefined)[],
 *   factors: Record<number, number[]>, news: Set<string>}} State
 */

export class GraphWalk {
  constructor(nodes, values) {
    this.nodes = nodes;
    this.numbers = forward(nodes, values);
    this.stepsBack = back(nodes, this.numbers);
    this.operations = operationsOf(nodes);
    this.nSteps = 2 * this.operations.length;
  }

  get isFinite() {
    const shares = this.stepsBack.flatMap((step) => step.shares.map(({ share }) => share));
    return shares.every(Number.isFinite); // the slopes at a number that is not finite are not, either
  }

  /** @returns {State} */
  state(step) {
    const done = new Set(this.operations.slice(0, step));
    const numbers = this.numbers.map((number, place) => (this.nodes[place].operation && !done.has(place) ? undefined : number));
    const { from, shares, slopes } = this.stepBack(step) ?? { from: this.operations[step - 1], shares: [], slopes: [] };
    const isBack = step > this.operations.length;
    const news = new Set(isBack ? shares.map(({ to }) => `slope ${to}`) : [`number ${from}`]);
    return { at: from, isBack, numbers, slopes, factors: this.factorsAt(from), news };
  }

  sentence(step) {
    const { nodes, numbers, operations, nSteps } = this;
    if (step === 0) return given(nodes, numbers);
    if (step <= operations.length) return forwardWords(nodes, numbers, operations[step - 1]);
    const before = this.stepBack(step - 1)?.slopes ?? nodes.map((_, place) => (place === nodes.length - 1 ? 1 : undefined));
    return backWords(nodes, this.stepBack(step), before, step === nSteps);
  }

  stepBack(step) {
    return this.stepsBack[step - this.operations.length - 1];
  }

  /** Return for each operand of a node by what the slope is multiplied on its arrows. */
  factorsAt(place) {
    const shares = this.stepsBack.find(({ from }) => from === place)?.shares ?? [];
    return Object.fromEntries(shares.map(({ to }) => [to, shares.filter((each) => each.to === to).map(({ local }) => local)]));
  }
}
