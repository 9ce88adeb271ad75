/** A live figure in which something moves once the reader presses Play; who asks for less motion has no such button. */

import { Clock } from "./clock.js";
import { button } from "./controls.js";
import { html } from "./elements.js";
import { LiveFigure } from "./live-figure.js";

export class MovingFigure extends LiveFigure {
  clock = new Clock((isCalm, now) => (isCalm ? this.pause() : this.tick(now)));
  text = html("p", { class: "score" });
  playButton = button("Play", () => this.toggle(), "primary play");

  async connectedCallback() {
    this.classList.add("moving"); // the style sheet keeps the built figure for who asks for less motion
    await super.connectedCallback();
  }

  disconnectedCallback() {
    this.clock.stop();
  }

  toggle() {
    if (this.clock.isRunning) {
      this.pause();
      this.say("Paused. ");
    } else {
      this.messages.clear();
      this.begin();
      this.clock.start();
      this.playButton.textContent = "Pause";
    }
  }

  pause() {
    this.clock.stop();
    this.playButton.textContent = "Play";
    this.show();
  }

  /** Have the text read out in a moment. */
  say(before = "") {
    this.messages.say(before + this.text.textContent);
  }
}
