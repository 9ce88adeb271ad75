/** A square to draw on, by mouse, finger or keyboard. */

import { html, pathThrough, setAttributes, svg } from "./elements.js";

/** The side of the square, and half the width of the pen's line. */
export const [SIDE, PEN] = [320, 11];

const N_CELLS = 16; // in a row; a key moves the cursor from one to the next
const CELL = SIDE / N_CELLS;
const NEAR = 6; // a point nearer than that to the one before says nothing new
const START = [7, 2];

/** Where keys move the cursor; those that lead aslant lie so on the number pad. */
const KEYS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  Home: [-1, -1],
  PageUp: [1, -1],
  End: [-1, 1],
  PageDown: [1, 1],
};

export class DrawingPad {
  /** What is drawn: lines, each through points. @type {number[][][]} */
  lines = [];

  /** Column and row of the cursor. */
  cell = START;

  isPenDown = false;

  /**
   * @param {{label: string, onDraw: () => void, onLift: () => void, onMove: (text: string) => void}} what
   *   onMove is told where the cursor is and whether it draws
   */
  constructor({ label, onDraw, onLift, onMove }) {
    Object.assign(this, { onDraw, onLift, onMove });
    this.ink = svg("g", { class: "ink", "stroke-width": 2 * PEN });
    this.cursor = svg("rect", { class: "cursor", width: CELL, height: CELL });
    const layers = [svg("text", { x: SIDE / 2, y: SIDE / 2 }, "Draw here"), this.ink, this.cursor];
    this.picture = svg("svg", { viewBox: `0 0 ${SIDE} ${SIDE}`, "aria-hidden": "true" }, ...layers);
    this.element = html(
      "div",
      {
        class: "pad",
        tabindex: 0,
        role: "application",
        "aria-label": label,
        pointerdown: (event) => this.press(event),
        pointermove: (event) => {
          if (this.isPenDown && this.element.hasPointerCapture(event.pointerId)) this.draw(this.toSquare(event));
        },
        lostpointercapture: () => this.lift(),
        blur: () => this.lift(),
        keydown: (event) => this.type(event),
      },
      this.picture,
    );
    this.showCursor();
  }

  press(event) {
    if (!event.isPrimary || event.button !== 0) return;
    this.element.setPointerCapture(event.pointerId);
    this.begin(this.toSquare(event));
  }

  type(event) {
    const way = KEYS[event.key];
    if (event.ctrlKey || event.altKey || event.metaKey || !(way || event.key === " ")) return;
    event.preventDefault();
    if (way) this.move(way);
    else if (this.isPenDown) this.lift();
    else this.begin(this.centre);
    this.showCursor();
    if (way || this.isPenDown) this.onMove(this.whereabouts);
  }

  move(way) {
    this.cell = this.cell.map((place, i) => Math.max(0, Math.min(N_CELLS - 1, place + way[i])));
    if (this.isPenDown) this.draw(this.centre);
  }

  begin(point) {
    this.isPenDown = true;
    this.lines.push([point]);
    this.show();
  }

  draw(point) {
    const line = this.lines[this.lines.length - 1];
    const last = line[line.length - 1];
    if (Math.hypot(point[0] - last[0], point[1] - last[1]) < NEAR) return;
    line.push(point);
    this.show();
  }

  lift() {
    if (!this.isPenDown) return;
    this.isPenDown = false;
    this.showCursor();
    this.onLift();
  }

  /** Take the last lines away, so many or as many as there are. */
  takeBack(n) {
    this.isPenDown = false;
    this.lines.splice(-n, n);
    this.show();
  }

  show() {
    const paths = this.lines.map((line) => svg("path", { d: `${pathThrough(line)}h0` })); // a line to itself: a point
    this.ink.replaceChildren(...paths);
    this.onDraw();
  }

  showCursor() {
    const [x, y] = this.cell.map((place) => place * CELL);
    setAttributes(this.cursor, { x, y, class: `cursor${this.isPenDown ? " down" : ""}` });
  }

  get centre() {
    return this.cell.map((place) => (place + 0.5) * CELL);
  }

  get whereabouts() {
    const [column, row] = this.cell;
    return `Column ${column + 1}, row ${row + 1}, pen ${this.isPenDown ? "down" : "up"}`;
  }

  /** Return the point of the square under a pointer, which may have left it. */
  toSquare({ clientX, clientY }) {
    const { left, top, width, height } = this.picture.getBoundingClientRect();
    const shares = [(clientX - left) / width, (clientY - top) / height];
    return shares.map((share) => SIDE * Math.max(0, Math.min(1, share)));
  }
}
