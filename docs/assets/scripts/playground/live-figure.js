/** What the live figures share: how they come onto the page, and what they say. */

import { loadStyles, standIn } from "./figure-stand-in.js";
import { html } from "./elements.js";
import { loadData } from "./loading.js";
import { Messages } from "./sharing.js";

export class LiveFigure extends HTMLElement {
  /** Whether the figure needs what the build hands over. */
  needsData = false;

  /** A sentence for each attribute that cannot be used. @type {string[]} */
  problems = [];

  async connectedCallback() {
    const [data] = await Promise.all([this.needsData && loadData(), loadStyles()]);
    if (!this.isConnected || this.classList.contains("live")) return;
    this.prepare(data);
    this.messages = new Messages(this.problems);
    const invitation = html("p", { class: "invitation" }, this.invitation);
    const panels = html("div", { class: "panels" }, ...this.panels(), this.messages.line, this.messages.spoken);
    this.replaceChildren(this.messages.notice, invitation, panels);
    standIn(this);
    this.show();
  }

  /** Get ready, with the data if it needs some. */
  prepare() {}
}
