/** <optimizer-race>: four optimisers on their way down one narrow valley, each with what it remembers. */

import { Chart } from "./chart.js";
import { html, svg } from "./elements.js";
import { decimals } from "./numbers.js";
import { MOMENTUM, N_STEPS, NAMES, rateOf, walk } from "./optimizers.js";
import { drawMemory, drawValley, mark } from "./race-drawing.js";
import { SteppedFigure } from "./stepped-figure.js";

const LETTERS = { momentum: "v", Adam: "m" };
const HINT =
  `The cross is the lowest point. Momentum keeps ${MOMENTUM} of its velocity v. ` +
  "An arrow points against v, or against Adam's mean m of the slopes; a small one is drawn larger than it is. " +
  "Bars: what each slope is divided by.";

class OptimizerRace extends SteppedFigure {
  invitation = "Move the slider, and see where each optimiser is after so many steps.";
  nSteps = N_STEPS;
  ends = ["start", `${N_STEPS} steps`];
  duration = 300;

  panels() {
    this.runners = NAMES.map((name) => this.runner(name));
    return [
      html("div", { class: "race" }, ...this.runners.map(({ element }) => element)),
      ...this.lead(),
      html("p", { class: "hint" }, HINT),
    ];
  }

  /** Return an optimiser with its walk and the parts that show it. */
  runner(name) {
    const places = walk(name);
    const most = (key) => Math.max(...places.map(({ memory }) => Math.hypot(...(memory[key] ?? []))));
    const largest = { carried: most("carried"), divisors: Math.max(...places.flatMap(({ memory }) => memory.divisors ?? [])) };
    const chart = new Chart({ kind: "valley", label: "", onResize: () => this.show() });
    const memory = svg("svg", { class: "memory", role: "img" });
    const title = html(
      "p",
      { class: "title" },
      svg("svg", { viewBox: "-8 -8 16 16", "aria-hidden": "true" }, mark(name)),
      html("span", {}, `${name[0].toUpperCase()}${name.slice(1)}, rate ${rateOf(name)}`),
    );
    return { name, places, largest, chart, memory, element: html("div", { class: name }, title, chart.picture, memory) };
  }

  show() {
    super.show();
    const { step } = this;
    for (const { name, places, largest, chart, memory } of this.runners) {
      const { theta, memory: kept } = places[step];
      drawValley(chart, name, places.slice(0, step + 1).map((place) => place.theta));
      drawMemory(memory, kept, largest, LETTERS[name]);
      const label = `The valley with the path of ${name}, after ${step} steps at ${listed(theta, 3)}`;
      chart.picture.setAttribute("aria-label", label);
      memory.setAttribute("aria-label", remembered(name, kept));
    }
    this.text.textContent = this.standing();
  }

  /** Say how far from the lowest point each one is. */
  standing() {
    const distances = this.runners.map(({ places }) => Math.hypot(...places[this.step].theta));
    if (this.step === 0) return `All four start ${decimals(distances[0], 3)} from the lowest point, and remember nothing yet.`;
    const each = NAMES.map((name, i) => `${name} ${decimals(distances[i], 3)}`);
    const nearest = NAMES[distances.indexOf(Math.min(...distances))];
    const count = this.step === 1 ? "1 step" : `${this.step} steps`;
    return `After ${count}, the distance from the lowest point is: ${each.join(", ")}. The nearest is ${nearest}.`;
  }
}

/** Say what an optimiser remembers. */
function remembered(name, { carried, divisors }) {
  const parts = [
    ...(carried ? [`${name === "Adam" ? "mean slopes" : "velocity"} ${listed(carried, 2)}`] : []),
    ...(divisors ? [`divisors ${listed(divisors, 2)}`] : []),
  ];
  return `Memory of ${name}: ${parts.join("; ") || "none"}`;
}

function listed(numbers, digits) {
  return numbers.map((number) => decimals(number, digits)).join(", ");
}

customElements.define("optimizer-race", OptimizerRace);
