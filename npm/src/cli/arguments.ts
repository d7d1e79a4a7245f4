/** Words of the command line. */
import type { AssessOptions, InputValue } from "../node";
import { Misuse } from "./misuse";

/** What was given: plain words in order, options by name. */
export interface Given {
  words: string[];
  options: Map<string, string>;
}

/** Splits arguments; `valued` options take the next word, `flags` stand alone. */
export function understand(args: readonly string[], valued: readonly string[], flags: readonly string[]): Given {
  const given: Given = { words: [], options: new Map() };
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? "";
    if (word === "--") {
      given.words.push(...args.slice(at + 1));
      break;
    }
    if (!word.startsWith("--")) {
      given.words.push(word);
      continue;
    }
    const [name = "", inline] = word.slice(2).split(/=(.*)/s);
    if (flags.includes(name) && inline === undefined) {
      given.options.set(name, "");
    } else if (valued.includes(name)) {
      const value = inline ?? args[(at += 1)];
      if (value === undefined || value === "") throw new Misuse("optionValue", { name });
      given.options.set(name, value);
    } else {
      throw new Misuse("option", { name });
    }
  }
  return given;
}

/** Takes `--lang WORD` out of the arguments, wherever it stands before `--`. */
export function withoutLanguage(args: readonly string[]): { chosen: string | undefined; rest: string[] } {
  const end = args.indexOf("--");
  const at = args.findIndex((word, place) => (end < 0 || place < end) && /^--lang(=|$)/.test(word));
  if (at < 0) return { chosen: undefined, rest: [...args] };
  const inline = /^--lang=(.*)$/s.exec(args[at] ?? "")?.[1];
  const chosen = inline ?? args[at + 1];
  if (chosen === undefined || chosen === "") throw new Misuse("optionValue", { name: "lang" });
  return { chosen, rest: [...args.slice(0, at), ...args.slice(at + (inline === undefined ? 2 : 1))] };
}

/** Day, country and region of `assess` and `batch`. */
export function assessOptions(given: Given): AssessOptions {
  const options: AssessOptions = {};
  const asOf = dateOption(given, "as-of");
  if (asOf) options.asOf = asOf;
  const [country, region] = [given.options.get("country"), given.options.get("region")];
  if (country) options.country = country.toUpperCase();
  if (region) options.region = region;
  return options;
}

/** A date option, checked: the engine would ask the same but cannot name the option. */
function dateOption(given: Given, name: string): string | undefined {
  const value = given.options.get(name);
  if (value === undefined) return undefined;
  const real = /^\d{4}-\d{2}-\d{2}$/.test(value) && new Date(`${value}T00:00:00Z`).toISOString().startsWith(value);
  if (!real) throw new Misuse("date", { name, word: value });
  return value;
}

/** `5.2mmol/L`, `138`, `yes`, `female` → an input; a bare number is in the canonical unit. */
export function inputValue(text: string): InputValue {
  const number = /^([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(.*)$/s.exec(text.trim());
  if (number) {
    const value = Number(number[1]);
    return number[2] ? { value, unit: number[2] } : value;
  }
  if (/^(yes|true)$/i.test(text)) return true;
  if (/^(no|false)$/i.test(text)) return false;
  return text;
}

/** `name=value` words → inputs. */
export function inputsOf(pairs: readonly string[]): Record<string, InputValue> {
  // Without a prototype: `constructor=1` names an input like any other, and a wrong one.
  const inputs = Object.create(null) as Record<string, InputValue>;
  for (const pair of pairs) {
    const [name = "", value] = pair.split(/=(.*)/s);
    if (!name || value === undefined || value === "") throw new Misuse("pair", { word: pair });
    if (name in inputs) throw new Misuse("twice", { name });
    inputs[name] = inputValue(value);
  }
  return inputs;
}
