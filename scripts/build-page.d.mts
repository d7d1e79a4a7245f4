/** Types of build-page.mjs for the tests. */

export type Layer = "policy" | "sandbox" | "removal" | "trusted-types" | "prefetch-control";

export interface Options {
  omit?: readonly Layer[];
  hostile?: string;
  hostileWorker?: string;
  splitRemoval?: boolean;
}

export interface Parts {
  removal: string;
  frame: string;
  /** What comes behind it, by name. */
  scripts: Map<string, string>;
  shell: string;
  check: string;
  serviceWorker: string;
  workers: Map<string, string>;
  wasm: Map<string, Buffer>;
  /** What the engine says about itself. */
  catalog: string;
  words: Map<string, string>;
  workbenchWords: Map<string, string>;
  examples: Map<string, string>;
}

export const allowlist: { name: string; value: string };
/** Bundles one entry; modules leave the names in `external` to be found beside them. */
export function bundlePage(entry: string, format: "iife" | "es", external?: Record<string, string>): Promise<string>;
export function catalogues(takes?: (name: string) => boolean): Map<string, string>;
export function examples(): Map<string, string>;
export function compile(): Promise<Parts>;
export function frameDocument(parts: Parts, options?: Options): { html: string; hashes: string[] };
export function renderSite(parts: Parts, options?: Options): Map<string, Buffer>;
export function renderOneFile(parts: Parts, options?: Options): string;
export function write(files: Map<string, Buffer>, folder: string, compressed?: boolean): void;
export function buildPage(folder?: string): Promise<Map<string, Buffer>>;
