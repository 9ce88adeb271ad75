/**
 * A drawing as a picture of 8 by 8 pixels, made as those of the data set were made of scanned forms, by NIST's rules:
 * stretched to one size, its lines made about as thick as others, set upright, and counted in blocks.
 */

const SIDE = 32; // of the picture in dots, before blocks of them are counted
const [WIDTH, HEIGHT] = [20, 32]; // of every digit in it
const BLOCK = 4;

/** @typedef {boolean[][]} Dots whether there is ink, row by row */

/**
 * Return how many of the 4 by 4 dots of each pixel have ink.
 * @param {number[][][]} lines each through points
 * @param {number} pen half the width of a line
 */
export function pixelsOf(lines, pen) {
  const dots = upright(evenlyThick(stretched(lines, pen)));
  return Array.from({ length: (SIDE / BLOCK) ** 2 }, (_, i) => {
    const [top, left] = [Math.floor(i / (SIDE / BLOCK)), i % (SIDE / BLOCK)].map((place) => BLOCK * place);
    const rows = dots.slice(top, top + BLOCK).map((row) => row.slice(left, left + BLOCK));
    return inkIn(rows);
  });
}

/** Return the dots of a drawing that fills the whole height, and in the middle the width of a digit. */
function stretched(lines, pen) {
  const [across, down] = [0, 1].map((axis) => {
    const places = lines.flat().map((point) => point[axis]);
    const from = Math.min(...places) - pen;
    return { from, length: Math.max(...places) + pen - from };
  });
  const segments = lines.flatMap((line) => line.map((point, i) => [line[Math.max(0, i - 1)], point]));
  return dotsWhere((row, column) => {
    const x = across.from + ((column + 0.5 - (SIDE - WIDTH) / 2) / WIDTH) * across.length;
    const y = down.from + ((row + 0.5) / HEIGHT) * down.length;
    return segments.some(([start, end]) => squaredDistance(x, y, start, end) <= pen * pen);
  });
}

/** Return the square of how far a point is from a straight line between two others; a root for each dot takes long. */
function squaredDistance(x, y, [x1, y1], [x2, y2]) {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const share = ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1); // where the two are one, 0
  const nearest = Math.max(0, Math.min(1, share));
  return (x - x1 - nearest * dx) ** 2 + (y - y1 - nearest * dy) ** 2;
}

/** Take dots away all around where there is much ink, and add some where there is little. @param {Dots} dots */
function evenlyThick(dots) {
  const ink = inkIn(dots);
  if (ink > 560) return thinner(thinner(dots));
  if (ink > 412) return thinner(dots);
  if (ink < 108) return thicker(thicker(dots));
  return ink < 256 ? thicker(dots) : dots;
}

function thinner(dots) {
  return dotsWhere((row, column) => dots[row][column] && neighbours(dots, row, column).every(Boolean));
}

function thicker(dots) {
  return dotsWhere((row, column) => dots[row][column] || neighbours(dots, row, column).some(Boolean));
}

function neighbours(dots, row, column) {
  return [dots[row - 1]?.[column], dots[row + 1]?.[column], dots[row][column - 1], dots[row][column + 1]];
}

/** Move the rows sideways, so that the digit begins as far to the left near its top as near its bottom. @param {Dots} dots */
function upright(dots) {
  const inked = dots.flatMap((row, i) => (row.includes(true) ? [i] : []));
  const [top, bottom] = [inked[0] + 2, inked[inked.length - 1] - 2]; // the outermost rows may be a chance
  const [from, to] = [dots[top]?.indexOf(true), dots[bottom]?.indexOf(true)];
  if (bottom <= top || from < 0 || to < 0) return dots;
  const slant = (from - to) / (bottom - top);
  return dotsWhere((row, column) => dots[row][column - Math.round((row - SIDE / 2) * slant)] ?? false);
}

function inkIn(dots) {
  return dots.flat().filter(Boolean).length;
}

/** Return the dots for which something holds. @param {(row: number, column: number) => boolean} isInked */
function dotsWhere(isInked) {
  return Array.from({ length: SIDE }, (_, row) => Array.from({ length: SIDE }, (_, column) => isInked(row, column)));
}
