// The menu and the search of narrow screens, by keyboard: buttons open them, Escape closes the menu,
// and while it is open the focus stays in it. The page for wrong addresses has such a button, too.

const menu = /** @type {HTMLInputElement} */ (document.getElementById("__drawer"));
const isNarrow = matchMedia("(max-width: 76.234375em)"); // where the theme has a menu

/** Put a button in the place of a label of the theme, which takes no focus, and return it. */
function buttonFor(/** @type {string} */ id, /** @type {string} */ name, kind = "md-header__button") {
  const label = document.querySelector(`.${kind}[for=${id}]`);
  const button = document.createElement("button");
  button.className = `${label.className} opens${id}`;
  button.ariaLabel = name;
  button.append(...label.childNodes);
  button.addEventListener("click", () => document.getElementById(id).click());
  label.replaceWith(button);
  return button;
}

const opener = buttonFor("__drawer", "Menu");
for (const kind of ["md-header__button", ...(document.getElementById("not-found") ? ["md-button"] : [])]) {
  const field = /** @type {HTMLInputElement} */ (document.querySelector(".md-search__input"));
  buttonFor("__search", "Search", kind).addEventListener("click", () => field.focus());
}

/** Let the labels within the menu take the focus; the theme listens to Enter. */
function makeReachable() {
  document.querySelectorAll(".md-nav--primary label[for]").forEach((label) => {
    /** @type {HTMLLabelElement} */ (label).tabIndex = isNarrow.matches ? 0 : -1;
  });
}

/** Keep the focus where the reader is: in the menu while it is open, elsewhere while it is closed. */
function follow() {
  opener.ariaExpanded = String(menu.checked);
  document.querySelectorAll(".md-header, .md-content, .md-footer").forEach((part) => {
    /** @type {HTMLElement} */ (part).inert = menu.checked;
  });
  if (menu.checked) document.querySelector(".md-nav--primary > .md-nav__title").focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && menu.checked) {
    menu.click();
    opener.focus();
  } else if (event.key === " " && event.target instanceof HTMLLabelElement) {
    event.preventDefault();
    event.target.click();
  }
});
menu.addEventListener("change", follow);
isNarrow.addEventListener("change", makeReachable);
window.document$.subscribe(() => {
  makeReachable();
  follow();
});
