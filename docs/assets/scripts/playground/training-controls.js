/** The controls of the training playground's settings: four in sight, and the others in a fold. */

import { boxesControl, foldControl, menuControl } from "./controls.js";
import { html } from "./elements.js";
import { FIELDS, INPUTS, MENUS, MORE_MENUS, START } from "./training-settings.js";
import { WeightControls } from "./weight-controls.js";

export class TrainingControls {
  /**
   * @param {{onChange: (setting: object) => void, onWeight: (index: number, value: number) => void,
   *   onRefuse: (text: string) => void}} what onChange is told the setting that has changed
   */
  constructor({ onChange, onWeight, onRefuse }) {
    const menu = ([key, what]) => [
      key,
      menuControl({ ...what, onChange: (text) => onChange({ [key]: FIELDS[key].read(text) }) }),
    ];
    const [first, more] = [MENUS, MORE_MENUS].map((menus) => Object.fromEntries(Object.entries(menus).map(menu)));
    this.inputs = boxesControl({ ...INPUTS, onChange: (inputs) => onChange({ inputs }) });
    this.all = { ...first, ...more, inputs: this.inputs };
    this.element = html("div", { class: "controls" }, ...Object.values(first).map(({ element }) => element));
    this.weights = new WeightControls({ onChange: onWeight, onRefuse });
    const content = [...Object.values(more).map(({ element }) => element), this.inputs.element, this.weights.element];
    this.more = html("div", { class: "controls more" }, ...content);
    this.fold = foldControl({ name: "More settings", content: this.more });
  }

  /** Show settings. */
  show(settings) {
    for (const [key, control] of Object.entries(this.all)) control.show(settings[key]);
    this.all.noise.disable(settings.data === "penguins");
  }

  /** Open the fold where something in it is not as it is at first. */
  openIfUsed(settings) {
    const keys = [...Object.keys(MORE_MENUS), "inputs", "weights"];
    this.fold.open(keys.some((key) => FIELDS[key].write(settings[key]) !== FIELDS[key].write(START[key])));
  }
}
