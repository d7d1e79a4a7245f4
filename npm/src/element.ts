/**
 * `bedside/element`: defines `<bedside-assess>`, the whole page as one element, with an engine in a worker of its
 * own. It fetches its own files beside this module and nothing else, and stores nothing.
 */

/**
 * The element. Its first language is its attribute `lang`, else the page's, else English, read when it is placed in a
 * document. It sends `bedside-failed` (a `CustomEvent<string>`) when its files cannot be loaded.
 */
export interface BedsideElement extends HTMLElement {
  /** The language shown: `en` or `zh`. */
  lang: string;
}

/** Resolves when the element is defined; loading the module again, from anywhere, defines nothing anew. */
export const defined: Promise<void> = define();

/** One promise a window, so that two copies of the package do not both define the same names. */
function define(): Promise<void> {
  const shared = globalThis as typeof globalThis & { [key: symbol]: Promise<void> | undefined };
  const key = Symbol.for("bedside.element");
  return (shared[key] ??= import("./element-page.js").then(() => undefined));
}
