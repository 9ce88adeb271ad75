// What live figures and playgrounds have drawn: for tests, which call these functions by `ask` and `compute`.

/** Return place and strength of each square, and of each circle as a number below 0. */
const marks = (picture) => [...picture.children].map((mark) => {
  const number = (name) => Number(mark.getAttribute(name));
  const isSquare = mark.localName === "rect";
  const place = isSquare ? [number("x"), number("y")] : [number("cx"), number("cy")];
  const side = picture.closest("svg").viewBox.baseVal.width;
  return [side * Math.floor(place[1]) + Math.floor(place[0]), (isSquare ? 1 : -1) * number("fill-opacity")];
});

/** Set weights and bias one after the other, and return how many birds are right and how many are marked as wrong. */
const setBeaks = (root, settings) => settings.map((values) => {
  root.querySelectorAll("input[type=range]").forEach((range, i) => {
    range.value = values[i];
    range.dispatchEvent(new Event("input"));
  });
  return [root.querySelector(".count").textContent, root.querySelectorAll(".wrong").length];
});

/** Return where the circles and triangles are drawn. */
const places = (root) => [...root.querySelectorAll("g:has(> .circle, > .triangle)")].map((marker) => {
  const { e, f } = marker.transform.baseVal.consolidate().matrix;
  return [e, f];
});

/** Return the ends of a gradient, and its stops. */
const gradient = (root) => {
  const numbers = (element, names) => names.map((name) => Number(element.getAttribute(name)));
  const ends = numbers(root.querySelector("linearGradient"), ["x1", "y1", "x2", "y2"]);
  return { ends, stops: [...root.querySelectorAll("stop")].map((stop) => numbers(stop, ["offset", "stop-opacity"])) };
};

/** Return what is drawn and told of each optimiser. */
const runners = (root) => [...root.querySelectorAll(".race > div")].map((runner) => {
  const [head, body] = [".arrow-head", ".arrow"].map((part) => runner.querySelector(`.memory ${part}`));
  const { e, f } = runner.querySelector(".valley g > .runner").parentNode.transform.baseVal.consolidate().matrix;
  return {
    name: runner.className,
    run: runner.querySelector(".run").getAttribute("d"),
    at: [e, f],
    taken: runner.querySelectorAll(".step-taken").length,
    arrow: head && [body.getAttribute("d"), head.getAttribute("points")],
    bars: [...runner.querySelectorAll(".bar")].map((bar) => Number(bar.getAttribute("width"))),
    written: [...runner.querySelectorAll(".memory text")].map((text) => text.textContent),
    told: runner.querySelector(".memory").getAttribute("aria-label"),
  };
});

/** Write an expression, as if the reader had typed it. */
const writeExpression = (root, text) => {
  const field = root.querySelector("textarea");
  field.value = text;
  for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind));
};

/** Return the ends, the kind and the points of each arrow. */
const edges = (root) => [...root.querySelectorAll(".edge")].map((edge) => [edge.dataset.ends, edge.getAttribute("class"),
  ...[...edge.querySelectorAll("polyline, polygon")].map((part) => part.getAttribute("points"))]);

/** Return the arrows too short to be seen, the texts wider than their frames or that meet, and what has no room. */
const illDrawn = (root) => {
  const frames = [...root.querySelectorAll(".graph rect")].map((frame) => frame.getBoundingClientRect());
  const spills = (box, frame) => box.top > frame.top - 3 && box.bottom < frame.bottom + 3
    && Math.abs(box.left + box.right - frame.left - frame.right) < 1 && box.right - box.left > frame.right - frame.left;
  const texts = [...root.querySelectorAll(".graph text")];
  const short = [...root.querySelectorAll(".edge polyline")].filter((line) => line.getTotalLength() < 1);
  return [...overlaps(root, ".graph text:not(:empty)", 1), ...outside(root), ...wide(root), ...short.map(() => "a short arrow"),
    ...texts.filter((text) => frames.some((frame) => spills(text.getBoundingClientRect(), frame)))
      .map((text) => `${text.textContent} spills`)];
};

/** Choose a digit, and write the weights of a kernel. */
const setKernel = (root, digit, kernel) => {
  const put = (field, value, kind) => { field.value = value; field.dispatchEvent(new Event(kind)); };
  put(root.querySelector("select"), digit, "change");
  root.querySelectorAll(".kernel input").forEach((field, i) => put(field, kernel[i], "input"));
};

/** Return what the frame over the digit says and shows, and where the map has its number. */
const shownByKernel = (root) => {
  const frame = root.querySelector(".movable");
  const at = (part, ...names) => names.map((name) => part.getAttribute(name));
  const numbers = [...root.querySelectorAll(".map text")];
  return [...at(frame, "aria-valuenow", "aria-valuetext"), ...at(frame.querySelector(".here"), "transform"),
    [...frame.querySelectorAll("text")].map((text) => Number(text.textContent)),
    [...frame.querySelectorAll("text")].map((text) => text.matches(".on-ink")),
    at(root.querySelector(".map rect.here"), "x", "y").map(Number), at(numbers.at(-1), "x", "y").map(Number),
    ...numbers.slice(-1).map((text) => Number(text.textContent.replace("−", "-")))];
};

/** Return where the letters are drawn. */
const lettersAt = (root) => [...root.querySelectorAll(".letter")]
  .map((mark) => mark.style.transform.match(/-?[\d.]+/g).map(Number));

/** Choose a bird and how many steps back have been taken. */
const setWalk = (root, x, truth, step) => {
  const [way, ...inputs] = root.querySelectorAll("input[type=range]");
  const put = (input, value) => { input.value = value; input.dispatchEvent(new Event("input")); };
  inputs.forEach((input, i) => put(input, x[i]));
  const menu = root.querySelector("select");
  menu.selectedIndex = truth;
  menu.dispatchEvent(new Event("change"));
  put(way, step);
};

/** Return the kind and the thickness of each connection, and whether it is dashed. */
const arrows = (root) => [...root.querySelectorAll(".connection")].map((arrow) => {
  const line = arrow.querySelector("line");
  const isDashed = getComputedStyle(line).strokeDasharray !== "none";
  return [arrow.getAttribute("class").split(" ")[1], Number(line.getAttribute("stroke-width")), isDashed];
});

/** Return how long the bars of the probabilities are. */
const shares = (root) => [...root.querySelectorAll(".probabilities rect")].map((bar) => Number(bar.getAttribute("width")));

/** Draw the regions of a network with one weight, and return the colours of three points and the boundary. */
const decision = (m, [weight, shading]) => {
  const plane = new m.Plane(2, "img", "");
  const layers = [m.layer([[weight], [0]], "identity"), m.layer([[1]], "sigmoid")];
  m.showDecision(plane, m.responses(layers, m.gridPoints(2))[1][0], shading);
  const { width, height } = plane.canvas;
  const pixels = plane.canvas.getContext("2d").getImageData(0, 0, width, height).data;
  const at = (x) => [...pixels.slice(4 * (Math.floor(height / 2) * width + x)).slice(0, 4)];
  const boundary = plane.boundary.getAttribute("d");
  return { left: at(5), right: at(width - 5), middle: at(width / 2 + 5), boundary };
};

/** Draw what three hidden units with these weights and the output answer, and return the colours at each. */
const units = (m, given) => {
  const layers = [m.layer([given, [0, 0, 0]], "tanh"), m.layer([[1], [1], [1]], "sigmoid")];
  const diagram = m.networkDiagram(layers, ["x₁", "x₂"]);
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  m.showUnits(canvas, diagram, m.responses(layers, m.gridPoints(2)));
  const { left, top, width } = m.frameOf(diagram);
  const scale = canvas.width / width;
  const at = ([x, y], aside) => [...context.getImageData((x + aside - left) * scale, (y - top) * scale, 1, 1).data];
  const nodes = diagram.nodes.filter(({ kind }) => kind === "neuron");
  return nodes.map(({ centre }) => [-0.75, -0.1, 0.4].map((aside) => at(centre, aside)));
};

/** Draw the curve of losses, and return its parts. */
const curve = (m, given) => {
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  m.drawLosses(picture, ...given);
  const placed = (texts) => [...texts].map((text) => [text.textContent, Number(text.getAttribute("y"))]);
  return {
    guessing: picture.querySelector(".guessing").getAttribute("d"),
    losses: picture.querySelector(".losses").getAttribute("d"),
    beside: placed(picture.querySelectorAll("text[x='-6']")),
    heldOut: picture.querySelector(".held-out-losses")?.getAttribute("d"),
    names: placed(picture.querySelectorAll("text.line-name")),
  };
};

/** Put a figure that the reader has drawn in the place of the one of the build. */
const drawOwn = async (figure) => {
  const { ownFigure } = await import("../../assets/scripts/run/results.js");
  window.builtFigure = figure;
  figure.replaceWith(ownFigure({ svg: "<svg xmlns='http://www.w3.org/2000/svg'/>", width: 80, height: 80 }, "mine"));
};

/** Put a fresh playground in the place of the one of the page. */
const mount = async (page, markup, query) => {
  const place = document.createElement("div");
  place.innerHTML = markup;
  const element = place.firstElementChild;
  element.id = "playground";
  await import(`../../assets/scripts/playground/${element.localName}.js`);
  history.replaceState(history.state, "", location.pathname + query);
  document.documentElement.style.fontSize = "";
  document.querySelector("#playground").replaceWith(element);
  element.scrollIntoView({ behavior: "instant" });
};

/** Return whether the playground has come to rest just below the header. */
const isAtRest = () => {
  const { top } = document.querySelector("#playground.live").getBoundingClientRect();
  const { bottom } = document.querySelector(".md-header").getBoundingClientRect();
  const isThere = top >= bottom && top < bottom + 60 && top === window.lastTop;
  window.lastTop = top;
  window.picturesAtRest = isThere ? (window.picturesAtRest ?? 0) + 1 : 0;
  return window.picturesAtRest > 10;
};

/** Keep what is written into an element from now on. */
const record = (element) => {
  window.shown = [];
  new MutationObserver(() => window.shown.push(element.textContent)).observe(element, {childList: true});
};

/** Press *Step* until the numbers are too large. */
const stepToTheEnd = (step) => {
  const isOver = () => step.closest(".panels").textContent.includes("numbers too large");
  for (let n = 0; n < 200 && !isOver(); n++) step.click();
};

/** Train with the settings for spirals, and return how many of the 100 points are right. */
const rightSpirals = (m, start) => m.loadData().then((data) => {
  const training = new m.Training(data, { ...m.START, ...m.FOR_SPIRALS, data: "spirals", start });
  training.advance(400);
  const { layers, examples: { X, y } } = training;
  return X.filter((x, i) => m.classOf(layers, x) === y[i]).length;
});

/** Return the names, the numbers and the slopes of the nodes of each expression. */
const computed = (m, given) => given.map(([text, values]) => {
  const nodes = m.read(text);
  const numbers = m.forward(nodes, values);
  return [nodes.map(({ name }) => name), numbers, m.back(nodes, numbers).at(-1).slopes];
});

/** Return how many nodes each expression has, or why it is refused. */
const refused = (m, given) => given.map((text) => {
  try { return [m.read(text).length]; } catch (error) { return [error.constructor.name, error.message]; }
});
