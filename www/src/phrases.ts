/**
 * Where a Chinese heading may break. Chinese breaks between any two characters, also inside a word; a large heading
 * should not. `keep-all` in the styles forbids it, and a `<wbr>` between words allows it again.
 */
import { html, type TemplateResult } from "lit";
import type { Locale } from "./locale";

/** Terms that a list of everyday words takes apart. */
const TERMS = /(心肌梗死|心力衰竭|冠心病|不适用于)/;

/** A heading's pieces, as `Locale.rich` gives them, with a place to break between words; other languages stay as they are. */
export function phrases(locale: Locale, pieces: readonly unknown[]): unknown[] {
  if (locale.language !== "zh" || typeof Intl.Segmenter !== "function") return [...pieces];
  const words = new Intl.Segmenter(locale.tag, { granularity: "word" });
  return pieces.flatMap((piece) => (typeof piece === "string" ? breakable(chunks(words, piece)) : [piece]));
}

/** Words with what hangs on them: a single character joins the word before it, and nothing parts from a number. */
export function chunks(words: Intl.Segmenter, text: string): string[] {
  const all = text.split(TERMS).flatMap((part) => (TERMS.test(part) ? [part] : [...words.segment(part)].map((one) => one.segment)));
  const out: string[] = [];
  for (const word of all) {
    const last = out[out.length - 1];
    const hangs = last !== undefined && (!/\p{Script=Han}{2}/u.test(word) || /[\d\u2060]$/.test(last));
    if (hangs) out[out.length - 1] = last + word;
    else out.push(word);
  }
  return out;
}

function breakable(all: readonly string[]): (string | TemplateResult)[] {
  return all.flatMap((word, at) => (at === 0 ? [word] : [html`<wbr />`, word]));
}
