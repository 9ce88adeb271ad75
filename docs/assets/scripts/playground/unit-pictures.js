/** A small picture inside each hidden unit: what it answers over the plane, blue above 0, hatched orange below. */

import { frameOf } from "./diagram-drawing.js";
import { NEURON_SIZE } from "./diagram.js";
import { html } from "./elements.js";
import { GRID } from "./response-grid.js";
import { shades } from "./shades.js";

const SIZE = (GRID + 1) / 2; // every second point of the grid
const PIXELS_A_UNIT = 64; // of the diagram
const STRONGEST = 220; // of 255
const HATCHED = 0.35; // of the strength, on the lines of the hatching
const [POSITIVE, NEGATIVE] = [[0, 114, 178], [213, 94, 0]].map((colour) => shades(colour, STRONGEST));
const [WIDTH, HEIGHT] = NEURON_SIZE.map((length) => length * PIXELS_A_UNIT);
const CORNER = 0.4 * PIXELS_A_UNIT;

const small = html("canvas", { width: SIZE, height: SIZE });

/**
 * Draw the pictures into a canvas as large as the diagram, behind the units' left halves.
 * @param {HTMLCanvasElement} canvas
 * @param {import("./diagram.js").Diagram} diagram
 * @param {Float64Array[][]} responses of each unit at the points of the grid
 */
export function showUnits(canvas, diagram, responses) {
  const { left, top, width, height } = frameOf(diagram);
  canvas.width = width * PIXELS_A_UNIT; // which also clears it
  canvas.height = height * PIXELS_A_UNIT;
  const context = canvas.getContext("2d");
  for (const { centre, unit } of diagram.nodes) {
    if (!unit) continue;
    const [x, y] = [(centre[0] - left) * PIXELS_A_UNIT - WIDTH / 2, (centre[1] - top) * PIXELS_A_UNIT - HEIGHT / 2];
    paint(responses[unit.depth][unit.index]);
    context.save();
    context.beginPath();
    context.roundRect(x, y, WIDTH / 2, HEIGHT, [CORNER, 0, 0, CORNER]);
    context.clip();
    context.drawImage(small, x, y, WIDTH / 2, HEIGHT);
    context.restore();
  }
}

/** Paint the answers of a unit, the strongest one as strong as a colour gets. */
function paint(answers) {
  const context = small.getContext("2d");
  const image = context.createImageData(SIZE, SIZE);
  const pixels = new Uint32Array(image.data.buffer);
  const largest = answers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let i = 0; i < SIZE * SIZE; i++) {
    const [column, row] = [i % SIZE, Math.floor(i / SIZE)];
    const value = answers[2 * (row * GRID + column)];
    const share = (value < 0 && (column + row) % 4 < 2 ? HATCHED : 1) * Math.abs(value);
    pixels[i] = (value > 0 ? POSITIVE : NEGATIVE)[Math.round((STRONGEST * share) / largest) || 0];
  }
  context.putImageData(image, 0, 0);
}
