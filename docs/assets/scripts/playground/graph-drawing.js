/** A computation graph after some steps of the way forward and back, drawn in the pixels there are. */

import { arrowHead } from "./arrow.js";
import { setAttributes, svg } from "./elements.js";
import { layout } from "./graph-layout.js";
import { factor, general, short } from "./numbers.js";

// In letters' heights: the boxes for number and slope, where the lines of a node stand, and the room for a node
const [WIDTH, HEIGHT] = [4.7, 1.5];
const [NAME, NUMBER, SLOPE, FACTORS] = [-1.75, -0.2, 1.45, 2.9];
const NARROWEST = 6.4; // a column in which arrows can still be seen
const MOST_APART = 9;
const [ROW, LEVEL] = [6, 8]; // from node to node, where levels are columns, and where they are rows
const MIDDLE = 0.6; // where arrows leave a node and arrive, at its sides
const [ABOVE, BELOW, BELOW_SLOPE, BELOW_FACTORS] = [-2.5, 0.7, 2.4, 3.6]; // or above it and below
const BEND = 1.1;
const MOST_LETTERS = 7; // in a box

/** Draw the graph in this state: what is known by this step, and what is new in it. */
export function drawGraph(picture, nodes, state) {
  const em = parseFloat(getComputedStyle(picture).fontSize);
  const width = picture.getBoundingClientRect().width / em;
  if (!width) return; // it is not shown yet
  const { places, arrows, height } = placed(layout(nodes), width, state);
  setAttributes(picture, { viewBox: `0 0 ${(width * em).toFixed(1)} ${(height * em).toFixed(1)}` });
  const scaled = svg("g", { transform: `scale(${em})` }, ...arrows.map((arrow) => drawArrow(arrow, state)));
  picture.replaceChildren(scaled, ...places.flatMap((place, i) => drawNode(place, nodes[i], i, state, em)));
}

/** Return where nodes and arrows go: from left to right where there is room for as many columns, else downwards. */
function placed({ nodes, arrows, nLevels, breadth }, width, { slopes, factors }) {
  const isAcross = width / nLevels >= NARROWEST;
  const apart = Math.min(isAcross ? width / nLevels : width / breadth, MOST_APART);
  const height = isAcross ? ROW * breadth : LEVEL * nLevels;
  const at = isAcross
    ? ({ along, across }) => [width / 2 + (along - (nLevels - 1) / 2) * apart, height / 2 + ROW * across]
    : ({ along, across }) => [width / 2 + across * apart, (along + 0.45) * LEVEL];
  const box = Math.min(WIDTH, apart - 0.4);
  const below = (place) => (factors[place] ? BELOW_FACTORS : slopes[place] === undefined ? BELOW : BELOW_SLOPE);
  const leave = (place) => (isAcross ? [box / 2, MIDDLE] : [0, below(place)]);
  const arrive = isAcross ? [-box / 2, MIDDLE] : [0, ABOVE];
  const places = nodes.map(at);
  const moved = ([x, y], [dx, dy]) => [x + dx, y + dy];
  const paths = arrows.map(({ from, to, bend, through }) => {
    const points = [moved(places[from], leave(from)), ...through.map((point) => moved(at(point), isAcross ? [0, MIDDLE] : [0, 0]))];
    return { from, to, points: bent([...points, moved(places[to], arrive)], bend) };
  });
  return { places: places.map((centre) => ({ centre, box })), arrows: paths, height };
}

/** Return a number as it fits into a box. */
function inBox(number) {
  const text = short(number);
  return text.length > MOST_LETTERS ? general(number, 2).replaceAll("-", "−") : text;
}

/** Return a path of which the middle is moved aside. */
function bent(points, bend) {
  if (!bend) return points;
  const [[x1, y1], [x2, y2]] = [points[0], points.at(-1)];
  const length = Math.hypot(x2 - x1, y2 - y1);
  const aside = bend * Math.min(BEND, 0.3 * length);
  const [ux, uy] = [(y1 - y2) / length, (x2 - x1) / length];
  const part = (share) => [x1 + share * (x2 - x1) + aside * ux, y1 + share * (y2 - y1) + aside * uy];
  return [points[0], part(0.3), part(0.7), points.at(-1)];
}

/** Draw an arrow; the ones of this step stand out, and point where the numbers go, or the slopes. */
function drawArrow({ from, to, points }, { at, isBack }) {
  const isNow = to === at;
  const way = isNow && isBack ? points.toReversed() : points;
  const { neck, head } = arrowHead(way.at(-2), way.at(-1), 0.75, 0.65);
  const kind = isNow ? (isBack ? "edge going-back" : "edge going") : "edge";
  return svg(
    "g",
    { class: kind, "data-ends": `${from} ${to}` },
    svg("polyline", { points: [...way.slice(0, -1), neck].join(" ") }),
    svg("polygon", { points: head.join(" ") }),
  );
}

/** Draw the lines of a node: its name, its number, its slope, and for this step by what a slope is multiplied. */
function drawNode({ centre: [x, y], box }, { name }, place, state, em) {
  const { numbers, slopes, factors, news } = state;
  const text = (words, line, kind) => svg("text", { x: x * em, y: (y + line) * em, class: kind }, words);
  const boxed = (number, line, kind) => [
    svg("rect", {
      x: (x - box / 2) * em,
      y: (y + line - HEIGHT / 2) * em,
      width: box * em,
      height: HEIGHT * em,
      rx: 0.25 * em,
      class: kind,
    }),
    ...(number === undefined ? [] : [text(inBox(number), line, news.has(`${kind} ${place}`) ? "new" : kind)]),
  ];
  return [
    text(name, NAME, "name"),
    ...boxed(numbers[place], NUMBER, "number"),
    ...(slopes[place] === undefined ? [] : boxed(slopes[place], SLOPE, "slope")),
    text((factors[place] ?? []).map((local) => `× ${factor(short(local))}`).join(", "), FACTORS, "factor"),
  ];
}
