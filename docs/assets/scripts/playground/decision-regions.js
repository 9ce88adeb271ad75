/** The pale regions of a network's two answers, and the boundary between them. */

import { contour } from "./contour.js";
import { answer } from "./network.js";

const GRID = 61;
const PIXELS_A_CELL = 6;
const PIXELS = (GRID - 1) * PIXELS_A_CELL;
const ALPHA = 41; // of 255, as in the figures
const [CIRCLES, TRIANGLES] = [pixel(0, 158, 115), pixel(213, 94, 0)];
const NOTHING = 0; // transparent

/** Show what a network answers everywhere in the plane. */
export function showDecision(plane, layers) {
  const spacing = (2 * plane.reach) / (GRID - 1);
  const toPoint = ([column, row]) => [column * spacing - plane.reach, plane.reach - row * spacing];
  const values = new Float64Array(GRID * GRID);
  for (let i = 0; i < values.length; i++) values[i] = answer(layers, toPoint([i % GRID, Math.floor(i / GRID)]));
  paint(plane.canvas, values);
  const path = contour(values, GRID).map((piece) => plane.path(piece.map(toPoint)));
  plane.boundary.setAttribute("d", path.join(""));
}

/** Colour every pixel by the answer there, interpolated between the points of the grid. */
function paint(canvas, values) {
  if (canvas.width !== PIXELS) canvas.width = canvas.height = PIXELS;
  const context = canvas.getContext("2d");
  const image = context.createImageData(PIXELS, PIXELS);
  const pixels = new Uint32Array(image.data.buffer);
  for (let i = 0; i < pixels.length; i++) {
    const [x, y] = [(i % PIXELS) + 0.5, Math.floor(i / PIXELS) + 0.5];
    pixels[i] = colour(between(values, x / PIXELS_A_CELL, y / PIXELS_A_CELL));
  }
  context.putImageData(image, 0, 0);
}

/** Return the colour of an answer; there is none where the sums of the network overflow. */
function colour(value) {
  if (Number.isNaN(value)) return NOTHING;
  return value > 0.5 ? TRIANGLES : CIRCLES;
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

/** Return a pale colour as one number, in the order in which this machine keeps its bytes. */
function pixel(red, green, blue) {
  return new Uint32Array(new Uint8Array([red, green, blue, ALPHA]).buffer)[0];
}
