/** A moving figure in which Play takes one step after the other, and a slider leads to any of them. */

import { html } from "./elements.js";
import { MovingFigure } from "./moving-figure.js";

export class SteppedFigure extends MovingFigure {
  /** How many steps have been taken, and of how many. */
  step = 0;
  nSteps = 0;

  /** What the slider counts, and the words at its ends. */
  unit = "steps";
  ends = ["", ""];

  /** For how many milliseconds a step stays. */
  duration = 0;

  /** Return what leads through the steps: the slider and Play, with the text below. @returns {HTMLElement[]} */
  lead() {
    this.text.classList.add("sum");
    this.range = html("input", {
      type: "range",
      min: 0,
      max: this.nSteps,
      step: 1,
      "aria-label": this.unit,
      input: () => this.slide(),
    });
    const ends = this.ends.map((text) => html("span", {}, text));
    return [html("div", { class: "way" }, this.range, ...ends), html("div", { class: "buttons" }, this.playButton), this.text];
  }

  slide() {
    this.step = Number(this.range.value);
    this.pause();
    this.say();
  }

  /** Go on from here, or begin anew at the end. */
  begin() {
    this.last = undefined;
    if (this.step === this.nSteps) this.step = 0;
    this.show();
  }

  tick(now) {
    this.last ??= now;
    if (now - this.last < this.duration) return;
    this.last = now;
    this.step++;
    this.show();
    if (this.step === this.nSteps) this.pause();
    this.say(); // which waits for a moment of quiet: shorter steps are not read out
  }

  /** Show on the slider which step it is. */
  show() {
    this.range.value = String(this.step);
    this.range.setAttribute("aria-valuetext", `${this.step} of ${this.nSteps} ${this.unit}`);
  }
}
