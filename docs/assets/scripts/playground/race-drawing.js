/** A valley with the path of one optimiser, and beside it what the optimiser remembers. */

import { arrowHead } from "./arrow.js";
import { setAttributes, svg } from "./elements.js";
import { decimals } from "./numbers.js";
import { reachOf } from "./optimizers.js";

const AXES = {
  x: { from: -5.6, to: 2, ticks: [-4, -2, 0, 2], name: "θ₁" },
  y: { from: -3, to: 3, ticks: [-2, 0, 2], name: "θ₂" },
};
const LEVELS = [0.1, 0.5, 1.5, 4, 9];
const PIECES = 240; // of a contour line
const SHAPES = {
  SGD: () => svg("circle", { r: 5 }),
  momentum: () => svg("polygon", { points: "0,-6.5 6,4.5 -6,4.5" }),
  RMSProp: () => svg("rect", { x: -4.5, y: -4.5, width: 9, height: 9 }),
  Adam: () => svg("polygon", { points: "0,-6.5 6.5,0 0,6.5 -6.5,0" }),
};
const [RADIUS, HEAD, LABEL, NUMBER] = [1.9, 0.7, 2.1, 2.9]; // in letters' heights
const VISIBLE = 1 / 4; // the power of its size with which an arrow grows

/** Return the mark of an optimiser, around the origin. */
export function mark(name) {
  const element = SHAPES[name]();
  element.setAttribute("class", "runner");
  return element;
}

/** Draw the valley and a path through it. */
export function drawValley(chart, name, path) {
  chart.setAxes(AXES);
  const [x, y] = chart.toDrawing(path.at(-1));
  const [lowestX, lowestY] = chart.toDrawing([0, 0]);
  chart.content.replaceChildren(
    svg("path", { class: "level", d: LEVELS.flatMap(contourPieces).map((piece) => chart.path(piece)).join("") }),
    svg("path", { class: "lowest", d: `M${lowestX - 5} ${lowestY}h10m-5 -5v10` }),
    svg("path", { class: "run", d: chart.path(path) }),
    ...path.slice(0, -1).map((place) => dot(chart.toDrawing(place))),
    svg("g", { transform: `translate(${x.toFixed(2)} ${y.toFixed(2)})` }, mark(name)),
  );
}

/**
 * Draw a memory: as an arrow where it carries the parameters, as bars what their slopes are divided by.
 * @param {SVGElement} picture
 * @param {import("./optimizers.js").Memory} memory
 * @param {{carried: number, divisors: number}} largest of the whole walk
 * @param {string} letter for what carries
 */
export function drawMemory(picture, { carried, divisors }, largest, letter) {
  const { width, height } = picture.getBoundingClientRect();
  const em = parseFloat(getComputedStyle(picture).fontSize);
  setAttributes(picture, { viewBox: `0 0 ${width} ${height}` });
  const left = carried ? (2 * RADIUS + 0.7) * em : 0;
  const rows = [height / 2 - 0.85 * em, height / 2 + 0.85 * em];
  const write = (x, y, text, kind) => svg("text", { x, y, class: kind }, text);
  const named = (symbol, numbers) =>
    rows.flatMap((y, i) => [
      write(left, y, symbol + "₁₂"[i], "after"),
      write(width, y, decimals(numbers[i], 2), "beside"),
    ]);
  const bars = (numbers) => {
    const [from, to] = [left + LABEL * em, width - NUMBER * em];
    const lengths = numbers.map((number) => Math.max(0, ((to - from) * number) / largest.divisors));
    return rows.map((y, i) => svg("rect", { class: "bar", x: from, y: y - 0.4 * em, width: lengths[i], height: 0.8 * em }));
  };
  picture.replaceChildren(
    ...(carried ? arrow([RADIUS * em, height / 2], carried, largest.carried, em) : []),
    ...(divisors ? [...bars(divisors), ...named("√s", divisors)] : []),
    ...(carried && !divisors ? named(letter, carried) : []),
    ...(carried || divisors ? [] : [write(0, height / 2, "no memory", "after")]),
  );
}

/** Return a dial with an arrow against what is carried; a small one is drawn larger than it is, to show its direction. */
function arrow([x, y], [first, second], largest, em) {
  const dial = svg("circle", { class: "dial", cx: x, cy: y, r: RADIUS * em });
  const size = Math.hypot(first, second);
  const length = RADIUS * em * (size / largest) ** VISIBLE;
  if (length < 1) return [dial];
  const end = [x - (length * first) / size, y + (length * second) / size];
  const { neck, head } = arrowHead([x, y], end, Math.min(HEAD * em, length / 2), Math.min(HEAD * em, length / 2));
  return [
    dial,
    svg("path", { class: "arrow", d: `M${[x, y]}L${neck}` }),
    svg("polygon", { class: "arrow-head", points: head.join(" ") }),
  ];
}

/** Return the pieces of a line of equal loss, an ellipse, that are in the picture. */
function contourPieces(level) {
  const [along, across] = reachOf(level);
  const pieces = [[]];
  for (let i = 0; i <= PIECES; i++) {
    const turn = (2 * Math.PI * i) / PIECES;
    const place = [along * Math.cos(turn), across * Math.sin(turn)];
    const isInside = [AXES.x, AXES.y].every(({ from, to }, k) => place[k] >= from && place[k] <= to);
    if (isInside) pieces.at(-1).push(place);
    else if (pieces.at(-1).length) pieces.push([]);
  }
  return pieces;
}

function dot([cx, cy]) {
  return svg("circle", { class: "step-taken", cx, cy, r: 2 });
}
