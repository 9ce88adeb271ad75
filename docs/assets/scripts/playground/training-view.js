/** What is seen of a training: the plane with its examples, the network, the losses, the numbers. */

import { showDecision } from "./decision-regions.js";
import { drawDiagram } from "./diagram-drawing.js";
import { networkDiagram } from "./diagram.js";
import { html, svg } from "./elements.js";
import { FEATURES, inputsOf } from "./features.js";
import { drawLosses } from "./loss-curve.js";
import { classOf } from "./network.js";
import { general } from "./numbers.js";
import { marker, Plane, placeMarker } from "./plane.js";
import { gridPoints, responses } from "./response-grid.js";
import { showUnits } from "./unit-pictures.js";

export class TrainingView {
  plane = new Plane(1, "img", "The examples, and the boundary that the network draws between them");
  diagram = svg("svg", { class: "diagram", role: "img" });
  units = html("canvas", { "aria-hidden": "true" });
  network = html("div", { class: "network" }, this.units, this.diagram);
  curve = svg("svg", { class: "curve", role: "img", "aria-label": "The loss of every epoch" });
  numbers = html("p", { class: "score" });

  /** Show another training from its beginning. */
  begin(training) {
    const { examples, heldOut, settings } = training;
    this.training = training;
    const farthest = [...examples.points, ...heldOut.points].flat().reduce((most, c) => Math.max(most, Math.abs(c)), 0);
    this.plane.setReach(1.12 * farthest);
    this.markers = this.markersOf(examples, "learned");
    this.heldOutMarkers = this.markersOf(heldOut, "held-out");
    this.plane.points.replaceChildren(...this.heldOutMarkers, ...this.markers);
    this.gridInputs = gridPoints(this.plane.reach).map((point) => inputsOf(settings.inputs, point));
    this.symbols = settings.inputs.map((name) => FEATURES[name].symbol);
  }

  markersOf({ points, y }, kind) {
    return points.map((point, i) => {
      const element = svg("g", { class: kind }, marker(y[i]));
      placeMarker(element, this.plane.toDrawing(point), false);
      return element;
    });
  }

  /** Show how far the training has come. */
  show({ heldout, shading }) {
    const { layers, examples, heldOut, losses, heldOutLosses, epochs } = this.training;
    const found = responses(layers, this.gridInputs);
    const diagram = networkDiagram(layers, this.symbols);
    showDecision(this.plane, found.at(-1)[0], shading);
    drawDiagram(this.diagram, diagram);
    showUnits(this.units, diagram, found);
    const hidden = layers.slice(0, -1).map(({ biases }) => biases.length);
    this.diagram.setAttribute("aria-label", `A network with ${hidden.join(" and then ")} hidden units`);
    const isShown = heldout === "shown";
    drawLosses(this.curve, losses, isShown ? heldOutLosses : []);
    this.heldOutMarkers.forEach((element) => element.classList.toggle("outside", !isShown));
    const right = countRight(this.markers, layers, examples);
    this.numbers.textContent = `epoch ${epochs} · loss ${general(losses.at(-1), 6)} · ${right} right`;
    if (!isShown) return;
    const rightHeldOut = countRight(this.heldOutMarkers, layers, heldOut);
    this.numbers.append(` · held out: loss ${general(heldOutLosses.at(-1), 6)} · ${rightHeldOut} right`);
  }
}

/** Outline the examples on the wrong side; return how many are on the right one, in words. */
function countRight(markers, layers, { X, y }) {
  const isRight = X.map((x, i) => classOf(layers, x) === y[i]);
  markers.forEach((element, i) => element.classList.toggle("wrong", !isRight[i]));
  return `${isRight.filter(Boolean).length} of ${isRight.length}`;
}
