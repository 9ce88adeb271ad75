/** A rectangle of the plane with a quiet grid, its numbers and the names of its axes, drawn in the pixels there are. */

import { pathThrough, setAttributes, svg } from "./elements.js";

const WIDTH_OF_A_DIGIT = 0.6; // in letters' heights, as are the other distances
const [TOP, RIGHT, BOTTOM, GAP] = [2.2, 0.9, 3.3, 0.6];

/** @typedef {{from: number, to: number, base?: number, ticks: number[], name: string}} Axis base is where the other one crosses it */

/** A chart. Its letters stay as large as those around it, however narrow the screen is. */
export class Chart {
  /**
   * @param {{kind: string, label: string, hasOneScale?: boolean, onResize: () => void}} what
   *   its class, what it shows, and whether a unit is as long on both axes
   */
  constructor({ kind, label, hasOneScale = false, onResize }) {
    this.hasOneScale = hasOneScale;
    this.regions = svg("g", { class: "regions" });
    this.frame = svg("g", { class: "frame" });
    this.boundary = svg("path", { class: "boundary" });
    this.content = svg("g");
    this.points = svg("g");
    const layers = [this.regions, this.frame, this.boundary, this.content, this.points];
    this.picture = svg("svg", { class: `chart ${kind}`, role: "img", "aria-label": label }, ...layers);
    new ResizeObserver(() => this.picture.isConnected && onResize()).observe(this.picture);
  }

  /** Fit the axes into the picture as it is now, and draw them. @param {{x: Axis, y: Axis}} axes */
  setAxes(axes) {
    const { width, height } = this.picture.getBoundingClientRect();
    const em = parseFloat(getComputedStyle(this.picture).fontSize);
    const longest = Math.max(...axes.y.ticks.map((value) => written(value).length));
    this.axes = axes;
    this.em = em;
    this.left = (WIDTH_OF_A_DIGIT * longest + GAP + 0.2) * em;
    this.top = TOP * em;
    this.width = Math.max(1, width - this.left - RIGHT * em);
    this.height = Math.max(1, height - this.top - BOTTOM * em);
    if (this.hasOneScale) this.makeOneScale();
    setAttributes(this.picture, { viewBox: `0 0 ${width} ${height}` });
    this.drawFrame();
  }

  /** Shorten the longer of the sides, and keep the rectangle in the middle. */
  makeOneScale() {
    const { x, y } = this.axes;
    const scale = Math.min(this.width / (x.to - x.from), this.height / (y.to - y.from));
    this.left += (this.width - scale * (x.to - x.from)) / 2;
    this.width = scale * (x.to - x.from);
    this.height = scale * (y.to - y.from);
  }

  drawFrame() {
    const { axes, em, left, top, width, height } = this;
    const [right, bottom] = [left + width, top + height];
    const [, base] = this.toDrawing([axes.x.from, axes.y.base ?? axes.y.from]);
    const columns = axes.x.ticks.map((value) => ({ text: written(value), at: this.toDrawing([value, axes.y.from])[0] }));
    const rows = axes.y.ticks.map((value) => ({ text: written(value), at: this.toDrawing([axes.x.from, value])[1] }));
    const lines = [...columns.map(({ at }) => `M${at} ${top}V${base}`), ...rows.map(({ at }) => `M${left} ${at}H${right}`)];
    this.frame.replaceChildren(
      svg("path", { class: "grid", d: lines.join("") }),
      svg("path", { class: "spine", d: `M${left} ${top}V${base}H${right}` }),
      ...columns.map(({ text, at }) => svg("text", { x: at, y: bottom + em }, text)),
      ...rows.map(({ text, at }) => svg("text", { x: left - GAP * em, y: at, class: "beside" }, text)),
      svg("text", { x: right, y: bottom + 2.5 * em, class: "beside name" }, axes.x.name),
      svg("text", { x: left - GAP * em, y: top - 1.35 * em, class: "after name" }, axes.y.name),
    );
  }

  /** The corners, one after another. */
  get corners() {
    const { x, y } = this.axes;
    return [[x.from, y.from], [x.to, y.from], [x.to, y.to], [x.from, y.to]];
  }

  /** Return where a point of the plane is drawn. */
  toDrawing([a, b]) {
    const { x, y } = this.axes;
    return [
      this.left + (this.width * (a - x.from)) / (x.to - x.from),
      this.top + this.height * (1 - (b - y.from) / (y.to - y.from)),
    ];
  }

  /** Return the point of the plane under a pointer: the drawing is in pixels. */
  toPlane({ clientX, clientY }) {
    const { x, y } = this.axes;
    const box = this.picture.getBoundingClientRect();
    return [
      x.from + ((clientX - box.left - this.left) / this.width) * (x.to - x.from),
      y.to - ((clientY - box.top - this.top) / this.height) * (y.to - y.from),
    ];
  }

  /** Return path data through points of the plane. */
  path(points) {
    return pathThrough(points.map((point) => this.toDrawing(point)));
  }

  /** Return a text at a point of the plane, so many letters' heights aside. */
  text(point, [right, up], text, kind) {
    const [x, y] = this.toDrawing(point);
    return svg("text", { x: x + right * this.em, y: y - up * this.em, class: kind }, text);
  }
}

/** Return the numbers from one to another, so far apart. */
export function every(step, from, to) {
  return Array.from({ length: Math.round((to - from) / step) + 1 }, (_, i) => from + i * step);
}

function written(value) {
  return String(value).replace("-", "−");
}
