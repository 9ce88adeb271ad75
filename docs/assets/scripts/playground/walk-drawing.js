/** The network of the three species with what a walk back has computed so far, drawn in the pixels there are. */

import { INPUTS, LAYERS, SPECIES, UNITS } from "./bird-network.js";
import { connection } from "./diagram.js";
import { shapes } from "./diagram-drawing.js";
import { setAttributes, svg } from "./elements.js";
import { decimals, factor, short } from "./numbers.js";

/** The steps of the walk. */
export const [FORWARD, ERRORS, LAST_WEIGHTS, LONG, DEEP, SIGMOID, FIRST_WEIGHTS] = [0, 1, 2, 3, 4, 5, 6];

const UNIT = 2.67; // of the diagram in letters' heights, as are the other distances
const [TOP, APART] = [3, 11.6]; // of the first score, and from score to score
const [LEFT, RIGHT] = [1.75, 3.7]; // from the edges to the inputs and to the scores
const MIDDLE = 0.4; // of the width: where the hidden units stand
const [ABOVE, BELOW, LINE] = [-1.95, 1.95, 1.25]; // where the texts of a node stand
const PLACES = [1 / 3, 2 / 3]; // of the numbers on the arrows of each layer: there they are as far apart as can be

/** Return a number as the walk shows it. */
export function told(value) {
  return decimals(value, 3);
}

/** Draw the network after so many steps back. */
export function drawWalk(picture, walk, step) {
  const { width, height } = picture.getBoundingClientRect();
  const em = parseFloat(getComputedStyle(picture).fontSize);
  const columns = layout(width / em);
  const scale = UNIT * em;
  setAttributes(picture, { viewBox: `0 0 ${width} ${height}` });
  const arrows = LAYERS.flatMap((_, depth) => arrowsOf(depth, columns, walk, step));
  const write = ([x, y], lines) =>
    lines.map(([text, kind], i) => svg("text", { x: x * em, y: (y + LINE * i) * em, class: kind }, text));
  picture.replaceChildren(
    svg("g", { class: "diagram", transform: `scale(${scale})` }, ...shapes({ arrows, nodes: columns.flat() })),
    ...columns.flat().flatMap(({ centre: [x, y] }, i) => {
      const [above, ...below] = nodeTexts(walk, step)[i];
      const at = (aside) => [UNIT * x, UNIT * y + aside];
      return [...write(at(ABOVE), [above]), ...write(at(BELOW), below)];
    }),
    ...columns[0].flatMap(({ centre: [x, y] }, i) => write([UNIT * x, UNIT * y], [[`x${"₁₂"[i]}`, "letter"]])),
    ...arrows.flatMap(({ start, end, place, lines }) => {
      const [x, y] = start.map((from, k) => UNIT * (from + place * (end[k] - from)));
      return write([x, y - (LINE * (lines.length - 1)) / 2], lines);
    }),
  );
}

/** Return the nodes of the three columns, in units of the diagram. */
function layout(width) {
  const column = (x, from, n, kind) =>
    Array.from({ length: n }, (_, i) => ({ centre: [x / UNIT, (from + i * APART) / UNIT], kind, text: "", name: "" }));
  const middle = TOP + APART / 2;
  return [
    column(LEFT, middle, INPUTS.length, "input"),
    column(MIDDLE * width, middle, UNITS.length, "neuron").map((node) => ({ ...node, activation: "sigmoid" })),
    column(width - RIGHT, TOP, SPECIES.length, "neuron"),
  ];
}

/** Return the arrows of a layer: thick for a large weight, or for a large slope once it is known, with their numbers. */
function arrowsOf(depth, columns, { slopes, shares, errors }, step) {
  const { weights } = LAYERS[depth];
  const known = step >= [FIRST_WEIGHTS, LAST_WEIGHTS][depth];
  const isNew = step === [FIRST_WEIGHTS, LAST_WEIGHTS][depth];
  const numbers = known ? slopes[depth] : weights;
  const largest = Math.max(...numbers.flat().map(Math.abs)) || 1;
  return weights.flatMap((row, i) =>
    row.map((weight, j) => {
      const arrow = connection(columns[depth][i], columns[depth + 1][j].centre, numbers[i][j] / largest);
      const adds = depth === 1 && [LONG, DEEP].includes(step);
      const share = [[`${short(weight)}·${factor(told(errors[j]))}`, "new"], [`= ${told(shares[i][j])}`, "new"]];
      const own = [[short(weight), "weight"], ...(known ? [[told(slopes[depth][i][j]), isNew ? "new" : "back"]] : [])];
      return { ...arrow, place: PLACES[depth], lines: adds ? (step === [LONG, DEEP][i] ? share : []) : own };
    }),
  );
}

/** Return for each node the text above it and those below: its value, and what has come back to it. */
function nodeTexts({ x, a, p, target, errors, sums, behind }, step) {
  const back = (text, since) => (step < since ? [] : [[text, step === since ? "new" : "back"]]);
  return [
    ...INPUTS.map((name, i) => [[name, "name"], [short(x[i]), "value"]]),
    ...UNITS.map((name, i) => [
      [name, "name"],
      [`a = ${told(a[i])}`, "value"],
      ...back(`slope ${told(sums[i])}`, [LONG, DEEP][i]),
      ...back(`at z ${told(behind[i])}`, SIGMOID),
    ]),
    ...SPECIES.map((name, k) => [
      [target[k] ? `${name} ✓` : name, target[k] ? "name true" : "name"],
      [`p = ${told(p[k])}`, "value"],
      ...back(`p − t = ${told(errors[k])}`, ERRORS),
    ]),
  ];
}
