/** The pale regions of a network's two answers, and the boundary between them. */

import { contour } from "./contour.js";
import { GRID } from "./response-grid.js";
import { pixel, shades } from "./shades.js";

const PIXELS_A_CELL = 6;
const PIXELS = (GRID - 1) * PIXELS_A_CELL;
const PALE = 41; // of 255, as in the figures
const STRONGEST = 110;
const [CIRCLES, TRIANGLES] = [[0, 158, 115], [213, 94, 0]];
const NOTHING = 0; // transparent

const pale = [CIRCLES, TRIANGLES].map((colour) => pixel(colour, PALE));
const strong = [CIRCLES, TRIANGLES].map((colour) => shades(colour, STRONGEST));

/** The colour of an answer: by its side alone, or the stronger, the surer. */
const COLOURS = {
  side: (answer) => pale[Number(answer > 0.5)],
  confidence: (answer) => strong[Number(answer > 0.5)][Math.round(STRONGEST * Math.abs(2 * answer - 1))],
};

/**
 * Show what a network answers everywhere in the plane.
 * @param {import("./plane.js").Plane} plane
 * @param {ArrayLike<number>} answers at the points of the grid
 * @param {"side" | "confidence"} shading
 */
export function showDecision(plane, answers, shading) {
  paint(plane.canvas, answers, COLOURS[shading]);
  const spacing = (2 * plane.reach) / (GRID - 1);
  const toPoint = ([column, row]) => [column * spacing - plane.reach, plane.reach - row * spacing];
  const path = contour(answers, GRID).map((piece) => plane.path(piece.map(toPoint)));
  plane.boundary.setAttribute("d", path.join(""));
}

/**
 * Colour every pixel by the answer there, interpolated between the points of the grid.
 * There is no colour where the sums of the network overflow.
 */
function paint(canvas, values, colour) {
  if (canvas.width !== PIXELS) canvas.width = canvas.height = PIXELS;
  const context = canvas.getContext("2d");
  const image = context.createImageData(PIXELS, PIXELS);
  const pixels = new Uint32Array(image.data.buffer);
  for (let i = 0; i < pixels.length; i++) {
    const [x, y] = [(i % PIXELS) + 0.5, Math.floor(i / PIXELS) + 0.5];
    const value = between(values, x / PIXELS_A_CELL, y / PIXELS_A_CELL);
    pixels[i] = Number.isNaN(value) ? NOTHING : colour(value);
  }
  context.putImageData(image, 0, 0);
}

/** Return the value between four points of the grid. */
function between(values, x, y) {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const [right, down] = [x - column, y - row];
  const at = row * GRID + column;
  const upper = values[at] + right * (values[at + 1] - values[at]);
  const lower = values[at + GRID] + right * (values[at + GRID + 1] - values[at + GRID]);
  return upper + down * (lower - upper);
}
