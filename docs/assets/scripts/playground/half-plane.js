/** The two sides of a neuron's straight boundary, within a rectangle. */

import { svg } from "./elements.js";

/**
 * Show in a plane the two sides in the pale colours of the classes, and the boundary.
 * @param {import("./plane.js").Plane | import("./chart.js").Chart} plane
 * @param {number[]} weights
 * @param {number} bias
 */
export function showSides(plane, weights, bias) {
  const below = halfPlane(weights.map((weight) => -weight), -bias, plane.corners);
  const { above, ends } = halfPlane(weights, bias, plane.corners);
  plane.regions.replaceChildren(
    svg("path", { class: "circles", d: plane.path(below.above) }),
    svg("path", { class: "triangles", d: plane.path(above) }),
  );
  plane.boundary.setAttribute("d", plane.path(ends));
}

/** Show neither sides nor a boundary. */
export function hideSides(plane) {
  plane.regions.replaceChildren();
  plane.boundary.removeAttribute("d");
}

/**
 * Return the corners of the part of the rectangle where w·x + b is above 0, and the ends of the boundary.
 * @param {number[]} weights
 * @param {number} bias
 * @param {number[][]} corners of the rectangle, one after another
 */
export function halfPlane(weights, bias, corners) {
  const side = ([x, y]) => weights[0] * x + weights[1] * y + bias;
  const above = [];
  const ends = [];
  corners.forEach((corner, i) => {
    const next = corners[(i + 1) % 4];
    if (side(corner) > 0) above.push(corner);
    if (side(corner) > 0 !== side(next) > 0) {
      const share = side(corner) / (side(corner) - side(next));
      const end = corner.map((from, k) => from + share * (next[k] - from));
      above.push(end);
      ends.push(end);
    }
  });
  return { above, ends };
}
