/** The plane of a neuron with a sigmoid, in the colour of its answer: the paler, the less sure it is. */

import { ACTIVATIONS } from "./activations.js";
import { svg } from "./elements.js";
import { halfPlane } from "./half-plane.js";

const DARKEST = 0.24;
const FARTHEST = 6; // there the sigmoid is all but 0 or 1
const STOPS = [-6, -4, -3, -2, -1, 0, 0, 1, 2, 3, 4, 6];

let nGradients = 0;

/** Return a function that shows a neuron's confidence in a chart, and its boundary. */
export function confidenceIn(chart) {
  const gradient = svg("linearGradient", { id: `confidence-${++nGradients}`, gradientUnits: "userSpaceOnUse" });
  gradient.append(...STOPS.map((z, i) => stop(z, i < STOPS.length / 2)));
  const shade = svg("path", { class: "shade" });
  chart.regions.append(gradient, shade);
  return (weights, bias) => {
    const ends = direction(chart, weights, bias);
    if (ends) for (const [name, value] of Object.entries(ends)) gradient.setAttribute(name, String(value));
    shade.setAttribute("d", chart.path(chart.corners));
    shade.setAttribute("fill", ends ? `url(#${gradient.id})` : "currentColor");
    shade.setAttribute("fill-opacity", String(ends ? 1 : opacity(bias)));
    shade.classList.toggle("circles", !ends && !(bias > 0));
    shade.classList.toggle("triangles", !ends && bias > 0);
    chart.boundary.setAttribute("d", chart.path(halfPlane(weights, bias, chart.corners).ends));
  };
}

/** Return where in the drawing z is −6 and 6, along the normal of the boundary; nothing where z is the same everywhere. */
function direction(chart, weights, bias) {
  const { x, y } = chart.axes;
  const slope = [(weights[0] * (x.to - x.from)) / chart.width, (-weights[1] * (y.to - y.from)) / chart.height];
  const squared = slope[0] ** 2 + slope[1] ** 2;
  if (squared === 0) return undefined;
  const [left, top] = chart.toDrawing([x.from, y.to]);
  const z = weights[0] * x.from + weights[1] * y.to + bias; // at the upper left corner
  const at = (wanted) => [left, top].map((c, i) => c + ((wanted - z) * slope[i]) / squared);
  const [[x1, y1], [x2, y2]] = [at(-FARTHEST), at(FARTHEST)];
  return { x1, y1, x2, y2 };
}

function stop(z, isCircle) {
  const offset = (z + FARTHEST) / (2 * FARTHEST);
  return svg("stop", { offset, class: isCircle ? "circle" : "triangle", "stop-opacity": opacity(z) });
}

function opacity(z) {
  return DARKEST * Math.abs(2 * ACTIVATIONS.sigmoid.value(z) - 1);
}
