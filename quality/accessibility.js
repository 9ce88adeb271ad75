// Takes out of the page every text that has the colours and the size of another one, and puts it back when called again:
// axe compares each text with all that may lie behind it, which takes seconds for the same few colours.
() => {
    const others = document.adoptedStyleSheets.filter((sheet) => !sheet.takesOutAlike);
    if (others.length < document.adoptedStyleSheets.length) {
        document.adoptedStyleSheets = others;
        return;
    }
    const seen = new Set();
    const grounds = new Map([[null, ""]]);
    const kept = new Set();
    const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const isOnPage = (element) => {
        const {left, right, width, height} = element.getBoundingClientRect();
        const isShown = element.checkVisibility({visibilityProperty: true, opacityProperty: true});
        return isShown && width > 1 && height > 1 && left >= 0 && right <= document.documentElement.scrollWidth;
    };
    for (const element of document.querySelectorAll("body, body *")) {
        const style = getComputedStyle(element);
        const {backgroundColor, backgroundImage, opacity, filter, mixBlendMode} = style;
        const ground = [backgroundColor, backgroundImage, opacity, filter, mixBlendMode].join();
        const before = grounds.get(element.parentElement) ?? "";
        const below = before.endsWith(`;${ground}`) ? before : `${before};${ground}`;
        grounds.set(element, below);
        if (!hasText(element) || !isOnPage(element)) continue;
        const {color, fontSize, fontWeight, textShadow} = style;
        const colours = [below, color, fontSize, fontWeight, textShadow].join();
        if (seen.has(colours)) continue;
        seen.add(colours);
        for (let each = element; each; each = each.parentElement) kept.add(each); // what holds it is not left out either
    }
    for (const element of document.querySelectorAll("body *")) {
        element.toggleAttribute("data-alike", !kept.has(element) && isOnPage(element));
    }
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("[data-alike] { display: none !important }");
    document.adoptedStyleSheets = [...others, Object.assign(sheet, {takesOutAlike: true})];
}
