/** What the live figures share: how they come onto the page, and what they say. */

import { loadStyles, standIn } from "./figure-stand-in.js";
import { html } from "./elements.js";
import { Messages } from "./sharing.js";

export class LiveFigure extends HTMLElement {
  /** A sentence for each attribute that cannot be used. @type {string[]} */
  problems = [];

  async connectedCallback() {
    const [data] = await Promise.all([this.load(), loadStyles()]);
    if (!this.isConnected || this.classList.contains("live")) return;
    this.prepare(data);
    this.messages = new Messages(this.problems);
    const invitation = html("p", { class: "invitation" }, this.invitation);
    const panels = html("div", { class: "panels" }, ...this.panels(), this.messages.line, this.messages.spoken);
    this.replaceChildren(this.messages.notice, invitation, panels);
    standIn(this);
    this.show();
  }

  /** Load what the build hands over, if the figure needs it. @returns {Promise<any> | void} */
  load() {}

  /** Get ready, with what has been loaded. */
  prepare() {}
}
