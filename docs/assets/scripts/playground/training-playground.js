/** <training-playground>: a network that learns while one looks. */

import { readQuery, replaceAddress, withState } from "./address.js";
import { Clock } from "./clock.js";
import { button } from "./controls.js";
import { html } from "./elements.js";
import { loadStyles, standIn } from "./figure-stand-in.js";
import { loadData } from "./loading.js";
import { copyButtons, Messages } from "./sharing.js";
import { asShown, parametersOf } from "./starting-weights.js";
import { TrainingControls } from "./training-controls.js";
import { trainingSnippet } from "./training-python.js";
import { agreeing, changed, FIELDS, FOR_SPIRALS, LARGEST_WEIGHT, MORE_MENUS, START, VIEW } from "./training-settings.js";
import { TrainingView } from "./training-view.js";
import { Training } from "./training.js";

const PICTURES_A_CALM_ONE = 50; // for readers who ask for less motion it comes once a second
const EPOCHS_A_RUN = 5000;
const INVITATION = "Press the button Run below and watch this network learn, or choose other settings for it first.";
const ABOUT = {
  penguins: "Triangles are Chinstraps, circles the other penguins; x₁ is the length of the beak and x₂ its depth, standardised.",
};
const SPIRALS = "Spirals are hard: here are settings that can tell them apart.";

class TrainingPlayground extends HTMLElement {
  clock = new Clock((isCalm) => this.tick(this.settings.speed * (isCalm ? PICTURES_A_CALM_ONE : 1)));

  async connectedCallback() {
    const [data] = await Promise.all([loadData(), loadStyles()]);
    if (!this.isConnected || this.classList.contains("live")) return;
    this.data = data;
    const wanted = Object.fromEntries([...this.attributes].map(({ name, value }) => [name, value]));
    const page = readQuery(String(new URLSearchParams(wanted)), FIELDS, "In the page");
    const link = readQuery(location.search, FIELDS, "In the link");
    const { settings, problems } = agreeing({ ...START, ...page.values, ...link.values });
    this.messages = new Messages([...page.problems, ...link.problems, ...problems]);
    this.build();
    this.controls.openIfUsed(settings);
    this.restart(settings);
    standIn(this);
  }

  disconnectedCallback() {
    this.clock.stop();
  }

  build() {
    this.controls = new TrainingControls({
      onChange: (setting) => this.change(setting),
      onWeight: (index, value) => this.changeWeight(index, value),
      onRefuse: (text) => this.messages.show(text),
    });
    this.view = new TrainingView();
    this.about = html("p", { class: "hint" });
    this.runButton = button("Run", () => this.toggle(), "primary");
    const invitation = html("p", { class: "invitation" }, INVITATION);
    const panels = html("div", { class: "panels training-panels" }, ...this.panels());
    this.replaceChildren(this.messages.notice, invitation, panels);
  }

  panels() {
    const copying = copyButtons({
      link: () => withState(`${location.href.split("#")[0]}#${this.id}`, FIELDS, this.settings),
      python: () => trainingSnippet(this.settings, this.training.epochs),
      messages: this.messages,
    });
    const { controls, view } = this;
    const buttons = [
      button("Step", () => this.step()),
      button("Reset", () => this.reset()),
      button("New start", () => this.startAnew()),
    ];
    return [
      controls.element,
      html("div", { class: "buttons" }, controls.fold.opener),
      controls.more,
      html("div", { class: "buttons" }, this.runButton, ...buttons, view.numbers),
      html("div", { class: "view" }, view.plane.element, this.about),
      html("div", { class: "progress" }, view.curve, view.network),
      html("div", { class: "buttons" }, ...copying.buttons),
      copying.field,
      this.messages.line,
      this.messages.spoken,
    ];
  }

  /** Begin again from the starting weights. */
  restart(settings) {
    this.pause();
    this.settings = settings;
    this.training = new Training(this.data, settings);
    this.controls.show(settings);
    this.about.textContent = ABOUT[settings.data] ?? "";
    this.view.begin(this.training);
    this.controls.weights.begin(this.training.layers, this.view.symbols);
    this.show();
  }

  show() {
    this.view.show(this.settings);
    this.controls.weights.show(this.training.layers);
  }

  change(setting) {
    this.messages.clear();
    const { settings, problems } = changed(this.settings, { ...this.forSpirals(setting.data), ...setting });
    if (Object.keys(setting).every((key) => VIEW.includes(key))) this.look(settings);
    else this.restart(settings);
    clearTimeout(this.writing); // browsers allow few changes of the address a second, and a slider makes many
    if (setting.weights) this.writing = setTimeout(() => this.isConnected && replaceAddress(FIELDS, this.settings), 250);
    else replaceAddress(FIELDS, settings);
    this.messages.show(problems.join(" "));
    this.messages.say(`Ready. ${this.view.numbers.textContent}`);
    if (setting.data !== "spirals") return;
    this.controls.openIfUsed(settings);
    this.messages.show(SPIRALS);
  }

  /** Return settings for a reader who chooses spirals; for one who leaves them, those from before. */
  forSpirals(data) {
    if (data === undefined) return {};
    const before = this.beforeSpirals;
    const keys = Object.keys(FOR_SPIRALS);
    const isSpirals = data === "spirals";
    this.beforeSpirals = isSpirals ? Object.fromEntries(keys.map((key) => [key, this.settings[key]])) : undefined;
    return isSpirals ? FOR_SPIRALS : before;
  }

  /** Go on with the training, and look at it in another way. */
  look(settings) {
    this.settings = settings;
    this.controls.show(settings);
    this.show();
  }

  /** Begin again from the weights as they are shown, one of them the reader's. */
  changeWeight(index, value) {
    const numbers = parametersOf(this.training.layers).with(index, value).map(asShown);
    this.change({ weights: numbers.map((number) => Math.max(-LARGEST_WEIGHT, Math.min(LARGEST_WEIGHT, number))) });
  }

  /** Begin with the next starting weights; after the last come the first. */
  startAnew() {
    const starts = MORE_MENUS.start.values;
    this.change({ start: starts[(starts.indexOf(this.settings.start) + 1) % starts.length] });
  }

  reset() {
    this.messages.clear();
    this.restart(this.settings);
    this.messages.say(`Reset. ${this.view.numbers.textContent}`);
  }

  step() {
    this.pause();
    this.train(1);
    this.messages.say(this.view.numbers.textContent);
  }

  toggle() {
    if (this.clock.isRunning) {
      this.pause();
      this.messages.say(`Paused. ${this.view.numbers.textContent}`);
    } else {
      this.messages.clear();
      this.lastEpoch = this.training.epochs + EPOCHS_A_RUN;
      this.clock.start();
      this.runButton.textContent = "Pause";
    }
  }

  pause() {
    this.clock.stop();
    this.runButton.textContent = "Run";
  }

  /** Go on by so many epochs, or by what the run still has. */
  tick(epochs) {
    this.train(Math.min(epochs, this.lastEpoch - this.training.epochs));
    if (this.training.epochs === this.lastEpoch) {
      this.pause();
      this.messages.show(`Paused after ${this.lastEpoch} epochs. Press Run for ${EPOCHS_A_RUN} more.`);
    }
  }

  train(epochs) {
    this.training.advance(epochs);
    this.show();
    const { overflow } = this.training;
    if (overflow) {
      this.pause();
      this.messages.show(
        `The next step leads to numbers too large to represent: fit() stops in epoch ${overflow} with an error. ` +
          "Try a smaller learning rate.",
      );
    }
  }
}

customElements.define("training-playground", TrainingPlayground);
