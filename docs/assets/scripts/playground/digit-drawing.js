/** Pictures of square pixels, as many in a row as there are rows, and ten probabilities as bars. */

import { html, svg } from "./elements.js";
import { decimals } from "./numbers.js";

const SIDE = 8;
const MOST_INK = 16;
const FAINTEST = 0.02; // share of the largest number below which one is not drawn

/** Return an empty picture. */
export function picture() {
  return svg("svg", { class: "pixels", role: "img", viewBox: `0 0 ${SIDE} ${SIDE}` });
}

/** Show the ink in each pixel, from 0 to 16; the label says what it is, and has the numbers. @param {number[]} pixels */
export function showInk(shown, pixels, what) {
  const told = pixels.length ? `row by row: ${rowByRow(pixels, SIDE)}` : "nothing yet";
  shown.setAttribute("aria-label", `${what}, ${told}`);
  shown.replaceChildren(...pixels.map((ink, i) => square(corner(i, pixels), ink / MOST_INK, 1)));
}

/** Return numbers as they are read out, so many in a row. */
export function rowByRow(numbers, side) {
  const rows = Array.from({ length: Math.ceil(numbers.length / side) }, (_, i) => numbers.slice(side * i, side * (i + 1)));
  return rows.map((row) => row.join(" ")).join(", ");
}

/** Show numbers, positive ones as squares and negative ones as circles, the stronger the further from 0. */
export function showSigned(shown, numbers, largest, label) {
  shown.setAttribute("aria-label", label);
  const marks = numbers.map((number, i) => {
    const strength = Math.abs(number) / (largest || 1);
    if (strength < FAINTEST) return "";
    const at = corner(i, numbers);
    return number > 0 ? square(at, strength, 0.9) : circle(at, strength);
  });
  shown.replaceChildren(...marks);
}

function square(at, opacity, side) {
  const [x, y] = at.map((c) => c + (1 - side) / 2);
  return svg("rect", { x, y, width: side, height: side, "fill-opacity": opacity });
}

function circle(at, opacity) {
  const [cx, cy] = at.map((c) => c + 0.5);
  return svg("circle", { cx, cy, r: 0.45, "fill-opacity": opacity });
}

function corner(i, { length }) {
  const side = Math.sqrt(length);
  return [i % side, Math.floor(i / side)];
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
