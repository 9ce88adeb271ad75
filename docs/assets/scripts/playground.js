/** Loads a playground or live figure when its place on the page comes near, and nothing before. */

const NEAR = "600px"; // below the window: soon enough to be there before the reader

const ELEMENTS = "neuron-playground, training-playground, beak-line, xor-layer, loss-descent, slope-walk, slope-along, optimizer-race, digit-pad, slope-graph, kernel-slide, letter-plane";

const observer = new IntersectionObserver(load, { rootMargin: NEAR });

/** Import the modules of the playgrounds that are near; a module defines its element. */
function load(entries) {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    import(`./playground/${target.localName}.js`).then(() => observer.unobserve(target)); // else it tries again
  }
}

/** Watch for the playgrounds of a page; instant navigation brings one page after another. */
function watch() {
  document.querySelectorAll(ELEMENTS).forEach((place) => observer.observe(place));
}

window.document$.subscribe(watch);
