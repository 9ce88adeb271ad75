// The menu and the search of narrow screens, by keyboard: they open with Enter and the space bar;
// Escape closes the menu, and while it is open the focus stays in it.

const menu = /** @type {HTMLInputElement} */ (document.getElementById("__drawer"));
const opener = document.querySelector(".md-header__button[for=__drawer]");
const searchOpener = document.querySelector(".md-header__button[for=__search]");

/** Let the labels that open and close parts of the menu take the focus; the theme listens to Enter. */
function makeReachable() {
  for (const label of [opener, searchOpener, ...document.querySelectorAll(".md-nav--primary label[for]")]) {
    /** @type {HTMLLabelElement} */ (label).tabIndex = 0;
    label.role = "button";
  }
  opener.ariaLabel = "Menu";
  searchOpener.ariaLabel = "Search";
}

/** Keep the focus where the reader is: in the menu while it is open, elsewhere while it is closed. */
function follow() {
  opener.ariaExpanded = String(menu.checked);
  for (const part of document.querySelectorAll(".md-header, .md-main .md-content, .md-footer, .md-sidebar--secondary")) {
    /** @type {HTMLElement} */ (part).inert = menu.checked;
  }
  if (menu.checked) document.querySelector(".md-nav--primary > .md-nav__title")?.focus();
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
window.document$.subscribe(() => {
  makeReachable();
  follow();
});
