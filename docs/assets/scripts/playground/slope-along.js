/** <slope-along>: a point on the curve of an activation, the slope there, and what a neuron learns that starts there. */

import { ACTIVATIONS } from "./activations.js";
import { drawCurve, drawLearning, isFlat, REACH, shownSlope } from "./along-drawing.js";
import { N_STEPS, outputs, TASKS } from "./bias-learning.js";
import { Chart } from "./chart.js";
import { menuControl } from "./controls.js";
import { html, setAttributes, svg } from "./elements.js";
import { LiveFigure } from "./live-figure.js";
import { movableAlong } from "./movable.js";
import { decimals, short } from "./numbers.js";

const START = { activation: "sigmoid", z: -2 };
const NEAR = 0.02; // of the target
const HARDLY = 0.1; // of the way
const HINT =
  "Shaded: saturated, with a slope below 0.01. " +
  "The neuron has the input 1 and the weight 0, and learns its bias alone, on the squared error.";

class SlopeAlong extends LiveFigure {
  invitation = "Move the point along the curve, and see how well a neuron learns that starts there.";
  state = { ...START };

  async connectedCallback() {
    this.classList.add("moving"); // the style sheet keeps the built figure for who asks for less motion
    await super.connectedCallback();
  }

  panels() {
    const onResize = () => this.show();
    this.curve = new Chart({ kind: "along", label: "", onResize });
    this.learning = new Chart({ kind: "along", label: "", onResize });
    this.curve.picture.setAttribute("role", "group"); // what is in a picture, no key reaches
    this.point = movableAlong(this.curve, svg("circle", { class: "ball", r: 7 }), "z", [-REACH, REACH], (z) => this.change({ z }));
    this.curve.points.append(this.point.element);
    this.menu = menuControl({
      name: "activation",
      values: Object.keys(TASKS).map(spoken),
      onChange: (name) => this.change({ activation: name.replace(" ", "_") }),
    });
    this.text = html("p", { class: "score sum" });
    return [
      html("div", { class: "controls" }, this.menu.element),
      html("div", { class: "pair" }, this.curve.picture, this.learning.picture),
      this.text,
      html("p", { class: "hint" }, HINT),
    ];
  }

  change(values) {
    Object.assign(this.state, values);
    this.show();
    this.messages.say(this.text.textContent);
  }

  show() {
    const { activation, z } = this.state;
    const all = outputs(activation, z);
    const [x, y] = drawCurve(this.curve, activation, z);
    drawLearning(this.learning, activation, all);
    setAttributes(this.point.element, { transform: `translate(${x.toFixed(2)} ${y.toFixed(2)})` });
    const here = `z = ${short(z)}, output ${told(all[0])}, slope ${shownSlope(ACTIVATIONS[activation].slope(z))}`;
    this.point.show(z, here);
    this.menu.show(spoken(activation));
    this.text.textContent = `${here}${isFlat(activation, z) ? ": saturated" : ""}. ${learned(activation, z, all)}`;
    this.curve.picture.setAttribute("aria-label", `The curve of ${spoken(activation)} with its tangent at ${here}`);
    const ends = `from ${told(all[0])} to ${told(all.at(-1))}`;
    const goal = `the target is ${TASKS[activation].target}`;
    this.learning.picture.setAttribute("aria-label", `The output over ${N_STEPS} steps, ${ends}; ${goal}`);
  }
}

/** Say what a neuron has learned that started at z. */
function learned(activation, z, all) {
  const { target, rate } = TASKS[activation];
  const [first, last] = [all[0], all[N_STEPS]];
  const task = `A neuron that starts here is to answer ${target}.`;
  if (ACTIVATIONS[activation].slope(z) === 0) return `${task} With a slope of 0 it never moves.`;
  const way = `${N_STEPS} steps at rate ${rate} take it from ${told(first)} to ${told(last)}.`;
  return `${task} ${way} ${remark(Math.abs(last - target), Math.abs(last - first), Math.abs(first - target))}`;
}

function remark(left, gone, way) {
  if (left < NEAR) return "It gets there.";
  return gone < HARDLY * way ? "The slope is so small that it hardly moves." : "It is still on its way.";
}

function told(value) {
  return decimals(value, 3);
}

function spoken(activation) {
  return activation.replace("_", " ");
}

customElements.define("slope-along", SlopeAlong);
