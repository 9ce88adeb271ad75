// What axe says of colours, asked once for each combination: it compares each text with all that may lie behind it,
// which takes seconds for the same few colours.
// Returns the texts that are hard to read, and the combinations of which axe was sure.
async (root, judged) => {
    const seen = new Set(judged);
    const grounds = new Map([[null, ""]]);
    const kept = new Map(); // each text that is asked about, with its colours
    const holders = new Set();
    const isText = (node) => node.nodeType === 3 && /[\p{L}\p{N}]/u.test(node.data); // axe passes over mere signs
    const isOnPage = (element) => {
        const {left, right, width, height} = element.getBoundingClientRect();
        const isShown = element.checkVisibility({visibilityProperty: true, opacityProperty: true});
        return isShown && width > 1 && height > 1 && left >= 0 && right <= document.documentElement.scrollWidth;
    };
    const groundsOf = (element) => {
        if (!grounds.has(element)) {
            const {backgroundColor, backgroundImage, opacity, filter, mixBlendMode} = getComputedStyle(element);
            const ground = `;${[backgroundColor, backgroundImage, opacity, filter, mixBlendMode].join()}`;
            const below = groundsOf(element.parentElement);
            grounds.set(element, below.endsWith(ground) ? below : below + ground);
        }
        return grounds.get(element);
    };
    for (const element of root.querySelectorAll("*")) {
        if (![...element.childNodes].some(isText) || !isOnPage(element)) continue;
        const {color, fontSize, fontWeight, textShadow} = getComputedStyle(element);
        const colours = [groundsOf(element), color, fontSize, fontWeight, textShadow].join();
        if (seen.has(colours)) continue;
        seen.add(colours);
        kept.set(element, colours);
        for (let each = element; each; each = each.parentElement) holders.add(each); // which are not left out either
    }
    if (!kept.size) return {pale: [], sure: []};
    for (const element of document.querySelectorAll("body *")) {
        element.toggleAttribute("data-alike", !holders.has(element) && isOnPage(element));
    }
    const others = [...document.adoptedStyleSheets], sheet = new CSSStyleSheet();
    sheet.replaceSync("[data-alike] { display: none !important }");
    document.adoptedStyleSheets = [...others, sheet];
    const results = {resultTypes: ["violations", "passes"], elementRef: true};
    const found = await axe.run(root, {runOnly: ["color-contrast"], ...results});
    document.adoptedStyleSheets = others;
    const [pale, passed] = [found.violations, found.passes].map((rules) => rules.flatMap((rule) => rule.nodes));
    return {
        pale: pale.map((node) => node.target[0]),
        sure: [...pale, ...passed].map((node) => kept.get(node.element)).filter((colours) => colours),
    };
}
