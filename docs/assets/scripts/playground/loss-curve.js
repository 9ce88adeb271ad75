/** The loss of every epoch, drawn, with the loss of guessing beside it and, if wanted, that of held-out points. */

import { svg } from "./elements.js";
import { general } from "./numbers.js";

const [WIDTH, HEIGHT, LEFT, BOTTOM] = [300, 110, 34, 32];
const TOP = 18;
const FEWEST_EPOCHS = 100;
const MOST_POINTS = 300;
const GUESSING = Math.log(2);
const LINE = 14; // of text

/** Draw the losses into an SVG element; without held-out points there are none of them. */
export function drawLosses(picture, losses, heldOut = []) {
  const epochs = Math.max(FEWEST_EPOCHS, losses.length - 1);
  const finite = heldOut.filter(Number.isFinite); // the held-out points may overflow first
  const largest = [...losses, ...finite].reduce((most, loss) => Math.max(most, loss), GUESSING);
  const height = (loss) => HEIGHT * (1 - loss / (1.1 * largest));
  const place = ([epoch, loss]) => [(epoch / epochs) * WIDTH, height(loss)].map((c) => c.toFixed(1)).join(" ");
  const path = (name, points) => svg("path", { class: name, d: `M${points.map(place).join("L")}` });
  picture.setAttribute("viewBox", `0 0 ${WIDTH + LEFT + 8} ${HEIGHT + BOTTOM + TOP}`);
  picture.replaceChildren(
    svg(
      "g",
      { transform: `translate(${LEFT} ${TOP})` },
      svg("path", { class: "axes", d: `M0 0V${HEIGHT}H${WIDTH}` }),
      path("guessing", [[0, GUESSING], [epochs, GUESSING]]),
      path("losses", thinned(losses)),
      ...(finite.length ? [path("held-out-losses", thinned(finite))] : []),
      ...ticks(epochs, largest, height),
      ...(finite.length ? names([losses, finite], epochs, height) : []),
    ),
  );
}

/** Return epoch and loss of not too many epochs; the last one is always among them. */
function thinned(losses) {
  const every = Math.ceil(losses.length / MOST_POINTS);
  const last = losses.length - 1;
  return losses.map((loss, epoch) => [epoch, loss]).filter(([epoch]) => epoch % every === 0 || epoch === last);
}

/** Return the names of two lines at their ends, the lower name just above the lower line, and the other above it. */
function names(lines, epochs, height) {
  const ends = lines.map((losses, i) => ({
    text: ["training", "held out"][i],
    x: ((losses.length - 1) / epochs) * WIDTH,
    y: height(losses.at(-1)) - 9,
  }));
  const [lower, upper] = ends.sort((a, b) => b.y - a.y);
  upper.y = Math.min(upper.y, lower.y - LINE);
  return ends.map(({ text, x, y }) => tick(x, y, text, x > WIDTH / 2 ? "beside line-name" : "after line-name"));
}

function ticks(epochs, largest, height) {
  const hasRoom = HEIGHT - height(GUESSING) >= LINE; // for a number above the 0
  const marked = hasRoom ? GUESSING : largest;
  return [
    tick(-6, height(marked), general(marked, 3), "beside"),
    tick(-6, HEIGHT, "0", "beside"),
    tick(0, -9, "loss"),
    tick(0, HEIGHT + 12, "0"),
    tick(WIDTH, HEIGHT + 12, String(epochs), "beside"),
    tick(WIDTH / 2, HEIGHT + 24, "epoch"),
    tick(WIDTH, height(GUESSING) - 10, "guessing", "beside"),
  ];
}

function tick(x, y, text, kind) {
  return svg("text", { x, y, class: kind }, text);
}
