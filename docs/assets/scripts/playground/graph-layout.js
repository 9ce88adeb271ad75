/** Where the nodes of a computation graph stand: in levels, each behind what it is made of, with room for arrows that pass. */

const SWEEPS = 4;
const ROOM = { node: 1, passing: 0.6 }; // of a level, across

/**
 * Return where everything is, in levels along and in nodes' widths across, 0 in the middle.
 * @returns {{nodes: {along: number, across: number}[], arrows: Arrow[], nLevels: number, breadth: number}}
 * @typedef {{from: number, to: number, bend: number, through: {along: number, across: number}[]}} Arrow
 *   bend tells two arrows between the same nodes apart
 */
export function layout(nodes) {
  const levels = levelsOf(nodes);
  const arrows = arrowsOf(nodes);
  const rows = inOrder(rowsOf(levels, arrows));
  const widths = rows.map((row) => row.reduce((sum, { room }) => sum + room, 0));
  rows.forEach((row, level) => {
    let edge = -widths[level] / 2;
    for (const item of row) {
      item.along = level;
      item.across = edge + item.room / 2;
      edge += item.room;
    }
  });
  const items = rows.flat();
  const at = ({ along, across }) => ({ along, across });
  return {
    nodes: nodes.map((_, place) => at(items.find(({ node }) => node === place))),
    arrows: arrows.map((arrow) => ({ ...arrow, through: items.filter((item) => item.arrow === arrow).map(at) })),
    nLevels: rows.length,
    breadth: Math.max(...widths),
  };
}

/** Return the level of each node: what is computed stands behind its operands, what is given right before its first use. */
function levelsOf(nodes) {
  const levels = [];
  nodes.forEach(({ operands }, place) => (levels[place] = operands.length ? 1 + Math.max(...operands.map((each) => levels[each])) : 0));
  nodes.forEach(({ operands }, place) => {
    const uses = nodes.flatMap((user, to) => (user.operands.includes(place) ? [levels[to]] : []));
    if (!operands.length) levels[place] = Math.min(...uses) - 1;
  });
  return levels;
}

function arrowsOf(nodes) {
  return nodes.flatMap(({ operands }, to) =>
    operands.map((from, i) => {
      const isTwin = operands.indexOf(from) !== operands.lastIndexOf(from);
      return { from, to, bend: isTwin ? 2 * i - 1 : 0 };
    }),
  );
}

/** Return what stands in each level: nodes, and arrows that pass it. */
function rowsOf(levels, arrows) {
  const rows = Array.from({ length: Math.max(...levels) + 1 }, () => []);
  const items = levels.map((level, node) => ({ node, room: ROOM.node, before: [], behind: [] }));
  items.forEach((item, node) => rows[levels[node]].push(item));
  for (const arrow of arrows) {
    let last = items[arrow.from];
    for (let level = levels[arrow.from] + 1; level < levels[arrow.to]; level++) {
      const passing = { arrow, room: ROOM.passing, before: [], behind: [] };
      rows[level].push(passing);
      join(last, passing);
      last = passing;
    }
    join(last, items[arrow.to]);
  }
  return rows;
}

function join(one, next) {
  one.behind.push(next);
  next.before.push(one);
}

/** Sort each level by where the neighbours of its items stand, so that few arrows cross. */
function inOrder(rows) {
  const ranked = () => rows.forEach((row) => row.forEach((item, i) => (item.rank = i - (row.length - 1) / 2)));
  const mean = (items, otherwise) => (items.length ? items.reduce((sum, { rank }) => sum + rank, 0) / items.length : otherwise);
  ranked();
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const [order, side] of [[[...rows].reverse(), "behind"], [rows, "before"]]) {
      for (const row of order) {
        row.forEach((item) => (item.wish = mean(item[side], item.rank)));
        row.sort((one, other) => one.wish - other.wish);
        row.forEach((item, i) => (item.rank = i - (row.length - 1) / 2));
      }
    }
  }
  return rows;
}
