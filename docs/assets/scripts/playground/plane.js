/** The plane of two inputs: pale regions, their boundary, and points as green circles and red triangles on top. */

import { html, pathThrough, setAttributes, svg } from "./elements.js";

const SIZE = 300; // of the plane in units of its drawing
const LEFT = 26; // for the ticks
const BOTTOM = 22;

/** A square of the plane from −reach to reach on both axes. */
export class Plane {
  /**
   * @param {number} reach
   * @param {string} role
   * @param {string} label
   */
  constructor(reach, role, label) {
    this.regions = svg("g", { class: "regions" });
    this.boundary = svg("path", { class: "boundary" });
    this.points = svg("g");
    this.canvas = html("canvas", { "aria-hidden": "true" });
    this.ticks = svg("g", { class: "ticks" });
    this.picture = svg(
      "svg",
      { viewBox: `0 0 ${SIZE + LEFT + 4} ${SIZE + BOTTOM + 4}`, role, "aria-label": label },
      svg("g", { transform: `translate(${LEFT} 4)` }, this.regions, this.ticks, this.boundary, this.points),
    );
    this.element = html("div", { class: "plane" }, this.canvas, this.picture);
    this.setReach(reach);
  }

  /** Show another part of the plane. */
  setReach(reach) {
    this.reach = reach;
    const step = reach > 1.5 ? 1 : 0.5;
    const values = [];
    for (let value = -Math.floor(reach / step) * step; value <= reach; value += step) values.push(value);
    const marks = values.flatMap((value) => {
      const [x, y] = this.toDrawing([value, value]);
      const text = String(value).replace("-", "−");
      return [
        svg("text", { x, y: SIZE + 15, class: "below" }, text),
        svg("text", { x: -7, y, class: "beside" }, text),
      ];
    });
    const [centre] = this.toDrawing([0, 0]);
    this.ticks.replaceChildren(
      svg("path", { d: `M0 ${centre}H${SIZE}M${centre} 0V${SIZE}` }),
      ...marks,
      svg("text", { x: SIZE - 12, y: centre - 8, class: "axis" }, "x₁"),
      svg("text", { x: centre + 12, y: 10, class: "axis" }, "x₂"),
    );
  }

  /** The corners, one after another. */
  get corners() {
    const { reach } = this;
    return [[-reach, -reach], [reach, -reach], [reach, reach], [-reach, reach]];
  }

  /** Return where a point of the plane is drawn. */
  toDrawing([x, y]) {
    const scale = SIZE / 2 / this.reach;
    return [SIZE / 2 + x * scale, SIZE / 2 - y * scale];
  }

  /** Return the point of the plane under a pointer. */
  toPlane(event) {
    const box = this.picture.getBoundingClientRect();
    const scale = (SIZE + LEFT + 4) / box.width;
    const [x, y] = [(event.clientX - box.left) * scale - LEFT, (event.clientY - box.top) * scale - 4];
    return [(x / SIZE - 0.5) * 2 * this.reach, (0.5 - y / SIZE) * 2 * this.reach];
  }

  /** Return path data through points of the plane. */
  path(points) {
    return pathThrough(points.map((point) => this.toDrawing(point)));
  }
}

/** Return the marker of a class, around the origin. */
export function marker(label) {
  return label
    ? svg("polygon", { points: "0,-7.5 7,5.5 -7,5.5", class: "triangle" })
    : svg("circle", { r: 6, class: "circle" });
}

/** Put a marker where its point is, and show whether its answer is wrong. */
export function placeMarker(element, [x, y], isWrong) {
  setAttributes(element, { transform: `translate(${x.toFixed(2)} ${y.toFixed(2)})` });
  element.classList.toggle("wrong", isWrong);
}
