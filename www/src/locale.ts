/**
 * One language: its sentences and its way to write numbers, dates and lists. Catalogues are plain
 * JSON with `{name}` places; a node with `one` and `other` is chosen by the argument `n`.
 */

/** How a language writes what no sentence holds: dates (British order, the day first, as look.md's samples), marks between parts. */
export const languages = [
  { id: "en", tag: "en", dates: "en-GB", month: "short", name: "EN", colon: ": ", comma: ", ", semicolon: "; ", stop: ".", gap: " ", open: " (", close: ")" },
  { id: "zh", tag: "zh-CN", dates: "zh-CN", month: "long", name: "中文", colon: "：", comma: "，", semicolon: "；", stop: "。", gap: "", open: "（", close: "）" },
] as const;
export type Language = (typeof languages)[number]["id"];

/** The language of a tag (`zh-Hans-CN`, `en_GB.UTF-8`), if it is one of ours. */
export const languageOf = (tag: string): Language | undefined => languages.find(({ id }) => tag.toLowerCase().split(/[^a-z]/)[0] === id)?.id;

export interface Catalogue {
  [key: string]: string | Catalogue;
}
export type Args = Record<string, string | number | undefined>;
export type RichArgs = Record<string, unknown>;

/** Joins the files of one language by their top-level names. */
export function mergeCatalogues(files: readonly Catalogue[]): Catalogue {
  const merged: Catalogue = {};
  for (const file of files) merge(merged, file);
  return merged;
}

function merge(into: Catalogue, from: Catalogue): void {
  for (const [key, value] of Object.entries(from)) {
    const old = into[key];
    if (typeof value === "object" && typeof old === "object") merge(old, value);
    else into[key] = typeof value === "object" ? structuredClone(value) : value;
  }
}

export class Locale {
  readonly language: Language;
  readonly tag: string;
  readonly #way: (typeof languages)[number];
  readonly #catalogue: Catalogue;
  readonly #numbers = new Map<number, Intl.NumberFormat>();
  readonly #lists = new Map<string, Intl.ListFormat>();
  readonly #plural: Intl.PluralRules;

  constructor(language: Language, catalogue: Catalogue) {
    this.language = language;
    this.#way = languages.find((known) => known.id === language) ?? languages[0];
    this.tag = this.#way.tag;
    this.#catalogue = catalogue;
    this.#plural = new Intl.PluralRules(this.tag);
  }

  /** The sentence under `key`, its places filled; a missing key shows itself, so a test sees it. */
  t(key: string, args: Args = {}): string {
    const text = this.#find(key, args["n"]);
    if (text === undefined) return key;
    return text.replace(/\{(\w+)\}/g, (place, name: string) => {
      const value = args[name];
      if (value === undefined) return place;
      return typeof value === "number" ? this.number(value) : value;
    });
  }

  /** Like `t`, with templates in places: an array that Lit renders. */
  rich(key: string, args: RichArgs): unknown[] {
    const n = args["n"];
    const text = this.#find(key, typeof n === "number" || typeof n === "string" ? n : undefined) ?? key;
    return text.split(/(\{\w+\})/).map((piece) => {
      const name = /^\{(\w+)\}$/.exec(piece)?.[1];
      if (name === undefined) return piece;
      const value = args[name];
      return typeof value === "number" ? this.number(value) : (value ?? piece);
    });
  }

  has(key: string): boolean {
    return this.#find(key, 2) !== undefined;
  }

  /** The sentence of the first key there is, else the last key itself. */
  first(keys: readonly string[], args: Args = {}): string {
    const key = keys.find((candidate) => this.has(candidate)) ?? keys[keys.length - 1] ?? "";
    return this.t(key, args);
  }

  #find(key: string, n: string | number | undefined): string | undefined {
    let node: string | Catalogue | undefined = this.#catalogue;
    let rest = key;
    while (rest !== "") {
      if (typeof node !== "object") return undefined;
      // Names from tables may hold dots themselves (`potassium-high-6.5`): the longest name wins.
      let end = rest.length;
      while (end > 0 && !Object.hasOwn(node, rest.slice(0, end))) end = rest.lastIndexOf(".", end - 1);
      if (end <= 0) return undefined;
      node = node[rest.slice(0, end)];
      rest = rest.slice(end + 1);
    }
    if (typeof node === "object") {
      const count = typeof n === "string" ? Number.parseFloat(n) : (n ?? 2);
      // One thing may be named even where the language has no singular: "正在读取 labs.csv".
      const rule = count === 1 ? "one" : this.#plural.select(Number.isFinite(count) ? count : 2);
      node = node[rule] ?? node["other"];
    }
    return typeof node === "string" ? node : undefined;
  }

  /** A number with at most `digits` decimals, all of them when `fixed`. */
  number(value: number, digits = 0, fixed = false): string {
    const id = digits * 2 + (fixed ? 1 : 0);
    let format = this.#numbers.get(id);
    if (format === undefined) {
      format = new Intl.NumberFormat(this.tag, {
        maximumFractionDigits: digits,
        minimumFractionDigits: fixed ? digits : 0,
      });
      this.#numbers.set(id, format);
    }
    // Minus nothing is nothing.
    return format.format(value).replace(/^-(?=[0.,]*$)/, "").replace("-", "−");
  }

  /** A signed number: `+3.4`, `−0.6`. */
  signed(value: number, digits = 1): string {
    const text = this.number(Math.abs(value), digits, true);
    if (Number.parseFloat(Math.abs(value).toFixed(digits)) === 0) return text;
    return (value < 0 ? "−" : "+") + text;
  }

  percent(share: number, digits = 0): string {
    return new Intl.NumberFormat(this.tag, { style: "percent", maximumFractionDigits: digits }).format(share);
  }

  /** A date as far as it is known: `12 Mar 2026`, `Mar 2026`, `2026`. */
  date(partial: string | undefined, long = false): string {
    const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(partial ?? "");
    if (match === null) return "";
    const [, year, month, day] = match;
    const at = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)));
    const options: Intl.DateTimeFormatOptions = { timeZone: "UTC", year: "numeric" };
    if (month !== undefined) options.month = long ? "long" : this.#way.month;
    if (day !== undefined) options.day = "numeric";
    return new Intl.DateTimeFormat(this.#way.dates, options).format(at);
  }

  list(items: readonly string[], type: "conjunction" | "disjunction" = "conjunction"): string {
    let format = this.#lists.get(type);
    if (format === undefined) {
      format = new Intl.ListFormat(this.tag, { type });
      this.#lists.set(type, format);
    }
    return format.format(items);
  }

  country(code: string): string {
    try {
      return new Intl.DisplayNames(this.tag, { type: "region" }).of(code) ?? code;
    } catch {
      return code;
    }
  }

  /** A day and time of this device's clock. */
  moment(at: Date | number): string {
    return new Intl.DateTimeFormat(this.#way.dates, { dateStyle: "long", timeStyle: "short" }).format(at);
  }

  /** Between a label and what it names: Chinese has its own mark and no space. */
  get colon(): string {
    return this.#way.colon;
  }

  /** Between short facts in one line. */
  get comma(): string {
    return this.#way.comma;
  }

  /** Between facts that may hold commas or colons themselves. */
  get semicolon(): string {
    return this.#way.semicolon;
  }

  /** Ends a sentence. */
  get stop(): string {
    return this.#way.stop;
  }

  /** Between two sentences. */
  get gap(): string {
    return this.#way.gap;
  }

  /** What it says more of something, in brackets after it. */
  aside(text: string): string {
    return `${this.#way.open}${text}${this.#way.close}`;
  }

  compare(a: string, b: string): number {
    return a.localeCompare(b, this.tag);
  }
}
