/** Controls: a number by slider and by field, a menu, boxes to tick, a button, a fold. */

import { html } from "./elements.js";

/**
 * Return a number that a slider and a field set, with the function that shows its value.
 * @param {Parameters<typeof numberField>[0] & {slider: {min: number, max: number, step: number}}} what
 */
export function numberControl({ slider, ...what }) {
  const { symbol, name, onChange } = what;
  const range = html("input", { type: "range", "aria-label": name, ...slider, input: () => onChange(read(range)) });
  const field = numberField(what);
  const show = (value) => {
    range.value = String(value);
    field.show(value);
  };
  const label = html("span", { class: "symbol", "aria-hidden": "true" }, symbol);
  return { element: html("div", { class: "number" }, label, range, field.element), show };
}

/**
 * Return a field for a number, with the function that shows its value.
 * What is typed counts at once where it is a number within the limits. If it is none when the reader leaves the field
 * or presses Enter, the number from before comes back.
 * @param {{symbol: string, name: string, limits: number[],
 *   onChange: (value: number) => void, onRefuse: (text: string) => void}} what
 *   onRefuse is told what to say of the number that has come back
 */
export function numberField({ symbol, name, limits, onChange, onRefuse }) {
  let [shown, before] = [0, 0];
  const [lowest, highest] = limits;
  const isAllowed = (value) => value >= lowest && value <= highest; // NaN is not
  const type = () => {
    const value = read(field);
    if (isAllowed(value)) onChange(value);
  };
  const finish = () => {
    if (!isAllowed(read(field))) {
      onChange(before);
      const [from, to, again] = [lowest, highest, before].map((value) => String(value).replace("-", "−"));
      onRefuse(`${symbol} must be a number from ${from} to ${to}; it is ${again} again.`);
    }
    field.value = String(shown);
    begin();
  };
  const begin = () => {
    before = shown;
  };
  const field = html("input", { type: "number", "aria-label": name, step: "any", focus: begin, input: type, change: finish });
  const show = (value) => {
    shown = value;
    if (document.activeElement !== field) field.value = String(value); // the reader may be typing in it
  };
  return { element: field, show };
}

/** Return the number in an input, NaN where there is none. */
function read({ value }) {
  return value === "" ? NaN : Number(value) + 0; // + 0 makes 0 of -0
}

/**
 * Return a menu with its visible label, with the functions that show its value and put it out of use.
 * @param {{name: string, values: (string | number)[], onChange: (value: string) => void}} what
 */
export function menuControl({ name, values, onChange }) {
  const choices = values.map((value) => html("option", { value }, String(value)));
  const menu = html("select", { change: () => onChange(menu.value) }, ...choices);
  const show = (value) => {
    menu.value = String(value);
  };
  const disable = (isDisabled) => {
    menu.disabled = isDisabled;
  };
  return { element: html("label", { class: "menu" }, html("span", {}, name), menu), show, disable };
}

/**
 * Return boxes of which at least one is ticked, under a heading, with the function that shows which ones are.
 * @param {{name: string, choices: Record<string, string>, onChange: (chosen: string[]) => void}} what
 *   choices has the label of each box
 */
export function boxesControl({ name, choices, onChange }) {
  const keys = Object.keys(choices);
  const tick = ({ target }) => {
    const chosen = keys.filter((_, i) => boxes[i].checked);
    if (chosen.length) onChange(chosen);
    else target.checked = true;
  };
  const boxes = keys.map(() => html("input", { type: "checkbox", change: tick }));
  const labels = keys.map((key, i) => html("label", {}, boxes[i], html("span", {}, choices[key])));
  const show = (chosen) => {
    for (const [i, box] of boxes.entries()) box.checked = chosen.includes(keys[i]);
  };
  return { element: html("fieldset", { class: "boxes" }, html("legend", {}, name), ...labels), show };
}

/** Return a button that opens and closes what stands below it. */
export function foldControl({ name, content }) {
  const open = (isOpen) => {
    content.hidden = !isOpen;
    opener.setAttribute("aria-expanded", String(isOpen));
  };
  const opener = button(name, () => open(content.hidden), "opener");
  open(false);
  return { opener, open };
}

/** Return a button. */
export function button(text, onPress, kind = "") {
  return html("button", { type: "button", class: kind || undefined, click: onPress }, text);
}
