/** The curve of the loss, with the ball, its tangent, its next step and the steps taken. */

import { arrowHead } from "./arrow.js";
import { every } from "./chart.js";
import { loss, slope } from "./descent.js";
import { svg } from "./elements.js";

const REACH = 12;
const HEIGHT = 150; // above the loss at REACH
const FLOOR = -8; // room for the ball
const PIECES = 96; // of the curve
const TANGENT = 8; // half its length, in letters' heights, as are the others
const HEAD = 0.75;
const [BALL, DOT] = [0.6, 0.23];

/** Draw a descent; the ball may be on its way to the next place. */
export function drawDescent(chart, descent, ball = descent.theta) {
  const { theta, thetas, nextStep } = descent;
  const times = growth(thetas);
  const [reach, top] = [REACH * times, HEIGHT * times ** 2];
  chart.setAxes({
    x: { from: -reach, to: reach, ticks: every(reach / 2, -reach, reach), name: "θ" },
    y: { from: FLOOR * times ** 2, base: 0, to: top, ticks: every(top / 3, 0, top), name: "loss f(θ) = θ²" },
  });
  const onCurve = (at) => chart.toDrawing([at, loss(at)]);
  const circle = ([cx, cy], r, kind) => svg("circle", { cx, cy, r: r * chart.em, class: kind });
  chart.content.replaceChildren(
    svg("path", { class: "trail", d: chart.path(thetas.map((at) => [at, loss(at)])) }),
    svg("path", { class: "losses", d: chart.path(every((2 * reach) / PIECES, -reach, reach).map((at) => [at, loss(at)])) }),
    svg("path", { class: "drop", d: chart.path([[theta, loss(theta)], [theta, 0]]) }),
    svg("path", { class: "tangent", d: tangent(chart, theta) }),
    ...arrow(chart, theta, Math.max(-reach, Math.min(reach, theta + nextStep))),
    ...thetas.slice(0, ball === theta ? -1 : undefined).map((at) => circle(onCurve(at), DOT, "taken")),
    circle(onCurve(Math.max(-reach, Math.min(reach, ball))), BALL, "ball"),
  );
}

/** Return how often the first range must be doubled to hold all places. */
function growth(thetas) {
  const farthest = thetas.reduce((most, theta) => Math.max(most, Math.abs(theta)), REACH);
  return 2 ** Math.ceil(Math.log2(farthest / REACH));
}

/** Return the tangent, as long in the picture wherever it is, unless it would leave the picture. */
function tangent(chart, theta) {
  const { x, y } = chart.axes;
  const at = (distance) => [theta + distance, loss(theta) + slope(theta) * distance];
  const [[startX, startY], [endX, endY]] = [at(0), at(1)].map((place) => chart.toDrawing(place));
  const wanted = (TANGENT * chart.em) / Math.hypot(endX - startX, endY - startY);
  const [outwards, inwards] = [Math.min(wanted, x.to - Math.abs(theta), (y.to - loss(theta)) / Math.abs(slope(theta))), wanted];
  return chart.path(theta > 0 ? [at(-inwards), at(outwards)] : [at(-outwards), at(inwards)]);
}

/** Return the arrow from a place to the next one along the axis, and its length in symbols where there is room. */
function arrow(chart, from, to) {
  const [start, end] = [chart.toDrawing([from, 0]), chart.toDrawing([to, 0])];
  const length = Math.abs(end[0] - start[0]);
  if (length < 1) return [];
  const size = Math.min(HEAD * chart.em, length);
  const { neck, head } = arrowHead(start, end, size, size);
  const parts = [
    svg("path", { class: "arrow", d: `M${start}L${neck}` }),
    svg("polygon", { class: "arrow-head", points: head.join(" ") }),
  ];
  const middle = chart.text([(from + to) / 2, 0], [0, 0.9], "η · f′(θ)", "step-name");
  return length > 5.5 * chart.em ? [...parts, middle] : parts;
}
