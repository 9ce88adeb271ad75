// @ts-check
/** What happens on the page, for those who hear it. */

const region = document.createElement("div");
region.className = "run-announcer";
region.setAttribute("role", "status");
document.body.append(region);

/** Let screen readers say a sentence when they have time. */
export function announce(text) {
  region.textContent = text;
}
