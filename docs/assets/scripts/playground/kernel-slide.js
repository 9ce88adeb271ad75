/** <kernel-slide>: a kernel of nine numbers that is slid over a digit, and the feature map that it makes. */

import { menuControl, numberField } from "./controls.js";
import { featureMap, MAP_SIDE, rowAndColumn, SIDE, SIZE, windowAt } from "./convolution.js";
import { html } from "./elements.js";
import { KernelFrame } from "./kernel-frame.js";
import { loadTenDigits } from "./loading.js";
import { MapDrawing } from "./map-drawing.js";
import { factor, short } from "./numbers.js";
import { SteppedFigure } from "./stepped-figure.js";

const KERNELS = {
  "upright edge": [-1, 0, 1, -1, 0, 1, -1, 0, 1],
  "lying edge": [-1, -1, -1, 0, 0, 0, 1, 1, 1],
  "blur": [1, 1, 1, 1, 1, 1, 1, 1, 1],
  "corner": [-1, -1, -1, -1, 1, 1, -1, 1, 1],
};
const START = { digit: 7, kernel: KERNELS["upright edge"], step: 25 };
const REACH = 9; // of a weight
const HINT = "In the map, blue squares are numbers above 0 and orange circles numbers below 0: the stronger, the further from 0.";

class KernelSlide extends SteppedFigure {
  invitation = "Move the frame over the digit. Then choose another kernel, or write one of your own.";
  nSteps = MAP_SIDE * MAP_SIDE - 1;
  unit = "moves";
  ends = ["upper left", "lower right"];
  duration = 500;
  digit = START.digit;
  kernel = START.kernel;
  step = START.step;

  /** Whether the map is filled place by place, as it is from Play on until the reader's hand moves the kernel. */
  isFilling = false;

  load() {
    return loadTenDigits();
  }

  prepare(digits) {
    this.digits = digits;
  }

  panels() {
    this.frame = new KernelFrame((place) => this.moveTo(place));
    this.map = new MapDrawing();
    this.weights = this.kernel.map((_, i) => this.weightField(i));
    this.menus = {
      digit: menuControl({
        name: "Digit:",
        values: [...this.digits.keys()],
        onChange: (name) => this.change({ digit: Number(name) }),
      }),
      kernel: menuControl({
        name: "Kernel:",
        values: Object.keys(KERNELS),
        onChange: (name) => this.change({ kernel: KERNELS[name] }),
      }),
    };
    const [way, buttons, text] = this.lead();
    const weights = html("div", { class: "kernel" }, ...this.weights.map(({ element }) => element));
    return [
      html(
        "div",
        { class: "convolution" },
        titled("digit", SIDE, this.frame.element),
        titled("kernel", SIZE, html("div", { class: "products" }, weights, text)),
        titled("feature map", MAP_SIDE, this.map.element),
      ),
      way,
      buttons,
      html("div", { class: "controls" }, this.menus.digit.element, this.menus.kernel.element),
      html("p", { class: "hint" }, HINT),
    ];
  }

  weightField(i) {
    const place = `row ${Math.floor(i / SIZE) + 1}, column ${(i % SIZE) + 1}`;
    return numberField({
      symbol: `The weight in ${place}`,
      name: `weight in ${place}`,
      limits: [-REACH, REACH],
      onChange: (weight) => this.change({ kernel: this.kernel.with(i, weight) }),
      onRefuse: (text) => this.messages.show(text),
    });
  }

  /** Take another digit or kernel; the map is complete, unless it is being filled. */
  change(what) {
    Object.assign(this, what);
    this.isFilling = this.clock.isRunning;
    this.messages.clear();
    this.show();
    if (!this.clock.isRunning) this.say();
  }

  moveTo(place) {
    this.step = place;
    this.isFilling = false;
    this.pause();
    this.say();
  }

  slide() {
    this.moveTo(Number(this.range.value));
  }

  /** Fill the map from its beginning, or go on filling it. */
  begin() {
    if (!this.isFilling) this.step = 0;
    this.isFilling = true;
    super.begin();
  }

  show() {
    super.show();
    const { digits, digit, kernel, step, isFilling } = this;
    const pixels = digits[digit];
    const map = featureMap(pixels, kernel);
    this.frame.show(digit, pixels, step, short(map[step]));
    this.map.show(map, isFilling ? step + 1 : map.length, step);
    this.text.replaceChildren(...lines(windowAt(pixels, step), kernel, map[step], step));
    this.weights.forEach((weight, i) => weight.show(kernel[i]));
    this.menus.digit.show(digit);
    this.menus.kernel.show(Object.keys(KERNELS).find((name) => String(KERNELS[name]) === String(kernel)) ?? "");
  }
}

/** Return the products of pixels and weights, a line for each row, and a line for their sum. */
function lines(window, kernel, sum, place) {
  const products = window.map((ink, i) => `${ink}·${factor(short(kernel[i]))}`);
  const rows = [0, 1, 2].map((row) => `${row ? "+ " : ""}${products.slice(SIZE * row, SIZE * (row + 1)).join(" + ")} `);
  const [row, column] = rowAndColumn(place);
  const result = [html("strong", {}, `= ${short(sum)}`), ` in row ${row + 1}, column ${column + 1}`];
  return [...rows.map((text) => html("span", {}, text)), html("span", {}, ...result)];
}

function titled(name, side, ...content) {
  return html("div", {}, html("p", {}, `${name}, ${side} × ${side}`), ...content);
}

customElements.define("kernel-slide", KernelSlide);
