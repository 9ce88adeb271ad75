// What the theme leaves out for those who read by keyboard or by ear.

/** Let what scrolls sideways be within reach of the keyboard, and nothing else. */
const scrolling = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});

/** Take care of what stands on a page now. */
function complete(/** @type {Element} */ content) {
  content.querySelectorAll("math[display=block], .md-typeset__scrollwrap").forEach((box) => scrolling.observe(box));
  content.querySelectorAll(".md-code__nav").forEach((buttons, index) => {
    buttons.ariaLabel = `Buttons of code ${index + 1}`; // each is a landmark, and needs a name of its own
  });
}

/** @type {MutationObserver | undefined} */
let additions;

window.document$.subscribe(() => {
  document.querySelector(".md-search").ariaLabel = "Search";
  const content = document.querySelector(".md-content");
  complete(content);
  additions?.disconnect();
  additions = new MutationObserver(() => complete(content)); // the theme adds its buttons late
  additions.observe(content, { childList: true, subtree: true });
});
