/** Where the parts of a drawn neuron or network go: the layout of neuronlib/diagram.py, y downwards. */

import { evaluate } from "./neuron.js";
import { short } from "./numbers.js";

export const NEURON_SIZE = [1.7, 0.9];
export const INPUT_RADIUS = 0.42;
const MOST_LABELLED_ARROWS = 8;

/**
 * @typedef {[number, number]} Point
 * @typedef {object} Node
 * @property {Point} centre
 * @property {"input" | "bias" | "neuron"} kind
 * @property {string} text in an input, below a neuron
 * @property {string} name left of an input, above a neuron
 * @property {string} [activation] none in a neuron that only sums
 * @property {{depth: number, index: number}} [unit] of a hidden unit that shows a picture in the place of its sum
 * @typedef {{start: Point, end: Point, weight?: number, label?: string}} Arrow
 * @typedef {{nodes: Node[], arrows: Arrow[], labels: {place: Point, text: string}[], left: number, right: number}} Diagram
 */

/** Return a neuron with its inputs at the left and its output at the right. @returns {Diagram} */
export function neuronDiagram(neuron, x) {
  const { preactivation, output } = evaluate(neuron, x);
  const [bias, ...heights] = spread(x.length + 1, 1.25);
  /** @type {Point} */
  const centre = [4.4, 0];
  const nodes = [
    input([0, bias], "bias", "1", "bias input"),
    ...heights.map((height, i) => input([0, height], "input", short(x[i]), symbol("x", i))),
    { centre, kind: "neuron", text: `z = ${short(preactivation)}`, name: neuron.activation, activation: neuron.activation },
  ];
  const weights = [neuron.bias, ...neuron.weights];
  const arrows = weights.map((weight, i) => {
    const name = i ? symbol("w", i - 1) : "b";
    return connection(nodes[i], centre, weight, `${name} = ${short(weight)}`);
  });
  const right = centre[0] + NEURON_SIZE[0] / 2;
  arrows.push({ start: [right, 0], end: [6.4, 0] });
  return { nodes, arrows, labels: [{ place: [6.55, 0], text: `y = ${short(output)}` }], left: -2.1, right: 8.9 };
}

/** Return a network with these symbols in its inputs, and pictures in its hidden units. @returns {Diagram} */
export function networkDiagram(layers, symbols) {
  const distance = layers.length > 2 ? 2.9 : 3.6;
  const diagram = { nodes: [], arrows: [], labels: [], left: -0.6, right: distance * layers.length + 2.2 };
  let sources = column(symbols.length, 0).map((centre, i) => input(centre, "input", symbols[i], ""));
  diagram.nodes.push(...sources);
  layers.forEach((layer, depth) => {
    const top = Math.min(...sources.map((source) => source.centre[1]));
    const bias = input([distance * depth, top - 1.6], "bias", "1", "");
    const isHidden = depth + 1 < layers.length;
    const neurons = column(layer.biases.length, distance * (depth + 1)).map((centre, index) => ({
      ...neuronNode(layer, centre, index),
      unit: isHidden ? { depth, index } : undefined,
    }));
    const feeding = [bias, ...sources];
    const isMany = layers.length > 2 || neurons.length * feeding.length > MOST_LABELLED_ARROWS;
    neurons.forEach((neuron, j) => {
      const weights = [layer.biases[j], ...layer.weights.map((row) => row[j])];
      feeding.forEach((source, i) =>
        diagram.arrows.push(connection(source, neuron.centre, weights[i], isMany ? "" : short(weights[i]))),
      );
    });
    diagram.nodes.push(bias, ...neurons);
    sources = neurons;
  });
  const [[right, height]] = sources.map((source) => source.centre);
  diagram.arrows.push({ start: [right + NEURON_SIZE[0] / 2, height], end: [right + 1.7, height] });
  diagram.labels.push({ place: [right + 1.85, height], text: "y" });
  return diagram;
}

/** @returns {Node} */
function input(centre, kind, text, name) {
  return { centre, kind, text, name };
}

/** @returns {Node} */
function neuronNode(layer, centre, index) {
  return { centre, kind: "neuron", text: "", name: index ? "" : layer.activation, activation: layer.activation };
}

/** Return an arrow from the right end of a node to the left end of a neuron. @returns {Arrow} */
export function connection(source, target, weight, label) {
  const radius = source.kind === "neuron" ? NEURON_SIZE[0] / 2 : INPUT_RADIUS;
  const [x, y] = source.centre;
  const shift = 0.25 * Math.max(-1, Math.min(1, y - target[1]));
  return { start: [x + radius, y], end: [target[0] - NEURON_SIZE[0] / 2, target[1] + shift], weight, label };
}

/** @returns {Point[]} */
function column(size, x) {
  return spread(size, 1.5).map((height) => [x, height]);
}

/** Return heights from top to bottom, centred at 0. */
function spread(size, distance) {
  return Array.from({ length: size }, (_, i) => distance * (i - (size - 1) / 2));
}

function symbol(letter, index) {
  return letter + "₁₂₃₄₅₆₇₈"[index];
}
