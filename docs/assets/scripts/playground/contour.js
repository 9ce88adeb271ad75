/** Where a function on a grid passes one half: the pieces of its contour line, by marching squares. */

/**
 * Return the ends of each piece of the contour, in grid units. It has none beside a value that is NaN.
 * @param {ArrayLike<number>} values row by row
 * @param {number} size rows and columns
 * @returns {[number, number][][]}
 */
export function contour(values, size) {
  const pieces = [];
  for (let row = 0; row + 1 < size; row++) {
    for (let column = 0; column + 1 < size; column++) {
      const crossings = cellCrossings(values, size, column, row);
      for (let i = 0; i + 1 < crossings.length; i += 2) pieces.push([crossings[i], crossings[i + 1]]);
    }
  }
  return pieces;
}

/** Return where the contour crosses the sides of a cell, going around it. */
function cellCrossings(values, size, column, row) {
  const corners = [[column, row], [column + 1, row], [column + 1, row + 1], [column, row + 1]];
  const heights = corners.map(([x, y]) => values[y * size + x] - 0.5);
  const crossings = [];
  for (let i = 0; i < 4; i++) {
    const next = (i + 1) % 4;
    if (Number.isNaN(heights[i] + heights[next]) || heights[i] > 0 === heights[next] > 0) continue;
    const share = heights[i] / (heights[i] - heights[next]);
    crossings.push(corners[i].map((from, k) => from + share * (corners[next][k] - from)));
  }
  return crossings;
}
