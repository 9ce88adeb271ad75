/** The curve of an activation with a tangent, and beside it what a neuron learns that starts there. */

import { ACTIVATIONS } from "./activations.js";
import { N_STEPS, TASKS } from "./bias-learning.js";
import { every } from "./chart.js";
import { svg } from "./elements.js";
import { decimals } from "./numbers.js";

export const REACH = 6;
const FLAT = 0.01; // a smaller slope counts as none
const SPACING = 1 / 64; // of the curve
const TANGENT = 5; // half its length, in letters' heights
const HEIGHTS = {
  sigmoid: { from: -0.1, base: 0, to: 1.2, ticks: [0, 0.5, 1] },
  tanh: { from: -1.2, base: 0, to: 1.4, ticks: [-1, 0, 1] },
  relu: { from: -0.6, base: 0, to: 6.6, ticks: [0, 2, 4, 6] },
  leaky_relu: { from: -0.6, base: 0, to: 6.6, ticks: [0, 2, 4, 6] },
};

/** Return a slope with three decimals, or five where it is flat, and no zeros at its end. */
export function shownSlope(slope) {
  return decimals(slope, Math.abs(slope) < FLAT ? 5 : 3).replace(/\.?0+$/, "");
}

/** Return whether an activation is saturated at z. */
export function isFlat(activation, z) {
  return Math.abs(ACTIVATIONS[activation].slope(z)) < FLAT;
}

/** Draw the curve, shaded where it is flat, and its tangent at z; return where the point is drawn. */
export function drawCurve(chart, activation, z) {
  const { value, slope } = ACTIVATIONS[activation];
  chart.setAxes({
    x: { from: -REACH, to: REACH, ticks: every(REACH / 2, -REACH, REACH), name: "z" },
    y: { ...HEIGHTS[activation], name: "output g(z)" },
  });
  const { from, to } = chart.axes.y;
  const places = every(SPACING, -REACH, REACH);
  const corners = ([start, end]) => [[start, from], [end, from], [end, to], [start, to]];
  const shades = flatStretches(activation, places).map((stretch) => chart.path(corners(stretch)));
  chart.regions.replaceChildren(svg("path", { class: "saturated", d: shades.join("") }));
  chart.content.replaceChildren(
    svg("path", { class: "losses", d: chart.path(places.map((at) => [at, value(at)])) }),
    svg("path", { class: "tangent", d: tangent(chart, [z, value(z)], slope(z)) }),
    chart.text([-REACH, to], [0.5, -0.8], `slope ${shownSlope(slope(z))}`, "after point"),
  );
  return chart.toDrawing([z, value(z)]);
}

/** Draw the outputs of all steps, at the heights of the curve beside it, and the target. */
export function drawLearning(chart, activation, outputs) {
  const { target } = TASKS[activation];
  chart.setAxes({
    x: { from: 0, to: N_STEPS, ticks: every(N_STEPS / 4, 0, N_STEPS), name: "step" },
    y: { ...HEIGHTS[activation], name: "output" },
  });
  const aside = outputs.at(-1) > target ? -0.8 : 0.8; // away from where the outputs come from
  const [cx, cy] = chart.toDrawing([0, outputs[0]]);
  chart.content.replaceChildren(
    svg("path", { class: "guessing", d: chart.path([[0, target], [N_STEPS, target]]) }),
    svg("path", { class: "losses", d: chart.path(outputs.map((output, i) => [i, output])) }),
    svg("circle", { class: "ball", cx, cy, r: 0.45 * chart.em }),
    chart.text([N_STEPS, target], [0, aside], `target ${target}`, "beside point"),
  );
}

/** Return the ends of each stretch of places where the activation is flat. */
function flatStretches(activation, places) {
  const stretches = [];
  places.forEach((z, i) => {
    if (!isFlat(activation, z)) return;
    if (i === 0 || !isFlat(activation, places[i - 1])) stretches.push([z, z]);
    stretches.at(-1)[1] = z;
  });
  return stretches;
}

/** Return the tangent, as long in the picture wherever it is, unless it would leave the picture. */
function tangent(chart, [z, output], slope) {
  const { x, y } = chart.axes;
  const at = (distance) => [z + distance, output + slope * distance];
  const [[startX, startY], [endX, endY]] = [at(0), at(1)].map((place) => chart.toDrawing(place));
  const wanted = (TANGENT * chart.em) / Math.hypot(endX - startX, endY - startY);
  const after = Math.min(wanted, x.to - z, slope > 0 ? (y.to - output) / slope : Infinity);
  const before = Math.min(wanted, z - x.from, slope > 0 ? (output - y.from) / slope : Infinity);
  return chart.path([at(-before), at(after)]);
}
