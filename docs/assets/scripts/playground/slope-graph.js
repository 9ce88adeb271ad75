/** <slope-graph>: the computation graph of an expression that the reader may write, its numbers and its slopes step by step. */

import { menuControl, numberControl } from "./controls.js";
import { html, svg } from "./elements.js";
import { read } from "./expression.js";
import { UnreadableError } from "./expression-tokens.js";
import { drawGraph } from "./graph-drawing.js";
import { GraphWalk } from "./graph-walk.js";
import { described, valueNames } from "./graph-words.js";
import { short } from "./numbers.js";
import { SteppedFigure } from "./stepped-figure.js";

const EXAMPLES = {
  "the taxi": { text: "error = w * x + b - t\nloss = error * error", values: { w: 2, x: 3, b: 4, t: 12 } },
  "used three times": { text: "x * x + x", values: { x: 3 } },
  "a sigmoid": { text: "a = 1 / (1 + exp(-z))", values: { z: 1.4 } },
  "a neuron with tanh": { text: "y = tanh(w * x + b)", values: { w: 0.5, x: 2, b: -0.5 } },
  "a closed relu": { text: "relu(u - v) ** 2", values: { u: 1, v: 3 } },
};
const [FIRST] = Object.keys(EXAMPLES);
const NEW_VALUE = 0.5; // of a name that has just been written
const REACH = 20;
const MOST_LETTERS = 120;

class SlopeGraph extends SteppedFigure {
  invitation = "Go forward to the loss, and back to each value. Then write an expression of your own.";
  unit = "steps";
  ends = ["values", "slopes"];
  duration = 3000;
  values = { ...EXAMPLES[FIRST].values };

  prepare() {
    this.take(read(EXAMPLES[FIRST].text), this.values);
  }

  panels() {
    this.picture = svg("svg", { class: "chart graph", role: "img" });
    new ResizeObserver(() => this.resized()).observe(this.picture);
    this.field = html("textarea", {
      rows: 2,
      maxlength: MOST_LETTERS,
      spellcheck: "false",
      autocapitalize: "none",
      autocomplete: "off",
      input: () => this.write(false),
      change: () => this.write(true),
    });
    this.field.value = EXAMPLES[FIRST].text;
    this.menu = menuControl({ name: "An example:", values: Object.keys(EXAMPLES), onChange: (name) => this.choose(name) });
    this.controls = html("div", { class: "controls" });
    this.fillControls();
    return [
      this.picture,
      ...this.lead(),
      html("label", { class: "expression" }, html("span", {}, "Expression:"), this.field),
      html("div", { class: "controls" }, this.menu.element),
      this.controls,
      html("p", { class: "hint" }, "Write names, numbers, + − * / **, parentheses, tanh, relu and exp. Each line may give its result a name, as in y = w * x."),
    ];
  }

  /** Take what the reader has written, if it can be read; once the field is left, say why not. */
  write(isDone) {
    try {
      const nodes = read(this.field.value);
      const names = valueNames(nodes);
      const values = Object.fromEntries(names.map((name) => [name, this.values[name] ?? NEW_VALUE]));
      if (JSON.stringify(nodes) === JSON.stringify(this.nodes)) return this.messages.clear(); // only spaces have changed
      this.take(nodes, values);
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error;
      if (isDone) this.messages.show(`${error.message} The graph is that of before.`);
      return;
    }
    this.restart();
  }

  choose(name) {
    const { text, values } = EXAMPLES[name];
    this.field.value = text;
    this.take(read(text), values);
    this.restart();
  }

  restart() {
    this.step = 0;
    this.pause();
    this.messages.clear();
    this.fillControls();
    this.show();
    this.say();
  }

  /** Compute the graph with these values in the place of those that it had; it keeps them if all is finite. */
  take(nodes, changed) {
    const values = { ...this.values, ...changed };
    const walk = new GraphWalk(nodes, values);
    if (!walk.isFinite) throw new UnreadableError("With these values not every number is finite.");
    Object.assign(this, { nodes, walk, values });
    this.nSteps = walk.nSteps;
  }

  fillControls() {
    this.inputs = valueNames(this.nodes).map((name) => {
      const control = numberControl({
        symbol: name,
        name: `value of ${name}`,
        limits: [-REACH, REACH],
        slider: { min: -REACH, max: REACH, step: 0.1 },
        onChange: (value) => this.change(name, value),
        onRefuse: (text) => this.messages.show(text),
      });
      return { name, ...control };
    });
    this.controls.replaceChildren(...this.inputs.map(({ element }) => element));
  }

  change(name, value) {
    const before = this.values[name];
    this.messages.clear();
    try {
      this.take(this.nodes, { [name]: value });
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error;
      this.messages.show(`With ${name} = ${short(value)} not every number is finite; it is ${short(before)} again.`);
    }
    this.show();
    if (!this.clock.isRunning) this.say();
  }

  /** Draw anew in another width; a drawing that has grown taller is none. */
  resized() {
    const { width } = this.picture.getBoundingClientRect();
    if (!this.picture.isConnected || width === this.width) return;
    this.width = width;
    this.show();
  }

  show() {
    this.range.max = String(this.nSteps);
    super.show();
    const state = this.walk.state(this.step);
    drawGraph(this.picture, this.nodes, state);
    this.picture.setAttribute("aria-label", described(this.nodes, state));
    this.text.textContent = this.walk.sentence(this.step);
    this.inputs.forEach(({ name, show }) => show(this.values[name]));
    const isExample = ([, { text }]) => text === this.field.value;
    this.menu.show(Object.entries(EXAMPLES).find(isExample)?.[0] ?? "");
  }
}

customElements.define("slope-graph", SlopeGraph);
