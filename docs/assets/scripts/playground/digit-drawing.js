/** Pictures of 8 by 8 pixels, and ten probabilities as bars. */

import { html, svg } from "./elements.js";
import { decimals } from "./numbers.js";

const SIDE = 8;
const MOST_INK = 16;
const FAINTEST = 0.02; // share of the largest number below which one is not drawn

/** Return an empty picture. */
export function picture() {
  return svg("svg", { class: "pixels", role: "img", viewBox: `0 0 ${SIDE} ${SIDE}` });
}

/** Show the ink in each pixel, from 0 to 16; the label has the numbers. @param {number[]} pixels */
export function showInk(shown, pixels) {
  const rows = Array.from({ length: SIDE }, (_, i) => pixels.slice(SIDE * i, SIDE * (i + 1)).join(" "));
  const told = pixels.length ? `row by row: ${rows.join(", ")}` : "nothing yet";
  shown.setAttribute("aria-label", `The picture that the network sees, ${told}`);
  shown.replaceChildren(...pixels.map((ink, i) => square(i, ink / MOST_INK, 1)));
}

/** Show numbers, positive ones as squares and negative ones as circles, the stronger the further from 0. */
export function showSigned(shown, numbers, largest, label) {
  shown.setAttribute("aria-label", label);
  const marks = numbers.map((number, i) => {
    const strength = Math.abs(number) / (largest || 1);
    if (strength < FAINTEST) return "";
    return number > 0 ? square(i, strength, 0.9) : circle(i, strength);
  });
  shown.replaceChildren(...marks);
}

function square(i, opacity, side) {
  const [x, y] = corner(i).map((c) => c + (1 - side) / 2);
  return svg("rect", { x, y, width: side, height: side, "fill-opacity": opacity });
}

function circle(i, opacity) {
  const [cx, cy] = corner(i).map((c) => c + 0.5);
  return svg("circle", { cx, cy, r: 0.45, "fill-opacity": opacity });
}

function corner(i) {
  return [i % SIDE, Math.floor(i / SIDE)];
}

/** Return a table of ten digits with a bar for the probability of each, and the function that shows it. */
export function probabilityTable() {
  const rows = Array.from({ length: 10 }, (_, digit) => {
    const bar = svg("rect", { height: 1, width: 0 });
    const number = html("td");
    const drawn = svg("svg", { viewBox: "0 0 1 1", preserveAspectRatio: "none", "aria-hidden": "true" }, bar);
    return { bar, number, element: html("tr", {}, html("th", { scope: "row" }, String(digit)), html("td", {}, drawn), number) };
  });
  const element = html("table", { class: "probabilities", "aria-label": "The probability of each digit" });
  element.append(html("tbody", {}, ...rows.map((row) => row.element)));
  const show = (probabilities, answer) => {
    rows.forEach((row, digit) => {
      row.bar.setAttribute("width", String(probabilities[digit] ?? 0));
      row.number.textContent = probabilities.length ? percent(probabilities[digit]) : "";
      row.element.classList.toggle("answer", digit === answer);
    });
  };
  return { element, show };
}

/** Return a probability as readers are told it. */
export function percent(probability) {
  return `${decimals(100 * probability, 1)} %`;
}
