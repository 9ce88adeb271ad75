/** Changing the weights of a network by hand, one at a time: which one, and its value. */

import { menuControl, numberControl } from "./controls.js";
import { html } from "./elements.js";
import { asShown, parametersOf } from "./starting-weights.js";
import { LARGEST_WEIGHT } from "./training-settings.js";

const SLIDER = { min: -5, max: 5, step: 0.25 };

export class WeightControls {
  element = html("div", { class: "weights" });
  index = 0;

  /**
   * @param {{onChange: (index: number, value: number) => void, onRefuse: (text: string) => void}} what
   *   onChange is told the place among all parameters
   */
  constructor({ onChange, onRefuse }) {
    this.number = numberControl({
      symbol: "w",
      name: "value of the weight",
      limits: [-LARGEST_WEIGHT, LARGEST_WEIGHT],
      slider: SLIDER,
      onChange: (value) => onChange(this.index, value),
      onRefuse,
    });
  }

  /** Offer the weights of another network. */
  begin(layers, symbols) {
    const names = parameterNames(layers, symbols);
    if (String(names) === String(this.names)) return;
    this.names = names;
    this.index = 0;
    const menu = menuControl({ name: "weight to change", values: names, onChange: (name) => this.choose(names.indexOf(name)) });
    this.element.replaceChildren(menu.element, this.number.element);
  }

  choose(index) {
    this.index = index;
    this.show(this.layers);
  }

  /** Show the value of the chosen weight. */
  show(layers) {
    this.layers = layers;
    this.number.show(asShown(parametersOf(layers)[this.index]));
  }
}

/** Return a name for each parameter, in the order in which a link has them. */
function parameterNames(layers, symbols) {
  let sources = symbols;
  return layers.flatMap(({ biases }, depth) => {
    const isLast = depth === layers.length - 1;
    const targets = biases.map((_, j) => (isLast ? "y" : `${depth ? "second layer" : "unit"} ${j + 1}`));
    const names = [...sources, "bias"].flatMap((source) => targets.map((target) => `${source} → ${target}`));
    sources = targets;
    return names;
  });
}
