/** Points, and a frame, that a pointer or keys move. */

import { setAttributes, svg } from "./elements.js";

const GRID = 1 / 16; // short binary fractions: sums of them are exact
const KEY_STEP = 1 / 4;

/** Where a key takes a point; a place outside the plane becomes one at its edge. */
const KEYS = {
  ArrowLeft: ([x, y], step) => [x - step, y],
  ArrowRight: ([x, y], step) => [x + step, y],
  ArrowUp: ([x, y], step) => [x, y + step],
  ArrowDown: ([x, y], step) => [x, y - step],
  PageUp: ([x, y]) => [x, y + 1],
  PageDown: ([x, y]) => [x, y - 1],
  Home: ([, y]) => [-Infinity, y],
  End: ([, y]) => [Infinity, y],
};

/** Where a key takes a point that moves along an axis. */
const KEYS_ALONG = {
  ArrowLeft: (at, step) => [at - step],
  ArrowRight: (at, step) => [at + step],
  ArrowDown: (at, step) => [at - step],
  ArrowUp: (at, step) => [at + step],
  PageDown: (at) => [at - 1],
  PageUp: (at) => [at + 1],
  Home: () => [-Infinity],
  End: () => [Infinity],
};

/**
 * Return a point of the plane that can be moved.
 * @param {import("./plane.js").Plane} plane
 * @param {SVGElement} shape
 * @param {string} name
 * @param {(place: number[]) => void} onMove
 */
export function movablePoint(plane, shape, name, onMove) {
  let place = [0, 0];
  const move = (to) => onMove(to.map((c) => Math.round(Math.max(-plane.reach, Math.min(plane.reach, c)) / GRID) * GRID + 0));
  const element = handle(shape, name, [-plane.reach, plane.reach], {
    toPlace: (event) => plane.toPlane(event),
    afterKey: (key, step) => KEYS[key]?.(place, step),
    move,
  });
  const show = (at, remark) => {
    place = at;
    const text = `x₁ = ${at[0]}, x₂ = ${at[1]}${remark}`.replaceAll("-", "−");
    setAttributes(element, { "aria-valuenow": at[0], "aria-valuetext": text });
  };
  return { element, show };
}

/**
 * Return a point of a chart that can be moved to the left and to the right.
 * @param {import("./chart.js").Chart} chart
 * @param {SVGElement} shape
 * @param {string} name
 * @param {number[]} limits
 * @param {(at: number) => void} onMove
 */
export function movableAlong(chart, shape, name, limits, onMove) {
  let place = 0;
  const [lowest, highest] = limits;
  const element = handle(shape, name, limits, {
    toPlace: (event) => chart.toPlane(event),
    afterKey: (key, step) => KEYS_ALONG[key]?.(place, step),
    move: ([to]) => onMove(Math.round(Math.max(lowest, Math.min(highest, to)) / GRID) * GRID + 0),
  });
  const show = (at, text) => {
    place = at;
    setAttributes(element, { "aria-valuenow": at, "aria-valuetext": text });
  };
  return { element, show };
}

/**
 * Return a frame over an area of whole places: it goes where the area is pressed, and from place to place.
 * @param {SVGElement} area
 * @param {SVGElement} frame
 * @param {string} name
 * @param {number} side how many columns of places there are, and how many rows
 * @param {{toPlace: (event: PointerEvent) => number[], onMove: (place: number[]) => void}} what
 *   places are column and row
 */
export function movableFrame(area, frame, name, side, { toPlace, onMove }) {
  let place = [0, 0];
  const move = (to) => onMove(to.map((c) => Math.max(0, Math.min(side - 1, c))));
  const afterKey = (key) => {
    const [column, row] = place;
    const to = KEYS[key]?.([column, -row], 1); // rows are counted downwards
    return to && [to[0], -to[1]];
  };
  const element = handle(frame, name, [0, side * side - 1], { toPlace, afterKey, move }, area);
  setAttributes(element, { pointerdown: (event) => move(toPlace(event)) });
  const show = (at, text) => {
    place = at;
    setAttributes(element, { "aria-valuenow": side * at[1] + at[0], "aria-valuetext": text });
  };
  return { element, show };
}

/** Return a shape that a pointer and keys move within limits; the target is where the pointer takes hold of it. */
function handle(shape, name, [lowest, highest], { toPlace, afterKey, move }, target = svg("circle", { class: "target" })) {
  const element = svg(
    "g",
    {
      class: "movable",
      tabindex: 0,
      role: "slider",
      "aria-roledescription": "movable point",
      "aria-label": name,
      "aria-valuemin": lowest,
      "aria-valuemax": highest,
      touchstart: (event) => {
        if (event.cancelable) event.preventDefault(); // the page would scroll: a <g> has no touch-action
      },
      pointerdown: (event) => {
        const nearest = nearestUnder(event);
        nearest.setPointerCapture(event.pointerId);
        nearest.focus();
        event.preventDefault();
      },
      pointermove: (event) => {
        if (element.hasPointerCapture(event.pointerId)) move(toPlace(event));
      },
      keydown: (event) => {
        const destination = afterKey(event.key, event.shiftKey ? GRID : KEY_STEP);
        if (!destination) return;
        event.preventDefault();
        move(destination);
      },
    },
    target,
    shape,
  );
  return element;
}

/** Return the shape that is meant where the targets of several lie over each other, as on a small screen. */
function nearestUnder({ clientX, clientY }) {
  const under = document.elementsFromPoint(clientX, clientY).filter((each) => each.matches(".movable > .target"));
  const distance = (target) => {
    const { x, y, width, height } = target.getBoundingClientRect();
    return Math.hypot(x + width / 2 - clientX, y + height / 2 - clientY);
  };
  return under.reduce((one, other) => (distance(other) < distance(one) ? other : one)).parentElement;
}
