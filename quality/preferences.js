// What a page does with the preferences of its reader.

globalThis.preferences = {
  /** Return what moves, or would move when something changes. */
  moving() {
    return lookOf("*").filter(({ style }) => isLong(style.transitionDuration) || isLong(style.animationDuration)).map(nameOf);
  },

  /** Return the pictures made of a mask, and the controls, that have the colour of the ground behind them. */
  invisible() {
    const ground = colourOf("Canvas");
    const masks = lookOf("*").filter(({ style }) => style.maskImage !== "none" && style.content !== "none");
    const controls = lookOf("button, input, select, textarea").filter(({ pseudo }) => !pseudo);
    return [
      ...masks.filter(({ style }) => style.backgroundColor === ground),
      ...controls.filter(({ element, style }) => !element.textContent && style.borderStyle === "none" && !hasPicture(element)),
    ].map(nameOf);
  },
};

/** Return the elements that are seen, and what stands before and after them, with their styles. */
function lookOf(/** @type {string} */ selector) {
  const elements = [...document.querySelectorAll(selector)].filter(
    (each) => each.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && each.getClientRects().length,
  );
  return elements.flatMap((element) =>
    ["", "::before", "::after"].map((pseudo) => ({ element, pseudo, style: getComputedStyle(element, pseudo || null) })),
  );
}

/** Return whether any of the durations is longer than nothing. */
const isLong = (/** @type {string} */ durations) => durations.split(",").some((each) => parseFloat(each) > 0);

/** Return whether there is a picture in an element, or a mask before or after it. */
const hasPicture = (/** @type {Element} */ element) =>
  Boolean(element.querySelector("svg, img")) ||
  ["::before", "::after"].some((pseudo) => getComputedStyle(element, pseudo).maskImage !== "none") ||
  element.matches("[type=range], [type=checkbox], [type=radio]"); // which the browser draws

/** Return a named colour as computed styles write it. */
function colourOf(/** @type {string} */ name) {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.setProperty("color", name);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** Return an element as a reader of the page's source would look for it. */
const nameOf = (/** @type {{element: Element, pseudo: string}} */ { element, pseudo }) =>
  `${element.outerHTML.replace(/\s+/g, " ").slice(0, 80)}${pseudo}`;
