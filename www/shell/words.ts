/** The shell's own few sentences; the application's are in `www/locales`. */
import words from "./words.json";

export type Words = typeof words.en;

/** Words of the language that the page was switched to, at first the browser's. */
export function wordsFor(language: string): Words {
  return /^zh\b/i.test(language) ? words.zh : words.en;
}
