/** Controls: a number by slider and by field, a menu, a button. */

import { html } from "./elements.js";

/**
 * Return a number that a slider and a field set, with the function that shows its value.
 * @param {{symbol: string, name: string, limit: number, slider: {min: number, max: number, step: number},
 *   onChange: (value: number) => void, onRefuse: (name: string) => void}} what
 */
export function numberControl({ symbol, name, limit, slider, onChange, onRefuse }) {
  let shown = 0;
  const read = ({ target }) => {
    const value = target.value === "" ? NaN : Number(target.value) + 0; // + 0 makes 0 of -0
    const isRefused = !(Math.abs(value) <= limit);
    target.setAttribute("aria-invalid", String(isRefused));
    if (isRefused) onRefuse(name);
    else onChange(value);
  };
  const range = html("input", { type: "range", "aria-label": name, ...slider, input: read });
  const restore = () => {
    field.value = String(shown);
    field.setAttribute("aria-invalid", "false");
  };
  const field = html("input", { type: "number", "aria-label": name, step: "any", input: read, change: restore });
  const show = (value) => {
    shown = value;
    range.value = String(value);
    if (document.activeElement !== field) restore(); // the reader may be typing in it
  };
  const label = html("span", { class: "symbol", "aria-hidden": "true" }, symbol);
  return { element: html("div", { class: "number" }, label, range, field), show };
}

/**
 * Return a menu with its visible label, with the function that shows its value.
 * @param {{name: string, values: (string | number)[], onChange: (value: string) => void}} what
 */
export function menuControl({ name, values, onChange }) {
  const choices = values.map((value) => html("option", { value }, String(value)));
  const menu = html("select", { change: () => onChange(menu.value) }, ...choices);
  const show = (value) => {
    menu.value = String(value);
  };
  return { element: html("label", { class: "menu" }, html("span", {}, name), menu), show };
}

/** Return a button. */
export function button(text, onPress, kind = "") {
  return html("button", { type: "button", class: kind || undefined, click: onPress }, text);
}
