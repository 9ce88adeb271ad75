// @ts-check
/** Loads a playground when there is one on the page, and nothing otherwise. */

const TAGS = ["neuron-playground", "training-playground"];

/** Import what the page that is shown now needs; its module defines the element. */
function loadPlaygrounds() {
  for (const tag of TAGS) {
    if (document.querySelector(tag)) import(`./playground/${tag}.js`);
  }
}

window.document$.subscribe(loadPlaygrounds); // each page that instant navigation brings
