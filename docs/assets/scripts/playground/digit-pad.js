/** <digit-pad>: a pad to draw a digit on, and what the network that the chapter has trained makes of it. */

import { button } from "./controls.js";
import { percent, picture, probabilityTable, showInk, showSigned } from "./digit-drawing.js";
import { reading } from "./digit-network.js";
import { pixelsOf } from "./digit-scaling.js";
import { DrawingPad, PEN } from "./drawing-pad.js";
import { html } from "./elements.js";
import { LiveFigure } from "./live-figure.js";
import { loadDigits, parametersFrom } from "./loading.js";
import { decimals } from "./numbers.js";

const LABEL =
  "Pad to draw a digit on. Arrow keys move the pen, and Home, End, Page Up and Page Down move it aslant; " +
  "Space puts it down and lifts it";
const HINT =
  "This is the network of this chapter. It has learned from 1097 pictures of 8 × 8 pixels, by thirteen people; " +
  "you are not one of them. It never sees your drawing, only the picture of 8 × 8 pixels. " +
  "Blue squares add to a hidden unit’s sum, orange circles take from it.";
const TELLING = 0.0005; // a smaller probability would be told as 0.0 %
const BLANK = { probabilities: [], guesses: [], loudest: [] };

class DigitPad extends LiveFigure {
  invitation = "Draw a digit with the mouse, a finger or the arrow keys and Space. Does the network read it?";

  /** Which test digit is shown, until there is a drawing. @type {number | undefined} */
  example = 0;
  nextExample = 1;

  load() {
    return loadDigits();
  }

  prepare(digits) {
    this.examples = digits.examples;
    this.parameters = parametersFrom(digits.parameters);
    this.pad = new DrawingPad({
      label: LABEL,
      onDraw: () => this.change(undefined),
      onLift: () => this.messages.say(this.text.textContent),
      onMove: (text) => this.messages.say(text),
    });
  }

  panels() {
    this.seen = picture();
    this.probabilities = probabilityTable();
    this.text = html("p", { class: "score" });
    this.heading = html("p");
    this.units = Array.from({ length: 3 }, () => ({ drawn: picture(), title: html("p") }));
    const buttons = [
      button("Undo", () => this.undo(1)),
      button("Clear", () => this.undo(Infinity)),
      button("Test digit", () => this.showExample()),
    ];
    return [
      html(
        "div",
        { class: "digit" },
        html("div", {}, this.pad.element, html("div", { class: "buttons" }, ...buttons)),
        html("div", { class: "seen" }, html("p", {}, "What the network sees"), this.seen),
        this.probabilities.element,
      ),
      this.text,
      html("div", {}, this.heading, html("div", { class: "units" }, ...this.units.map(unitElement))),
      html("p", { class: "hint" }, HINT),
    ];
  }

  undo(n) {
    this.pad.takeBack(n);
    this.messages.say(this.text.textContent);
  }

  showExample() {
    this.pad.takeBack(Infinity);
    this.change(this.nextExample);
    this.nextExample = (this.nextExample + 1) % this.examples.y.length;
    this.messages.say(this.text.textContent);
  }

  change(example) {
    this.example = example;
    this.show();
  }

  /** What the network is shown: the drawing, a test digit, or nothing. @returns {number[] | undefined} */
  get pixels() {
    const { lines } = this.pad;
    return lines.length ? pixelsOf(lines, PEN) : this.examples.X[this.example];
  }

  show() {
    const { pixels } = this;
    const { probabilities, guesses, loudest } = pixels ? reading(this.parameters, pixels) : BLANK;
    showInk(this.seen, pixels ?? [], "The picture that the network sees");
    this.probabilities.show(probabilities, guesses[0]);
    this.text.textContent = this.told(probabilities, guesses);
    this.heading.textContent = pixels
      ? `The three hidden units that add most to the score of ${guesses[0]}: each pixel times its weight`
      : "The hidden units have seen nothing yet.";
    const largest = Math.max(...loudest.flatMap(({ products }) => products.map(Math.abs)));
    this.units.forEach(({ drawn, title }, i) => {
      const { unit, adds, products } = loudest[i] ?? { products: [] };
      title.textContent = pixels ? `unit ${unit + 1} adds ${decimals(adds, 2)}` : "";
      showSigned(drawn, products, largest, pixels ? `Unit ${unit + 1}: each pixel times its weight` : "Nothing yet");
    });
  }

  told(probabilities, guesses) {
    if (!guesses.length) return "Nothing is drawn yet.";
    const [first, second] = guesses.map((digit) => `${digit}, ${percent(probabilities[digit])}`);
    const doubt = probabilities[guesses[1]] < TELLING ? "" : `; its second guess is ${second}`;
    const said = `the network reads ${first} sure${doubt}.`;
    if (this.example === undefined) return `Your drawing: ${said}`;
    const { y } = this.examples;
    return `Of the test digits, number ${this.example + 1} of the ten of which it is least sure, a ${y[this.example]}: ${said}`;
  }
}

function unitElement({ drawn, title }) {
  return html("div", {}, drawn, title);
}

customElements.define("digit-pad", DigitPad);
