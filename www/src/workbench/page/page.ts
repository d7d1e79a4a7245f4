/**
 * A page of its own for one model: one file, no network, that scores new people with this model only. The shell writes it,
 * from data: the sealed frame hands out no page of its own making.
 */
import fill from "./fill.js?raw";
import score from "./score.js?raw";

/** All that the page is made of: data, no markup. */
export interface PageData {
  /** Tag of its language. */
  lang: string;
  name: string;
  /** The question in a sentence, how the model did, what it is not, who made it. */
  asks: string;
  did: string;
  limits: string;
  made: string;
  /** Sentences that the script says, by name. */
  words: Readonly<Record<string, string>>;
  /** A column each: the words it knows, or whether it is a day, and least and greatest of training. */
  fields: readonly PageField[];
  /** It answers a share. */
  share: boolean;
  /** As the model's file holds it: task, pipeline, predictor, recalibration. */
  scorer: object;
  /** What it promises beside its answers, as the file holds it. */
  conformal: object | null;
}

/** A column that the model reads. */
export interface PageField {
  name: string;
  /** Words that it knows; numbers and days otherwise. */
  words?: readonly string[];
  day?: boolean;
  /** Least and greatest of training. */
  low?: number;
  high?: number;
}

/** Longest sentence and name. */
const LONGEST = 4000;

/** Whether data is exactly of that form. */
export function isPageData(value: unknown): value is PageData {
  if (typeof value !== "object" || value === null) return false;
  const page = value as Record<string, unknown>;
  const text = (one: unknown): boolean => typeof one === "string" && one.length <= LONGEST;
  const names = ["lang", "name", "asks", "did", "limits", "made", "words", "fields", "share", "scorer", "conformal"];
  if (Object.keys(page).length !== names.length || !names.every((name) => Object.hasOwn(page, name))) return false;
  if (!names.slice(0, 6).every((name) => text(page[name])) || !/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/.test(page["lang"] as string)) return false;
  const { words, fields, share, scorer, conformal } = page;
  if (typeof share !== "boolean" || typeof conformal !== "object" || typeof scorer !== "object" || scorer === null || typeof words !== "object" || words === null) return false;
  if (!Object.entries(words).every(([name, one]) => /^[a-zA-Z]{1,20}$/.test(name) && text(one))) return false;
  return Array.isArray(fields) && fields.every((one: unknown) => typeof one === "object" && one !== null && text((one as PageField).name));
}

/** Text inside HTML. */
const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
/** Data inside a script: nothing in it can end the script. */
const inScript = (value: unknown): string => JSON.stringify(value).replaceAll("<", "\\u003c").replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
/** A module as plain script. */
const plain = (module: string): string => module.replace(/^export /gm, "");

export function modelPage({ lang, name, asks, did, limits, made, words, fields, share, scorer, conformal }: PageData): string {
  return `<!doctype html>
<html lang="${escaped(lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'">
<title>${escaped(name)}</title>
<style>
:root { color-scheme: light dark; --paper: #fbfaf7; --card: #fff; --ink: #1b2126; --soft: #56606b; --edge: #868e96; --accent: #0b6468; --caution: #8a5200; --wash: #fff3dc; }
@media (prefers-color-scheme: dark) { :root { --paper: #14181b; --card: #1b2024; --ink: #e9ecee; --soft: #a3adb6; --edge: #6f7a84; --accent: #6cc3c0; --caution: #f0b54a; --wash: #33270f; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 17px/1.55 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
main { max-width: 720px; margin: 0 auto; padding: 24px 16px 64px; }
h1 { font-size: 1.5rem; line-height: 1.3; }
.limits { background: var(--wash); color: var(--caution); border-radius: 10px; padding: 12px 16px; }
form { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 220px), 1fr)); gap: 4px 20px; }
form p { display: flex; flex-direction: column; gap: 4px; margin: 8px 0; }
label { font-weight: 600; overflow-wrap: anywhere; }
input, select { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--edge); border-radius: 8px; min-height: 44px; padding: 4px 10px; box-sizing: border-box; width: 100%; }
input[aria-invalid="true"] { border-width: 2px; border-color: var(--caution); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
small, .soft { color: var(--soft); font-size: 0.9rem; }
#answer { font-size: 1.25rem; font-weight: 600; border-inline-start: 4px solid var(--accent); padding: 12px 16px; background: var(--card); border-radius: 10px; }
#notes { color: var(--caution); }
</style>
</head>
<body>
<main>
<h1>${escaped(name)}</h1>
<p>${escaped(asks)}</p>
<p class="limits">${escaped(limits)}</p>
<form autocomplete="off"></form>
<p id="answer" role="status" aria-live="polite"></p>
<p id="promise"></p>
<ul id="notes"></ul>
<p class="soft">${escaped(did)}</p>
<p class="soft">${escaped(made)}</p>
</main>
<script>
(() => {
"use strict";
const model = ${inScript({ scorer, fields, share, conformal })};
const words = ${inScript(words)};
${plain(score)}
${plain(fill)}
run(model, words, answerOf, promised, typedNumber);
})();
</script>
</body>
</html>
`;
}
