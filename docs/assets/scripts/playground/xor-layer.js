/** <xor-layer>: the four points of XOR, and where the hidden layer of Goodfellow's network takes them. */

import { Chart } from "./chart.js";
import { html, svg } from "./elements.js";
import { moved, movedGrid } from "./folding.js";
import { hideSides, showSides } from "./half-plane.js";
import { MovingFigure } from "./moving-figure.js";
import { short } from "./numbers.js";
import { marker, placeMarker } from "./plane.js";

const POINTS = [
  { name: "00", place: [0, 0], label: 0, aside: [0, -1.4] },
  { name: "01", place: [0, 1], label: 1, aside: [0, 1.4] },
  { name: "10", place: [1, 0], label: 1, aside: [0, -1.4] },
  { name: "11", place: [1, 1], label: 0, aside: [0, 1.4] },
];
const X = { from: -0.25, to: 2.25, ticks: [0, 1, 2] };
const Y = { from: -0.3, to: 1.3, ticks: [0, 1] };
const [LINE, BIAS] = [[1, -2], -0.5]; // a1 − 2 a2 − 0.5 = 0
const EQUATION = { text: "a₁ − 2a₂ = 0.5", at: [1.52, 0.51], aside: [0.6, -0.6] };
const [MOVE, REST] = [2000, 1500]; // milliseconds

class XorLayer extends MovingFigure {
  invitation = "Move the slider and see where the hidden layer puts the four points.";

  /** How far the points are on their way to the hidden layer, from 0 to 1. */
  share = 0;

  panels() {
    this.chart = new Chart({ kind: "folding", label: "", hasOneScale: true, onResize: () => this.show() });
    this.markers = POINTS.map(({ label }) => svg("g", {}, marker(label)));
    this.range = html("input", {
      type: "range",
      min: 0,
      max: 1,
      step: 0.01,
      "aria-label": "from the inputs to what the hidden layer makes of them",
      input: () => this.slide(),
    });
    const ends = ["inputs", "what the hidden layer makes of them"].map((text) => html("span", {}, text));
    return [
      this.chart.picture,
      this.text,
      html("div", { class: "way" }, this.range, ...ends),
      html("div", { class: "buttons" }, this.playButton),
    ];
  }

  slide() {
    this.share = Number(this.range.value);
    this.pause();
    this.say();
  }

  /** Begin where the points are. */
  begin() {
    this.way = 0.5 - Math.sin(Math.asin(1 - 2 * this.share) / 3); // what eased() makes this share of
    this.start = undefined;
  }

  /** Go there, rest, and come back. */
  tick(now) {
    this.start ??= now - MOVE * this.way;
    const elapsed = now - this.start;
    const way = (elapsed < MOVE + REST ? elapsed : 2 * MOVE + REST - elapsed) / MOVE;
    this.share = eased(Math.max(0, Math.min(1, way)));
    this.show();
    if (way < 0) {
      this.pause();
      this.say();
    }
  }

  show() {
    const { chart, share, markers } = this;
    const names = share < 0.5 ? ["x₁", "x₂"] : ["a₁", "a₂"];
    const places = POINTS.map(({ place }) => moved(place, share));
    chart.setAxes({ x: { ...X, name: names[0] }, y: { ...Y, name: names[1] } });
    if (share === 1) showSides(chart, LINE, BIAS);
    else hideSides(chart);
    markers.forEach((element, i) => placeMarker(element, chart.toDrawing(places[i]), false));
    const grid = movedGrid(share).map((line) => chart.path(line));
    chart.content.replaceChildren(svg("path", { class: "folded", d: grid.join("") }));
    const labels = POINTS.map(({ name, aside }, i) => chart.text(places[i], aside, name, "point"));
    const equation = share === 1 ? [chart.text(EQUATION.at, EQUATION.aside, EQUATION.text, "after equation")] : [];
    chart.points.replaceChildren(...markers, ...labels, ...equation);
    this.text.textContent = remark(share);
    const listed = POINTS.map(({ name }, i) => `${name} at (${places[i].map(short).join(", ")})`);
    chart.picture.setAttribute("aria-label", `The plane of ${names.join(" and ")} with the points ${listed.join(", ")}`);
    this.range.value = String(share);
    this.range.setAttribute("aria-valuetext", `${Math.round(100 * share)} % of the way`);
  }
}

function remark(share) {
  if (share === 0) return "No straight line has the circles on one side and the triangles on the other.";
  return share === 1 ? "One straight line is enough now." : "Each point goes straight to where the hidden layer puts it.";
}

/** Return a share of the way, slower at both ends. */
function eased(way) {
  return way * way * (3 - 2 * way);
}

customElements.define("xor-layer", XorLayer);
