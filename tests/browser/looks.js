// How a part of a page looks: for tests, which call these functions by `ask`, with an element and what else is given.

/** Return what reaches beyond the right edge of the screen; formulas scroll. */
const wide = (root) => [...root.querySelectorAll("*")]
  .filter((element) => !element.closest("math")) // formulas scroll
  .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth) // a phone shrinks what is too wide
  .map((element) => element.outerHTML.slice(0, 80));

/** Return the texts of drawings that reach beyond the card they are drawn in. */
const outside = (root) => [...root.querySelectorAll("svg text")].filter((text) => {
  const [box, card] = [text, root].map((element) => element.getBoundingClientRect());
  return text.textContent && text.checkVisibility() && (box.left < card.left || box.right > card.right);
}).map((text) => text.textContent);

/** Return the pairs of seen parts whose boxes meet by more than so many pixels. */
const overlaps = (root, selector, slack = 0) => {
  const shown = [...root.querySelectorAll(selector)].filter((part) => part.checkVisibility());
  const boxes = shown.map((part) => [part.outerHTML.slice(0, 60), part.getBoundingClientRect()]);
  const overlapAlong = (a, b, [start, end]) => a[start] < b[end] - slack && b[start] < a[end] - slack;
  const meet = (a, b) => overlapAlong(a, b, ["left", "right"]) && overlapAlong(a, b, ["top", "bottom"]);
  const pairs = boxes.flatMap((one, i) => boxes.slice(i + 1).map((other) => [...one, ...other]));
  return pairs.filter(([, box, , its]) => meet(box, its)).map(([name, , other]) => `${name} and ${other}`);
};

/** Return what is written with letters of less than 11 pixels. */
const small = (root) => [...root.querySelectorAll("*")]
  .filter((element) => !element.closest("math, .steps")) // an index is small, and a line that may not be broken
  .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data))
  .filter((element) => element.checkVisibility())
  .filter((element) => parseFloat(getComputedStyle(element).fontSize) * (element.getScreenCTM?.().a ?? 1) < 11)
  .map((element) => element.outerHTML);

/** Return the controls that are too small for a finger. */
const untouchable = (root) => [...root.querySelectorAll("input, select, textarea, button, .movable")]
  .filter((control) => control.checkVisibility())
  .map((control) => [control.outerHTML.slice(0, 80), control.getBoundingClientRect()])
  .filter(([, { width, height }]) => Math.min(width, height) < 24);

/** Return the contrast of a text with its ground, and whether the browser may change them. */
const contrast = (element) => {
  const brightness = (colour) => {
    const parts = colour.match(/[\d.]+/g).slice(0, 3).map((part) => part / 255);
    const [red, green, blue] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const { color, backgroundColor, forcedColorAdjust } = getComputedStyle(element);
  const [dark, bright] = [brightness(color), brightness(backgroundColor)].sort((a, b) => a - b);
  return { contrast: (bright + 0.05) / (dark + 0.05), forcedColorAdjust };
};
