/** The two sides of a neuron's straight boundary, within a square. */

/**
 * Return the corners of the part of the square where w·x + b is above 0, and the ends of the boundary.
 * @param {number[]} weights
 * @param {number} bias
 * @param {number} reach the square is from −reach to reach
 */
export function halfPlane(weights, bias, reach) {
  const corners = [[-reach, -reach], [reach, -reach], [reach, reach], [-reach, reach]];
  const side = ([x, y]) => weights[0] * x + weights[1] * y + bias;
  const above = [];
  const ends = [];
  corners.forEach((corner, i) => {
    const next = corners[(i + 1) % 4];
    if (side(corner) > 0) above.push(corner);
    if (side(corner) > 0 !== side(next) > 0) {
      const share = side(corner) / (side(corner) - side(next));
      const end = corner.map((from, k) => from + share * (next[k] - from));
      above.push(end);
      ends.push(end);
    }
  });
  return { above, ends };
}
