/** <loss-descent>: a ball on the curve of a loss, and gradient descent step by step. */

import { readQuery } from "./address.js";
import { Chart } from "./chart.js";
import { button, numberControl } from "./controls.js";
import { Descent, slope } from "./descent.js";
import { drawDescent } from "./descent-drawing.js";
import { html } from "./elements.js";
import { MovingFigure } from "./moving-figure.js";
import { short } from "./numbers.js";

const [LOWEST, HIGHEST, USUAL] = [0.01, 1.2, 0.2];
const STEPS_A_RUN = 30;
const [STEP, REST] = [600, 250]; // milliseconds; after the rest the ball rolls to the next place
const FIELDS = {
  rate: {
    wanted: `a number from ${LOWEST} to ${HIGHEST}`,
    read: (text) => (Number(text) >= LOWEST && Number(text) <= HIGHEST ? Number(text) : undefined),
    write: String,
  },
};

class LossDescent extends MovingFigure {
  invitation = "Choose a learning rate η, and let the ball go down step by step.";

  prepare() {
    const rate = this.getAttribute("rate") ?? String(USUAL);
    const { values, problems } = readQuery(String(new URLSearchParams({ rate })), FIELDS, "In the page");
    this.problems = problems;
    this.descent = new Descent(values.rate ?? USUAL);
  }

  panels() {
    this.text.classList.add("sum");
    this.chart = new Chart({ kind: "descent", label: "", onResize: () => this.show() });
    this.control = numberControl({
      symbol: "η",
      name: "learning rate η",
      limits: [LOWEST, HIGHEST],
      slider: { min: LOWEST, max: HIGHEST, step: 0.01 },
      onChange: (rate) => this.change(rate),
      onRefuse: (text) => this.messages.show(text),
    });
    const [step, reset] = [button("Step", () => this.step()), button("Reset", () => this.reset())];
    return [
      this.chart.picture,
      this.text,
      html("div", { class: "controls" }, this.control.element),
      html("div", { class: "buttons" }, this.playButton, step, reset),
    ];
  }

  change(rate) {
    this.descent.rate = rate;
    this.messages.clear();
    this.show();
    if (!this.clock.isRunning) this.say();
  }

  reset() {
    this.pause();
    this.messages.clear();
    this.descent.restart();
    this.show();
    this.say("Reset. ");
  }

  step() {
    this.pause();
    this.messages.clear();
    this.advance();
    this.say();
  }

  begin() {
    this.last = undefined;
    this.nLeft = STEPS_A_RUN;
  }

  /** Let the ball rest, roll and arrive. */
  tick(now) {
    this.last ??= now;
    const rolled = Math.max(0, now - this.last - REST) / (STEP - REST);
    if (rolled < 1) {
      this.show(rolled);
      return;
    }
    this.last = now;
    this.nLeft--;
    this.advance();
    if (this.hasEnded()) {
      this.pause();
      this.say();
    }
  }

  advance() {
    if (!this.descent.hasEscaped) this.descent.advance();
    this.show();
    if (this.descent.hasEscaped) this.messages.show("θ runs away: this learning rate is too large. Press Reset, and choose a smaller one.");
  }

  /** Return whether a run is over, and say why. */
  hasEnded() {
    const { hasArrived, hasEscaped } = this.descent;
    if (hasArrived) this.messages.show("There: θ is less than 0.01 away from the minimum.");
    else if (!hasEscaped && this.nLeft === 0) this.messages.show(`Paused after ${STEPS_A_RUN} steps. Press Play for ${STEPS_A_RUN} more.`);
    return hasArrived || hasEscaped || this.nLeft === 0;
  }

  /** Show everything, the ball so far on its way to the next place. */
  show(rolled = 0) {
    const { rate, theta, nSteps, nextStep } = this.descent;
    drawDescent(this.chart, this.descent, theta + rolled * rolled * (3 - 2 * rolled) * nextStep);
    this.control.show(rate);
    const numbers = `θ = ${short(theta)}, slope ${short(slope(theta))}, next step ${short(nextStep)}`;
    this.text.textContent = `step ${nSteps}: ${numbers}`;
    this.chart.picture.setAttribute("aria-label", `The curve of the loss, with the ball and its tangent at θ = ${short(theta)}`);
  }
}

customElements.define("loss-descent", LossDescent);
