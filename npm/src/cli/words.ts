/** English sentences for keys, from the page's own catalogue. */
import { readFileSync } from "node:fs";
import type { Fault } from "../node";

type Node = string | { [key: string]: Node };

let catalogue: Node | undefined;

function load(): Node {
  catalogue ??= JSON.parse(readFileSync(new URL("../locales/en.json", import.meta.url), "utf8")) as Node;
  return catalogue;
}

/** The sentence at a dotted path, or undefined. */
function find(path: string): string | undefined {
  let node: Node | undefined = load();
  for (const part of path.split(".")) {
    if (typeof node !== "object") return undefined;
    node = node[part];
  }
  if (typeof node === "object") node = node["other"] ?? node["name"] ?? node["label"] ?? node["title"];
  return typeof node === "string" ? node : undefined;
}

/** First sentence found under these paths, its places filled. */
export function words(paths: readonly string[], args: Readonly<Record<string, string | number>> = {}): string | undefined {
  const sentence = paths.map(find).find((text) => text !== undefined);
  return sentence?.replace(/\{(\w+)\}/g, (place, name: string) => String(args[name] ?? place));
}

/** Name of a concept or input. */
export const factName = (id: string): string =>
  words([`facts.${id}.name`, `concepts.${id}`, `fields.${id}.label`, `conditions.${id}`, `medicines.${id}`]) ?? id.replaceAll("_", " ");

/** One clear line for an error: where, what, what next. */
export function errorLine(error: Fault): string {
  const sentence =
    words([`errors.${error.key}`, error.key, `errors.kind.${error.kind}`], { place: error.place ?? "", ...error.args }) ??
    [error.key, ...Object.entries(error.args ?? {}).map(([name, value]) => `${name} ${value}`)].join(", ");
  const line = sentence.replace(/\s+/g, " ").trim();
  return error.place && !line.includes(error.place) ? `${error.place}: ${line}` : line;
}
