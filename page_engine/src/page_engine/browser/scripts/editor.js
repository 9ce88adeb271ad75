// @ts-check
/** A code editor in the place of a block's code. */

const LIBRARY = new URL("../../python/codemirror.js", import.meta.url).href;
const codemirror = await import(LIBRARY);
const { EditorState, EditorView, HighlightStyle, lineNumbers, tags } = codemirror;

const HINT = "Tab indents; Escape, then Tab, leaves the editor. Ctrl or ⌘ with Enter runs the block.";

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.bool, tags.null], color: "var(--syntax-keyword)" },
  { tag: [tags.function(tags.variableName), tags.function(tags.definition(tags.variableName)), tags.className], color: "var(--syntax-name)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--syntax-string)" },
  { tag: tags.number, color: "var(--syntax-number)" },
  { tag: [tags.comment, tags.operator, tags.punctuation, tags.bracket], color: "var(--muted)" },
]);

const look = EditorView.theme({
  "&": { background: "var(--code-ground)", color: "var(--ink)" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "-2px" },
  ".cm-scroller": { fontFamily: "var(--md-code-font-family)", lineHeight: "1.55", overflow: "auto" },
  ".cm-content": { padding: "0.8em 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 1em 0 0.5em" },
  ".cm-gutters": { background: "var(--code-ground)", border: "0", color: "var(--muted)" },
  "&.cm-focused .cm-matchingBracket": { background: "var(--line)" },
});

/**
 * Typing over a selection: browsers would try to keep its colour by a style attribute, which the
 * Content-Security-Policy forbids, so the editor does it alone.
 */
const typing = EditorView.domEventHandlers({
  beforeinput(event, view) {
    if (event.inputType !== "insertText" || event.isComposing || view.state.selection.main.empty) return false;
    view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type" });
    return true;
  },
});

export class Editor {
  /**
   * @param {string} text
   * @param {number} number of the block
   * @param {{ run: () => void, change: () => void }} listeners
   */
  constructor(text, number, { run, change }) {
    this.element = document.createElement("div");
    this.element.className = "run-editor";
    const root = this.element.attachShadow({ mode: "open" }); // so that its styles need no style element
    const hint = document.createElement("p");
    hint.id = "hint";
    hint.textContent = HINT;
    hint.style.cssText = "margin: 0; padding: 0.3em 1.2em; color: var(--muted); font: 0.85em/1.4 var(--md-text-font)";
    this.view = new EditorView({ parent: root, root, state: this.#state(text, number, run, change) });
    root.append(hint);
  }

  /** The code as it is now. */
  get text() {
    return this.view.state.doc.toString();
  }

  focus() {
    this.view.focus();
  }

  remove() {
    this.view.destroy();
    this.element.remove();
  }

  #state(text, number, run, change) {
    const { bracketMatching, defaultKeymap, history, historyKeymap, indentOnInput, indentUnit } = codemirror;
    const { indentWithTab, keymap, python, syntaxHighlighting } = codemirror;
    const runs = { key: "Mod-Enter", run: () => (run(), true) };
    return EditorState.create({
      doc: text,
      extensions: [
        [lineNumbers(), history(), python(), indentUnit.of("    "), indentOnInput(), bracketMatching()],
        keymap.of([runs, ...defaultKeymap, ...historyKeymap, indentWithTab]),
        [syntaxHighlighting(colours), look, typing],
        EditorView.contentAttributes.of({
          "aria-label": `Code of block ${number}`,
          "aria-describedby": "hint",
          tabindex: "0", // what scrolls is then known to be within reach of the keyboard
        }),
        EditorView.updateListener.of((update) => update.docChanged && change()),
      ],
    });
  }
}
