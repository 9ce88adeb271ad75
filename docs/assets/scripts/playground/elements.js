/** Making elements: HTML, SVG and MathML with attributes, listeners and children. */

const NAMESPACES = {
  html: "http://www.w3.org/1999/xhtml",
  svg: "http://www.w3.org/2000/svg",
  math: "http://www.w3.org/1998/Math/MathML",
};

/** Return an HTML element. Attributes that are undefined or false are left out; functions become listeners. */
export const html = maker(NAMESPACES.html);

/** Return an SVG element. */
export const svg = maker(NAMESPACES.svg);

/** Return a MathML element. */
export const math = maker(NAMESPACES.math);

function maker(namespace) {
  return (name, attributes = {}, ...children) => {
    const element = document.createElementNS(namespace, name);
    setAttributes(element, attributes);
    element.append(...children);
    return element;
  };
}

/** Return path data through drawn points. */
export function pathThrough(points) {
  return points.map((point, i) => `${i ? "L" : "M"}${point.map((c) => c.toFixed(1)).join(" ")}`).join("");
}

/** Set attributes; false and undefined take one away, true makes it empty. */
export function setAttributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === undefined || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
}
