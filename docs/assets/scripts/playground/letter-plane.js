/** <letter-plane>: the letters in the plane while the network of the chapter learns, and names that it makes. */

import { button, numberControl } from "./controls.js";
import { html } from "./elements.js";
import { Generator } from "./generator.js";
import { letterPicture, VOWELS } from "./letter-drawing.js";
import { makeNames } from "./letter-network.js";
import { loadNames, parametersFrom } from "./loading.js";
import { decimals } from "./numbers.js";
import { SteppedFigure } from "./stepped-figure.js";

const [COLDEST, USUAL, HOTTEST] = [0.3, 1, 2];
const N_NAMES = 6;
const FIRST_SEED = 2; // as for the names of the chapter
const N_EPOCHS = 10;
const HINT =
  "Vowels have a ring. The weights are kept at five moments of the training; names come from the latest of them. " +
  "A low temperature makes the network cautious, a high one wild. With the same seed everybody gets the same names.";

class LetterPlane extends SteppedFigure {
  invitation = "Go back with the slider, or press Play: how did the letters come there? And which names did the network make on the way?";
  unit = "moments of the training";
  ends = ["untrained", `${N_EPOCHS} epochs`];
  duration = 400;
  temperature = USUAL;

  /** With what the names were drawn; there are none before the first press. @type {number | undefined} */
  seed;

  load() {
    return loadNames();
  }

  prepare({ letters, steps, losses, places, nearest, networks }) {
    Object.assign(this, { letters: [...letters], steps, losses, places, nearest });
    this.networks = Object.entries(networks).map(([step, numbers]) => [Number(step), parametersFrom(numbers)]);
    this.nSteps = this.step = steps.length - 1; // it begins with what the figure above shows
  }

  panels() {
    this.picture = letterPicture(this.letters, this.places);
    this.heading = html("p");
    this.names = html("ul", { class: "names", "aria-label": "Names" });
    this.control = numberControl({
      symbol: "temperature",
      name: "temperature",
      limits: [COLDEST, HOTTEST],
      slider: { min: COLDEST, max: HOTTEST, step: 0.1 },
      onChange: (value) => this.draw({ temperature: value }),
      onRefuse: (text) => this.messages.show(text),
    });
    const make = button("Make names", () => this.draw({ seed: this.seed === undefined ? FIRST_SEED : this.seed + 1 }));
    return [
      this.picture.element,
      ...this.lead(),
      html("div", { class: "making" }, this.control.element, html("div", { class: "buttons" }, make)),
      html("div", {}, this.heading, this.names),
      html("p", { class: "hint" }, HINT),
    ];
  }

  /** Draw names with another seed, or at another temperature. */
  draw(changed) {
    Object.assign(this, changed);
    this.messages.clear();
    this.show();
    const names = [...this.names.children].map(({ textContent }) => textContent);
    this.messages.say(`${this.heading.textContent} ${names.join(", ")}`);
  }

  show() {
    super.show();
    const { step, letters } = this;
    const when = this.when(this.steps[step]).replace(/./, (letter) => letter.toUpperCase());
    const nearest = [...this.nearest[step]];
    const all = letters.map((letter, i) => `${letter} ${nearest[i]}`).join(", ");
    this.picture.show(this.places[step], `The letters in the plane. ${when}, each with the one that is most like it: ${all}`);
    const ofVowels = VOWELS.map((vowel) => nearest[letters.indexOf(vowel)].replace(".", "“.”"));
    this.text.textContent =
      `${when}: loss ${decimals(this.losses[step], 3)} on the names in the drawer. ` +
      `Nearest to ${listed(VOWELS)}: ${listed(ofVowels)}.`;
    this.control.show(this.temperature);
    this.showNames();
  }

  showNames() {
    const isMade = this.seed !== undefined;
    const [step, parameters] = this.networks.findLast(([kept]) => kept <= this.steps[this.step]);
    const made = isMade ? makeNames(N_NAMES, parameters, this.letters, new Generator(this.seed), this.temperature) : [];
    this.heading.textContent = isMade
      ? `Made ${this.when(step)}, at temperature ${this.temperature}, with seed ${this.seed}:`
      : "No names have been made yet.";
    this.names.replaceChildren(...made.map((name) => html("li", {}, name || "(no letter)")));
  }

  /** Say when in the training so many steps have been taken. */
  when(step) {
    const epochs = (N_EPOCHS * step) / this.steps.at(-1);
    if (step === 0) return "before the training";
    if (!Number.isInteger(epochs)) return `after ${step} steps`;
    return epochs === 1 ? "after 1 epoch" : `after ${epochs} epochs`;
  }
}

function listed(words) {
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

customElements.define("letter-plane", LetterPlane);
