/** A digit with the frame of a kernel over it, which a pointer or keys move. */

import { MAP_SIDE, rowAndColumn, SIDE, SIZE, windowAt } from "./convolution.js";
import { showInk } from "./digit-drawing.js";
import { setAttributes, svg } from "./elements.js";
import { movableFrame } from "./movable.js";

const DARK = 8; // a number in a pixel with more ink is as pale as the paper
const LINES = Array.from({ length: SIZE - 1 }, (_, i) => `M${i + 1} 0v${SIZE}M0 ${i + 1}h${SIZE}`);

export class KernelFrame {
  /** @param {(place: number) => void} onMove */
  constructor(onMove) {
    this.ink = svg("g", { class: "ink", role: "img" });
    this.numbers = Array.from({ length: SIZE * SIZE }, (_, i) =>
      svg("text", { x: (i % SIZE) + 0.5, y: Math.floor(i / SIZE) + 0.5 }),
    );
    const outline = svg("rect", { width: SIZE, height: SIZE });
    this.frame = svg("g", { class: "here" }, svg("path", { d: LINES.join("") }), outline, ...this.numbers);
    const area = svg("rect", { class: "target", width: SIDE, height: SIDE });
    this.movable = movableFrame(area, this.frame, "place of the kernel", MAP_SIDE, {
      toPlace: ({ clientX, clientY }) => {
        const { left, top, width, height } = area.getBoundingClientRect();
        const pixel = [(clientX - left) / width, (clientY - top) / height].map((share) => Math.floor(SIDE * share));
        return pixel.map((c) => c - (SIZE - 1) / 2); // which brings the middle of the frame there
      },
      onMove: ([column, row]) => onMove(MAP_SIDE * row + column),
    });
    this.element = svg("svg", { class: "pixels", viewBox: `0 0 ${SIDE} ${SIDE}` }, this.ink, this.movable.element);
  }

  /** Show a digit, and where the kernel is; the number is the one that it finds there. */
  show(digit, pixels, place, number) {
    const [row, column] = rowAndColumn(place);
    showInk(this.ink, pixels, `The digit ${digit}`);
    setAttributes(this.frame, { transform: `translate(${column} ${row})` });
    windowAt(pixels, place).forEach((ink, i) => {
      this.numbers[i].textContent = String(ink);
      this.numbers[i].classList.toggle("on-ink", ink > DARK);
    });
    this.movable.show([column, row], `row ${row + 1}, column ${column + 1}: ${number}`);
  }
}
