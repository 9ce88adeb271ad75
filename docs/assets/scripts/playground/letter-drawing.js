/** Letters in the plane, which glide where a training takes them; vowels have a ring. */

import { svg } from "./elements.js";

export const VOWELS = ["a", "e", "i", "o", "u"];
const MARGIN = 0.2; // around all places

/**
 * Return a picture of letters, with the function that moves them, given their places and what the picture is called.
 * @param {string[]} letters
 * @param {number[][][]} walk the places of all letters at each moment
 */
export function letterPicture(letters, walk) {
  const [across, up] = [0, 1].map((k) => extent(walk.flat().map((place) => place[k])));
  const marks = letters.map(mark);
  const element = svg("svg", { class: "letters", role: "img" }, ...marks);
  element.style.aspectRatio = String(across.size / up.size); // a unit is as long on both axes
  const show = (places, label) => {
    element.setAttribute("aria-label", label);
    places.forEach(([x, y], i) => {
      const [right, down] = [(x - across.from) / across.size, 1 - (y - up.from) / up.size];
      marks[i].style.transform = `translate(${percent(right)}, ${percent(down)})`; // of the picture, however wide it is
    });
  };
  return { element, show };
}

function extent(numbers) {
  const from = Math.min(...numbers) - MARGIN;
  return { from, size: Math.max(...numbers) + MARGIN - from };
}

function mark(letter) {
  if (letter === ".") return svg("g", { class: "letter" }, svg("circle", { class: "dot", r: "0.2em" }));
  if (!VOWELS.includes(letter)) return svg("g", { class: "letter" }, svg("text", {}, letter));
  return svg("g", { class: "letter vowel" }, svg("circle", { r: "0.75em" }), svg("text", {}, letter));
}

function percent(share) {
  return `${(100 * share).toFixed(2)}%`;
}
