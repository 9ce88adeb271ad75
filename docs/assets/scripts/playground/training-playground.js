/** <training-playground>: a network with one hidden layer that learns while one looks. */

import { readQuery, replaceAddress, withState } from "./address.js";
import { Clock } from "./clock.js";
import { button, menuControl } from "./controls.js";
import { showDecision } from "./decision-regions.js";
import { drawDiagram } from "./diagram-drawing.js";
import { networkDiagram } from "./diagram.js";
import { html, svg } from "./elements.js";
import { loadStyles, standIn } from "./figure-stand-in.js";
import { loadData } from "./loading.js";
import { drawLosses } from "./loss-curve.js";
import { classOf } from "./network.js";
import { general } from "./numbers.js";
import { marker, Plane, placeMarker } from "./plane.js";
import { trainingSnippet } from "./python.js";
import { copyButtons, Messages } from "./sharing.js";
import { Training } from "./training.js";
import { FIELDS, MENUS, START } from "./training-settings.js";

const EPOCHS_A_TICK = 2;
const EPOCHS_A_CALM_TICK = 100;
const EPOCHS_A_RUN = 5000;
const INVITATION = "Press the button Run below and watch this network learn, or choose other settings for it first.";

class TrainingPlayground extends HTMLElement {
  clock = new Clock((isCalm) => this.tick(isCalm ? EPOCHS_A_CALM_TICK : EPOCHS_A_TICK));

  async connectedCallback() {
    const [start] = await Promise.all([loadData(), loadStyles()]);
    if (!this.isConnected || this.classList.contains("live")) return;
    this.start = start;
    const wanted = Object.fromEntries([...this.attributes].map(({ name, value }) => [name, value]));
    const page = readQuery(String(new URLSearchParams(wanted)), FIELDS, "In the page");
    const link = readQuery(location.search, FIELDS, "In the link");
    this.messages = new Messages([...page.problems, ...link.problems]);
    this.build();
    this.restart({ ...START, ...page.values, ...link.values });
    standIn(this);
  }

  disconnectedCallback() {
    this.clock.stop();
  }

  build() {
    this.menus = Object.entries(MENUS).map(([key, menu]) =>
      menuControl({ ...menu, onChange: (text) => this.change({ [key]: FIELDS[key].read(text) }) }),
    );
    this.plane = new Plane(1, "img", "The examples, and the boundary that the network draws between them");
    this.diagram = svg("svg", { class: "diagram", role: "img" });
    this.curve = svg("svg", { class: "curve", role: "img", "aria-label": "The loss of every epoch" });
    this.numbers = html("p", { class: "score" });
    this.runButton = button("Run", () => this.toggle(), "primary");
    const invitation = html("p", { class: "invitation" }, INVITATION);
    const panels = html("div", { class: "panels training-panels" }, ...this.panels());
    this.replaceChildren(this.messages.notice, invitation, panels);
  }

  panels() {
    const copying = copyButtons({
      link: () => withState(`${location.href.split("#")[0]}#${this.id}`, FIELDS, this.training.settings),
      python: () => trainingSnippet(this.training.settings, this.training.epochs),
      messages: this.messages,
    });
    const [step, reset] = [button("Step", () => this.step()), button("Reset", () => this.reset())];
    return [
      html("div", { class: "controls" }, ...this.menus.map(({ element }) => element)),
      html("div", { class: "buttons" }, this.runButton, step, reset, this.numbers),
      html("div", { class: "view" }, this.plane.element),
      html("div", { class: "progress" }, this.curve, this.diagram),
      html("div", { class: "buttons" }, ...copying.buttons),
      copying.field,
      this.messages.line,
      this.messages.spoken,
    ];
  }

  /** Begin again from the starting weights. */
  restart(settings) {
    this.pause();
    this.training = new Training(this.start, settings);
    Object.keys(MENUS).forEach((key, i) => this.menus[i].show(settings[key]));
    this.showExamples();
    this.show();
  }

  change(setting) {
    this.messages.clear();
    this.restart({ ...this.training.settings, ...setting });
    replaceAddress(FIELDS, this.training.settings);
    this.messages.say(`Ready. ${this.numbers.textContent}`);
  }

  reset() {
    this.messages.clear();
    this.restart(this.training.settings);
    this.messages.say(`Reset. ${this.numbers.textContent}`);
  }

  step() {
    this.pause();
    this.train(1);
    this.messages.say(this.numbers.textContent);
  }

  toggle() {
    if (this.clock.isRunning) {
      this.pause();
      this.messages.say(`Paused. ${this.numbers.textContent}`);
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

  showExamples() {
    const { X, y } = this.training.examples;
    const reach = 1.12 * X.flat().reduce((most, c) => Math.max(most, Math.abs(c)), 0);
    this.plane.setReach(reach);
    this.markers = y.map((label) => svg("g", {}, marker(label)));
    this.markers.forEach((element, i) => placeMarker(element, this.plane.toDrawing(X[i]), false));
    this.plane.points.replaceChildren(...this.markers);
  }

  show() {
    const { layers, examples, losses, epochs, loss } = this.training;
    showDecision(this.plane, layers);
    drawDiagram(this.diagram, networkDiagram(layers));
    this.diagram.setAttribute("aria-label", `A network with ${layers[1].weights.length} hidden units`);
    drawLosses(this.curve, losses);
    const isRight = examples.X.map((x, i) => classOf(layers, x) === examples.y[i]);
    this.markers.forEach((element, i) => element.classList.toggle("wrong", !isRight[i]));
    const nRight = isRight.filter(Boolean).length;
    this.numbers.textContent = `epoch ${epochs} · loss ${general(loss, 6)} · ${nRight} of ${isRight.length} right`;
  }
}

customElements.define("training-playground", TrainingPlayground);
