// Figures open larger at a press: of the figure itself, or of the button that stands at its corner for the keyboard.

const FIGURES = ".md-content p > img.figure";

const dialog = document.createElement("dialog");
dialog.className = "larger";
dialog.ariaLabel = "Larger figure";
const closer = button("Close", () => dialog.close());
dialog.addEventListener("click", () => dialog.close());

/** Return a button with a name. */
function button(/** @type {string} */ name, /** @type {() => void} */ onPress) {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = name;
  element.addEventListener("click", onPress);
  return element;
}

/** Show a figure over the page; Escape, a press anywhere and the button close it, and the focus goes back. */
function enlarge(/** @type {HTMLImageElement} */ figure) {
  const copy = /** @type {HTMLImageElement} */ (figure.cloneNode());
  copy.className = "";
  copy.loading = "eager";
  dialog.replaceChildren(closer, copy);
  document.body.append(dialog); // navigation has exchanged what was there
  dialog.showModal();
}

document.addEventListener("click", ({ target }) => {
  if (target instanceof HTMLImageElement && target.matches(FIGURES)) enlarge(target);
});
window.document$.subscribe(() => {
  document.querySelectorAll(FIGURES).forEach((figure, index) => {
    const opener = button(`Enlarge figure ${index + 1}`, () => enlarge(/** @type {HTMLImageElement} */ (figure)));
    opener.className = "enlarge";
    figure.after(opener);
  });
});
