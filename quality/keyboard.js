// What a page tells about the walk of its keyboard focus.

globalThis.keyboardWalk = {
  /** @type {Set<Element>} */
  seen: new Set(),
  isNowhere: false,

  /** Bring everything into sight once, since what is far below is loaded only then. */
  async loadAll() {
    for (let top = 0; top < document.body.scrollHeight; top += innerHeight) {
      scrollTo(0, top);
      await new Promise(requestAnimationFrame);
    }
  },

  /** Go back to the top, with the focus nowhere. */
  begin() {
    this.seen = new Set();
    this.isNowhere = false;
    document.activeElement?.blur();
    getSelection().removeAllRanges();
    scrollTo(0, 0);
    const top = document.createElement("span"); // from here Tab begins
    top.tabIndex = -1;
    document.body.prepend(top);
    top.focus();
    top.remove();
  },

  /** Return where the focus is and what is wrong there; null where it is nowhere, which it may be for one stop. */
  stop() {
    const element = document.activeElement;
    const wasNowhere = this.isNowhere;
    this.isNowhere = !element || element === document.body;
    if (this.isNowhere) return wasNowhere ? "the end" : null;
    if (this.seen.has(element)) return "the end";
    this.seen.add(element);
    return { name: nameOf(element), faults: [...faultsOf(element)] };
  },

  /** Return the controls that are seen and have not had the focus. */
  missed() {
    return [...document.querySelectorAll(CONTROLS)].filter((each) => isSeen(each) && !isReached(each)).map(nameOf);
  },
};

const CONTROLS = "a[href], button, input, select, textarea, summary, label[for], [role=button], [role=slider]";
const SIGNS = ["outline", "boxShadow", "borderColor", "background", "color", "stroke", "strokeWidth", "fill", "opacity"];

/** Return whether somebody sees an element. */
function isSeen(/** @type {Element} */ element) {
  const { width, height } = element.getBoundingClientRect();
  return width > 1 && height > 1 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
}

/** Return whether a control has had the focus itself, or by what it stands for. */
function isReached(/** @type {Element} */ element) {
  const { seen } = globalThis.keyboardWalk;
  if (seen.has(element) || element.disabled || element.matches("[tabindex='-1']")) return true;
  if (element.matches("label")) return isReachedByLabel(element);
  const group = element.type === "radio" ? document.getElementsByName(element.name) : [];
  return [...group].some((each) => seen.has(each)); // arrow keys do the rest
}

/** Return whether a label is there for an input that has had the focus, or only to be read. */
function isReachedByLabel(/** @type {HTMLLabelElement} */ label) {
  if (getComputedStyle(label).cursor !== "pointer") return true;
  const inputs = label.closest("form")?.querySelectorAll("input") ?? [];
  return [label.control, ...inputs].some((each) => globalThis.keyboardWalk.seen.has(each));
}

/** Yield why somebody would not see that the focus is on an element. */
function* faultsOf(/** @type {Element} */ element) {
  const label = element.nextElementSibling;
  const shown = !isSeen(element) && element.matches("input") && label?.matches("label") ? label : element;
  if (!isSeen(shown)) yield "has the focus and is not seen";
  else if (!hasOutline(shown) && !changesWithFocus(element)) yield "does not show that it has the focus";
  const box = shown.getBoundingClientRect();
  const isOnScreen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  if (!isOnScreen) yield "has the focus outside the screen";
  else if (!isUncovered(shown, box)) yield "has the focus behind something else";
}

/** Return whether an outline stands around an element. */
function hasOutline(/** @type {Element} */ element) {
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
}

/** Return whether an element, or something in it, looks otherwise without the focus. */
function changesWithFocus(/** @type {HTMLElement} */ element) {
  const look = () => [element, ...element.querySelectorAll("*")].map((each) => SIGNS.map((sign) => getComputedStyle(each)[sign]).join());
  const withFocus = look();
  element.blur();
  const without = look();
  element.focus();
  return withFocus.join() !== without.join();
}

/** Return whether any of a few points of an element is not covered by another one. */
function isUncovered(/** @type {Element} */ element, /** @type {DOMRect} */ { left, top, width, height }) {
  return [0.1, 0.5, 0.9].some((part) => {
    const found = document.elementFromPoint(left + width * part, top + height * part);
    return found && (element.contains(found) || found.contains(element));
  });
}

/** Return an element as a reader of the page's source would look for it. */
function nameOf(/** @type {Element} */ element) {
  return element.outerHTML.replace(/\s+/g, " ").slice(0, 100);
}
