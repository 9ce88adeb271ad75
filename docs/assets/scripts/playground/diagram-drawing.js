/** Drawing a diagram as SVG, in the look of neuronlib's figures. */

import { ACTIVATIONS } from "./activations.js";
import { arrowHead } from "./arrow.js";
import { INPUT_RADIUS, NEURON_SIZE } from "./diagram.js";
import { svg } from "./elements.js";

const HEAD_LENGTH = 0.24;
const HEAD_WIDTH = 0.2;
const [WIDTH, HEIGHT] = NEURON_SIZE;

/** Return the rectangle that a diagram takes. */
export function frameOf({ nodes, left, right }) {
  const heights = nodes.map((node) => node.centre[1]);
  const [top, bottom] = [Math.min(...heights) - 0.9, Math.max(...heights) + 0.9];
  return { left, top, width: right - left, height: bottom - top };
}

/** Draw a diagram into an SVG element, replacing what it shows. */
export function drawDiagram(picture, diagram) {
  const { left, top, width, height } = frameOf(diagram);
  picture.setAttribute("viewBox", `${left} ${top} ${width} ${height}`);
  picture.replaceChildren(
    ...shapes(diagram),
    ...diagram.arrows.filter((arrow) => arrow.label).map(lineLabel),
    ...diagram.labels.map(({ place, text }) => svg("text", { x: place[0], y: place[1], class: "answer" }, text)),
  );
}

/** Return what is drawn of a diagram without the numbers on its arrows. */
export function shapes({ arrows, nodes }) {
  const largest = Math.max(...arrows.map((arrow) => Math.abs(arrow.weight ?? 0))) || 1;
  return [
    ...arrows.map((arrow) => line(arrow, Math.abs(arrow.weight ?? 0) / largest)),
    ...nodes.map((node) => (node.kind === "neuron" ? neuron(node) : input(node))),
  ];
}

/** Return a connection: solid for positive weights, dashed for negative ones, thick for large ones. */
function line({ start, end, weight }, size) {
  const kind = weight === undefined ? "plain" : weight > 0 ? "positive" : weight < 0 ? "negative" : "zero";
  const { neck, head } = arrowHead(start, end, HEAD_LENGTH, HEAD_WIDTH);
  return svg(
    "g",
    { class: `connection ${kind}` },
    svg("line", { x1: start[0], y1: start[1], x2: neck[0], y2: neck[1], "stroke-width": 0.03 + 0.06 * size }),
    svg("polygon", { points: head.join(" ") }),
  );
}

function lineLabel({ start, end, label }) {
  const [x, y] = [0.58 * start[0] + 0.42 * end[0], 0.58 * start[1] + 0.42 * end[1]];
  return svg("text", { x, y, class: "on-line" }, label);
}

function input({ centre: [x, y], kind, text, name }) {
  return svg(
    "g",
    { class: kind },
    svg("circle", { cx: x, cy: y, r: INPUT_RADIUS }),
    svg("text", { x, y, class: text.length > 4 ? "long" : undefined }, text),
    svg("text", { x: x - INPUT_RADIUS - 0.12, y, class: "beside" }, name),
  );
}

/** Return the sum, or room for the unit's picture, and beside it the activation with its own graph, if it has one. */
function neuron({ centre: [x, y], text, name, activation, unit }) {
  const [left, top] = [x - WIDTH / 2, y - HEIGHT / 2];
  const parts = activation && [
    svg("line", { x1: x, y1: top, x2: x, y2: top + HEIGHT }),
    svg("polyline", { points: graph(activation).map(([u, v]) => [x + u, y - v].join()).join(" ") }),
  ];
  return svg(
    "g",
    { class: unit ? "neuron pictured" : "neuron" },
    svg("rect", { x: left, y: top, width: WIDTH, height: HEIGHT, rx: 0.4 }),
    ...(parts ?? []),
    svg("text", { x: parts ? x - WIDTH / 4 : x, y, class: "sum" }, unit ? "" : "Σ"),
    svg("text", { x, y: top + HEIGHT + 0.26 }, text),
    svg("text", { x: unit ? x - WIDTH / 4 : x + WIDTH / 4, y: top - 0.22, class: "quiet" }, name),
  );
}

/** Return the graph of an activation from −3 to 3, scaled to the right half of the node. */
function graph(activation) {
  const z = Array.from({ length: 61 }, (_, i) => i / 10 - 3);
  const values = z.map(ACTIVATIONS[activation].value);
  const low = Math.min(...values);
  const range = Math.max(...values) - low;
  return z.map((at, i) => [WIDTH / 4 + (at / 6) * 0.36 * WIDTH, 0.5 * HEIGHT * ((values[i] - low) / range - 0.5)]);
}
