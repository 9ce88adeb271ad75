/** The head of an arrow. */

/** Return where the line of an arrow meets its head, and the three points of the head. */
export function arrowHead(start, end, length, width) {
  const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
  const distance = Math.hypot(dx, dy);
  const [ux, uy] = [dx / distance, dy / distance];
  const neck = [end[0] - length * ux, end[1] - length * uy];
  const wing = [(-width / 2) * uy, (width / 2) * ux];
  return { neck, head: [end, [neck[0] + wing[0], neck[1] + wing[1]], [neck[0] - wing[0], neck[1] - wing[1]]] };
}
