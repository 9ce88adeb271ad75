/** A kernel of 3 × 3 weights that is slid over a picture of 8 × 8 pixels. */

export const [SIDE, SIZE] = [8, 3];
export const MAP_SIDE = SIDE - SIZE + 1;

/** Return row and column of a place of the kernel; places are counted row by row. */
export function rowAndColumn(place) {
  return [Math.floor(place / MAP_SIDE), place % MAP_SIDE];
}

/** Return the nine pixels under the kernel. */
export function windowAt(pixels, place) {
  const [row, column] = rowAndColumn(place);
  return Array.from({ length: SIZE * SIZE }, (_, i) => pixels[SIDE * (row + Math.floor(i / SIZE)) + column + (i % SIZE)]);
}

/** Return the number of each place: the pixels under the kernel times its weights, added up. */
export function featureMap(pixels, kernel) {
  return Array.from({ length: MAP_SIDE * MAP_SIDE }, (_, place) =>
    windowAt(pixels, place).reduce((sum, ink, i) => sum + ink * kernel[i], 0),
  );
}
