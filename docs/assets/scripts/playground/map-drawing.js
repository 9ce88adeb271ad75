/** A feature map: each number as a square or a circle, and the one at the place of the kernel marked. */

import { MAP_SIDE, rowAndColumn } from "./convolution.js";
import { rowByRow, showSigned } from "./digit-drawing.js";
import { setAttributes, svg } from "./elements.js";
import { decimals, short } from "./numbers.js";

const MOST_LETTERS = 4; // in a cell, and a minus

export class MapDrawing {
  cells = svg("path", { class: "cells" });
  marks = svg("g", { role: "img" });
  numbers = svg("g", { "aria-hidden": "true" });
  here = svg("rect", { class: "here", width: 1, height: 1 });
  element = svg(
    "svg",
    { class: "pixels map", viewBox: `0 0 ${MAP_SIDE} ${MAP_SIDE}` },
    ...[this.cells, this.marks, this.here, this.numbers],
  );

  /** Show the first numbers of a map, so many of them, and the place of the kernel. */
  show(numbers, nComputed, place) {
    const computed = numbers.slice(0, nComputed);
    const largest = Math.max(...numbers.map(Math.abs));
    const corners = computed.map((_, i) => rowAndColumn(i));
    const [y, x] = rowAndColumn(place);
    this.cells.setAttribute("d", corners.map(([row, column]) => `M${column} ${row}h1v1h-1z`).join(""));
    const told = rowByRow(computed.map(short), MAP_SIDE);
    const shown = numbers.map((number, i) => (i < nComputed ? number : 0));
    showSigned(this.marks, shown, largest, `The feature map, row by row: ${told}`);
    setAttributes(this.here, { x, y });
    const texts = computed.map((number, i) => cellText(number, corners[i], i === place));
    this.numbers.replaceChildren(...texts, texts[place]); // on top
  }
}

function cellText(number, [row, column], isHere) {
  return svg("text", { x: column + 0.5, y: row + 0.5, class: isHere ? "marked" : undefined }, inCell(number));
}

/** Return a number as it fits into a cell. */
function inCell(number) {
  if (short(Math.abs(number)).length <= MOST_LETTERS) return short(number);
  return Math.abs(number) < 100 ? decimals(number, 1) : short(Math.round(number));
}
