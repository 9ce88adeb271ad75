/** The loss of every epoch, drawn, with the loss of guessing beside it. */

import { svg } from "./elements.js";
import { short } from "./numbers.js";

const [WIDTH, HEIGHT, LEFT, BOTTOM] = [300, 110, 34, 32];
const TOP = 18;
const FEWEST_EPOCHS = 100;
const MOST_POINTS = 300;
const GUESSING = Math.log(2);

/** Draw the losses into an SVG element. */
export function drawLosses(picture, losses) {
  const epochs = Math.max(FEWEST_EPOCHS, losses.length - 1);
  const top = 1.1 * losses.reduce((most, loss) => Math.max(most, loss), GUESSING);
  const place = (epoch, loss) => [(epoch / epochs) * WIDTH, HEIGHT * (1 - loss / top)].map((c) => c.toFixed(1)).join(" ");
  const every = Math.ceil(losses.length / MOST_POINTS);
  const shown = losses.map((loss, epoch) => ({ loss, epoch })).filter(({ epoch }) => epoch % every === 0);
  shown.push({ loss: losses[losses.length - 1], epoch: losses.length - 1 });
  picture.setAttribute("viewBox", `0 0 ${WIDTH + LEFT + 8} ${HEIGHT + BOTTOM + TOP}`);
  picture.replaceChildren(
    svg(
      "g",
      { transform: `translate(${LEFT} ${TOP})` },
      svg("path", { class: "axes", d: `M0 0V${HEIGHT}H${WIDTH}` }),
      svg("path", { class: "guessing", d: `M${place(0, GUESSING)}L${place(epochs, GUESSING)}` }),
      svg("path", { class: "losses", d: `M${shown.map(({ loss, epoch }) => place(epoch, loss)).join("L")}` }),
      tick(-6, HEIGHT * (1 - GUESSING / top), short(Number(GUESSING.toFixed(2))), "beside"),
      tick(-6, HEIGHT, "0", "beside"),
      tick(0, -9, "loss"),
      tick(0, HEIGHT + 12, "0"),
      tick(WIDTH, HEIGHT + 12, String(epochs), "beside"),
      tick(WIDTH / 2, HEIGHT + 24, "epoch"),
      tick(WIDTH, HEIGHT * (1 - GUESSING / top) - 9, "guessing", "beside"),
    ),
  );
}

function tick(x, y, text, kind) {
  return svg("text", { x, y, class: kind }, text);
}
