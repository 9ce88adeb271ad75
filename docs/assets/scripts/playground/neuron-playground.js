/** <neuron-playground>: one neuron, live, with its numbers, its steps and its boundary. */

import { ACTIVATIONS, halfway } from "./activations.js";
import { readQuery, replaceAddress, withState } from "./address.js";
import { button, menuControl, numberControl } from "./controls.js";
import { neuronDiagram } from "./diagram.js";
import { drawDiagram } from "./diagram-drawing.js";
import { html, svg } from "./elements.js";
import { loadStyles, standIn } from "./figure-stand-in.js";
import { neuronFormula } from "./formula.js";
import { showSides } from "./half-plane.js";
import { movablePoint } from "./movable.js";
import { classOf, evaluate, explain } from "./neuron.js";
import { FIELDS, LIMIT, N_CIRCLES, N_POINTS, NUMBERS, REACH, readState, START } from "./neuron-state.js";
import { short } from "./numbers.js";
import { marker, Plane, placeMarker } from "./plane.js";
import { neuronSnippet } from "./neuron-python.js";
import { copyButtons, Messages } from "./sharing.js";

const SLIDER = { min: -5, max: 5, step: 0.25 }; // short binary fractions: sums of them are exact
const INVITATION = "You can change this neuron: set its numbers here, and everything else follows.";
const HINT =
  "Move the points, and the example x (the cross), by pointer or with the arrow keys; " +
  "Page Up, Page Down, Home and End take them further. Points on the wrong side are outlined.";

class NeuronPlayground extends HTMLElement {
  async connectedCallback() {
    await loadStyles();
    if (!this.isConnected || this.classList.contains("live")) return;
    const { values, problems } = readQuery(location.search, FIELDS, "In the link");
    this.state = structuredClone({ ...START, ...values });
    this.messages = new Messages(problems);
    this.build();
    this.show();
    standIn(this);
  }

  build() {
    this.diagram = svg("svg", { class: "diagram", role: "img" });
    this.formula = html("div", { class: "formula" });
    this.steps = html("pre", { class: "steps" });
    this.score = html("p", { class: "score" });
    this.plane = new Plane(REACH, "group", "Points to move, and the neuron's boundary between circles and triangles");
    this.controls = NUMBERS.map((number) => this.control(number));
    this.menu = menuControl({
      name: "activation g",
      values: Object.keys(ACTIVATIONS),
      onChange: (name) => this.change("activation", name),
    });
    this.markers = Array.from({ length: N_POINTS }, (_, i) => this.point(i));
    this.example = movablePoint(this.plane, svg("path", { class: "example", d: "M-6-6 6 6M-6 6 6-6" }), "input x", (place) =>
      this.change("x", place),
    );
    this.plane.points.append(...this.markers.map(({ element }) => element), this.example.element);
    const invitation = html("p", { class: "invitation" }, INVITATION);
    const panels = html("div", { class: "panels neuron-panels" }, ...this.panels());
    this.replaceChildren(this.messages.notice, invitation, panels);
  }

  panels() {
    const copying = copyButtons({
      link: () => withState(`${location.href.split("#")[0]}#${this.id}`, FIELDS, this.state),
      python: () => neuronSnippet(readState(this.state)),
      messages: this.messages,
    });
    return [
      this.diagram,
      html("div", { class: "controls" }, ...this.controls.map(({ element }) => element), this.menu.element),
      html("div", { class: "view" }, this.plane.element, this.score, html("p", { class: "hint" }, HINT)),
      html("div", { class: "words" }, this.formula, this.steps),
      html("div", { class: "buttons" }, ...copying.buttons, button("Reset", () => this.reset())),
      copying.field,
      this.messages.line,
      this.messages.spoken,
    ];
  }

  control({ key, index, symbol, name }) {
    return numberControl({
      symbol,
      name,
      limits: [-LIMIT, LIMIT],
      slider: SLIDER,
      onChange: (value) => this.change(key, this.state[key].with(index, value)),
      onRefuse: (text) => this.messages.show(text),
    });
  }

  /** Return one of the points; the circles come first. */
  point(i) {
    const [key, index] = i < N_CIRCLES ? ["circles", i] : ["triangles", i - N_CIRCLES];
    const name = `${key.slice(0, -1)} ${index + 1}`;
    return movablePoint(this.plane, marker(Number(i >= N_CIRCLES)), name, (place) =>
      this.change(key, this.state[key].toSpliced(2 * index, 2, ...place)),
    );
  }

  change(key, value) {
    this.state[key] = value;
    this.messages.clear();
    this.show();
    this.messages.say(this.summary());
    clearTimeout(this.writing); // browsers allow few changes of the address a second
    this.writing = setTimeout(() => this.isConnected && replaceAddress(FIELDS, this.state), 250);
  }

  reset() {
    this.state = structuredClone(START);
    clearTimeout(this.writing);
    replaceAddress(FIELDS);
    this.messages.clear();
    this.show();
    this.messages.say(`Reset. ${this.summary()}`);
  }

  summary() {
    const { neuron, x } = readState(this.state);
    return `y = ${short(evaluate(neuron, x).output)}. ${this.score.textContent}`;
  }

  show() {
    const { neuron, x } = readState(this.state);
    NUMBERS.forEach(({ key, index }, i) => this.controls[i].show(this.state[key][index]));
    this.menu.show(neuron.activation);
    drawDiagram(this.diagram, neuronDiagram(neuron, x));
    this.formula.replaceChildren(neuronFormula(neuron, x));
    this.steps.textContent = explain(neuron, x);
    this.diagram.setAttribute("aria-label", `A neuron with two inputs. ${this.steps.textContent}`);
    this.showPlane();
  }

  showPlane() {
    const { neuron, x, points, labels } = readState(this.state);
    const bias = neuron.bias - halfway(ACTIVATIONS[neuron.activation]);
    showSides(this.plane, neuron.weights, bias);
    const isRight = points.map((point, i) => classOf(neuron, point) === labels[i]);
    this.markers.forEach(({ element, show }, i) => {
      placeMarker(element, this.plane.toDrawing(points[i]), !isRight[i]);
      show(points[i], isRight[i] ? ", right side" : ", wrong side");
    });
    placeMarker(this.example.element, this.plane.toDrawing(x), false);
    this.example.element.classList.toggle("outside", x.some((c) => Math.abs(c) > REACH));
    this.example.show(x, "");
    this.score.textContent = `${isRight.filter(Boolean).length} of ${N_POINTS} points on the right side`;
  }
}

customElements.define("neuron-playground", NeuronPlayground);
