/** The way forward through a computation graph, and the way back. */

/** Return the number at each node. @returns {number[]} */
export function forward(nodes, values) {
  /** @type {number[]} */
  const numbers = [];
  for (const { name, operands, operation, number } of nodes) {
    numbers.push(operation ? operation.compute(...operands.map((place) => numbers[place])) : (number ?? values[name]));
  }
  return numbers;
}

/**
 * Return each step of the way back, from the last operation to the first: where it is, what it hands to each operand,
 * and the slopes that all nodes have by then, undefined where nothing has come back yet.
 */
export function back(nodes, numbers) {
  let slopes = nodes.map((_, place) => (place === nodes.length - 1 ? 1 : undefined));
  return operationsOf(nodes)
    .reverse()
    .map((from) => {
      const { operands, operation } = nodes[from];
      const locals = operation.locals(numbers[from], ...operands.map((place) => numbers[place]));
      const shares = operands.map((to, i) => ({ to, local: locals[i], share: slopes[from] * locals[i] + 0 }));
      slopes = [...slopes];
      for (const { to, share } of shares) slopes[to] = (slopes[to] ?? 0) + share;
      return { from, shares, slopes };
    });
}

/** Return the places of the nodes that are computed, in their order. @returns {number[]} */
export function operationsOf(nodes) {
  return nodes.flatMap(({ operation }, place) => (operation ? [place] : []));
}
