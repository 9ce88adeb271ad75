/** <slope-walk>: a network for three species of penguins, and how the slopes for its weights come back step by step. */

import { INPUTS, passes, SPECIES, UNITS } from "./bird-network.js";
import { menuControl, numberControl } from "./controls.js";
import { html, svg } from "./elements.js";
import { short } from "./numbers.js";
import { SteppedFigure } from "./stepped-figure.js";
import { drawWalk, FIRST_WEIGHTS, told } from "./walk-drawing.js";
import { sentences } from "./walk-words.js";

const START = { x: [1.4, 0.8], truth: 2 };
const REACH = 4; // of the inputs, in millimetres
const HINT =
  "Rounded to three decimals. The biases, −6 for Chinstrap and else 0, are not drawn: " +
  "the slope for a bias is the one at its z.";

class SlopeWalk extends SteppedFigure {
  invitation = "Move the slider, and follow the slopes from the right to the left.";
  nSteps = FIRST_WEIGHTS;
  unit = "steps back";
  ends = ["forward", "back to the first weights"];
  duration = 3000;
  state = structuredClone(START);

  panels() {
    this.picture = svg("svg", { class: "chart walk", role: "img" });
    new ResizeObserver(() => this.picture.isConnected && this.show()).observe(this.picture);
    this.truth = menuControl({
      name: "The bird is",
      values: SPECIES,
      onChange: (name) => this.change(() => (this.state.truth = SPECIES.indexOf(name))),
    });
    this.inputs = INPUTS.map((name, i) => this.control(name, i));
    return [
      this.picture,
      ...this.lead(),
      html("div", { class: "controls" }, this.truth.element, ...this.inputs.map(({ element }) => element)),
      html("p", { class: "hint" }, HINT),
    ];
  }

  control(name, i) {
    const symbol = `x${"₁₂"[i]}`;
    return numberControl({
      symbol,
      name: `input x${i + 1}, ${name}: millimetres above the mark`,
      limits: [-REACH, REACH],
      slider: { min: -REACH, max: REACH, step: 0.1 },
      onChange: (value) => this.change(() => (this.state.x[i] = value)),
      onRefuse: (text) => this.messages.show(text),
    });
  }

  change(set) {
    set();
    this.messages.clear();
    this.show();
    if (!this.clock.isRunning) this.say();
  }

  show() {
    super.show();
    const { picture, step, state } = this;
    const walk = passes(state.x, state.truth);
    drawWalk(picture, walk, step);
    const sentence = sentences(walk)[step];
    this.text.textContent = sentence;
    const [x, a, p] = [state.x.map(short), walk.a.map(told), walk.p.map(told)].map((numbers) => numbers.join(", "));
    const parts = [
      `A network from left to right: the inputs ${x}`,
      `the hidden units ${UNITS.map((name) => `“${name}”`).join(" and ")} with the outputs ${a}`,
      `and the probabilities of ${SPECIES.join(", ")}: ${p}`,
    ];
    picture.setAttribute("aria-label", `${parts.join(", ")}. The bird is of the species ${SPECIES[state.truth]}`);
    this.truth.show(SPECIES[state.truth]);
    this.inputs.forEach((input, i) => input.show(state.x[i]));
  }
}

customElements.define("slope-walk", SlopeWalk);
