/** <beak-line>: penguins by their beaks, and one neuron whose line the reader turns and moves until it parts them. */

import { Chart, every } from "./chart.js";
import { confidenceIn } from "./confidence.js";
import { button, numberControl } from "./controls.js";
import { html, svg } from "./elements.js";
import { LiveFigure } from "./live-figure.js";
import { loadData } from "./loading.js";
import { classOf } from "./neuron.js";
import { short } from "./numbers.js";
import { marker, placeMarker } from "./plane.js";

const [ADELIE, GENTOO] = [0, 2]; // as the library numbers the species
const AXES = {
  x: { from: 30, to: 60, ticks: every(5, 30, 60), name: "beak length (mm)" },
  y: { from: 12, to: 22, ticks: every(2, 12, 22), name: "beak depth (mm)" },
};
const NAMES = [
  { text: "Adélie", at: [30.8, 20.3] },
  { text: "Gentoo", at: [52.5, 13.4] },
];
const NUMBERS = [
  { key: "w1", symbol: "w₁", name: "weight w1, of the length", limit: 3, step: 0.25 },
  { key: "w2", symbol: "w₂", name: "weight w2, of the depth", limit: 3, step: 0.25 },
  { key: "b", symbol: "b", name: "bias b", limit: 60, step: 0.5 },
];
const START = { w1: 1, w2: 1, b: -60 };
const LABEL = "Length and depth of the beaks of 151 Adélie penguins, circles, and 123 Gentoo penguins, triangles, and the neuron's line";
const HINT = "On the line z is 0. The stronger the colour, the surer the neuron; birds on the wrong side are outlined.";

class BeakLine extends LiveFigure {
  invitation = "Can one neuron tell the Gentoo from the Adélie? Turn and move its line until all 274 birds are right.";
  state = { ...START };

  load() {
    return loadData();
  }

  prepare({ penguins: { X, y } }) {
    const birds = X.map((place, i) => ({ place, species: y[i] })).filter(({ species }) => [ADELIE, GENTOO].includes(species));
    this.birds = birds.map(({ place, species }) => {
      const label = Number(species === GENTOO);
      return { place, label, element: svg("g", {}, marker(label)) };
    });
    this.chart = new Chart({ kind: "beaks", label: LABEL, onResize: () => this.show() });
    this.chart.points.append(...this.birds.map(({ element }) => element));
    this.showConfidence = confidenceIn(this.chart);
  }

  panels() {
    this.controls = NUMBERS.map((number) => this.control(number));
    this.count = html("span", { class: "count" });
    this.formula = html("span", { class: "sum" });
    return [
      this.chart.picture,
      html("p", { class: "score" }, this.count, this.formula),
      html("div", { class: "controls" }, ...this.controls.map(({ element }) => element)),
      html("p", { class: "hint" }, HINT),
      html("div", { class: "buttons" }, button("Reset", () => this.reset())),
    ];
  }

  control({ key, symbol, name, limit, step }) {
    return numberControl({
      symbol,
      name,
      limits: [-limit, limit],
      slider: { min: -limit, max: limit, step },
      onChange: (value) => this.change({ [key]: value }),
      onRefuse: (text) => this.messages.show(text),
    });
  }

  change(numbers) {
    Object.assign(this.state, numbers);
    this.messages.clear();
    this.show();
    this.messages.say(this.summary());
  }

  reset() {
    this.change(START);
    this.messages.say(`Reset. ${this.summary()}`);
  }

  summary() {
    return `${this.count.textContent}. ${this.formula.textContent}`;
  }

  show() {
    const { w1, w2, b } = this.state;
    const neuron = { weights: [w1, w2], bias: b, activation: "sigmoid" };
    this.chart.setAxes(AXES);
    this.showConfidence(neuron.weights, b);
    NUMBERS.forEach(({ key }, i) => this.controls[i].show(this.state[key]));
    const isWrong = this.birds.map(({ place, label }) => classOf(neuron, place) !== label);
    this.birds.forEach(({ place, element }, i) => placeMarker(element, this.chart.toDrawing(place), isWrong[i]));
    this.chart.points.append(...this.birds.filter((_, i) => isWrong[i]).map(({ element }) => element)); // to the front
    this.chart.content.replaceChildren(...NAMES.map(({ text, at }) => this.chart.text(at, [0, 0], text, "after species")));
    const nRight = isWrong.filter((wrong) => !wrong).length;
    const end = nRight === isWrong.length ? ": all of them" : "";
    this.count.textContent = `${nRight} of ${isWrong.length} birds right${end}`;
    this.count.classList.toggle("reached", end !== "");
    this.formula.textContent = `z = ${short(w1)}·length ${term(w2)}·depth ${term(b)}`;
  }
}

/** Return a number with its sign before it, for a sum. */
function term(value) {
  return value < 0 ? `− ${short(-value)}` : `+ ${short(value)}`;
}

customElements.define("beak-line", BeakLine);
