/**
 * A model card in words: the engine gives keys and figures, a locale the sentences, and this sets them in Markdown or in one HTML
 * document without script. Everything an author or a table wrote is shown as text, whatever it looks like.
 */
import type { StudyCard } from "./engine/bench";
import type { Locale } from "./locale";

type CardPart = wasm_bindgen.CardPart;
type CardLine = wasm_bindgen.CardLine;

/** How one form writes what a card is made of; texts come raw. */
interface Form {
  heading(level: 1 | 2 | 3, text: string): string;
  list(lines: string[]): string;
  paragraph(text: string): string;
  table(head: string[], rows: string[][]): string;
}

/** A character that Markdown or the HTML inside it would take for its own. */
const marks = /[\\`*_{}[\]<>#|&~]/g;
const markdownText = (text: string): string => text.replace(/\s*[\r\n]+\s*/g, " ").replace(marks, "\\$&").replace(/^(\s*)([-+]|\d+[.)])(\s)/, "$1\\$2$3");
const markdown: Form = {
  heading: (level, text) => `${"#".repeat(level)} ${markdownText(text)}\n`,
  list: (lines) => lines.map((line) => `- ${markdownText(line)}\n`).join(""),
  paragraph: (text) => `${markdownText(text)}\n`,
  table(head, rows) {
    const row = (cells: string[]): string => `| ${cells.map((cell) => markdownText(cell)).join(" | ")} |\n`;
    return row(head) + `|${head.map(() => " --- |").join("")}\n` + rows.map(row).join("");
  },
};

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const htmlText = (text: string): string => text.replace(/[&<>"']/g, (mark) => entities[mark] ?? mark);
const html: Form = {
  heading: (level, text) => `<h${level}>${htmlText(text)}</h${level}>\n`,
  list: (lines) => `<ul>\n${lines.map((line) => `<li>${htmlText(line)}</li>\n`).join("")}</ul>\n`,
  paragraph: (text) => `<p>${htmlText(text)}</p>\n`,
  table(head, rows) {
    const row = (tag: string, cells: string[]): string => `<tr>${cells.map((cell) => `<${tag}>${htmlText(cell)}</${tag.split(" ")[0] ?? ""}>`).join("")}</tr>\n`;
    // A wide table scrolls by itself, with the keyboard, too.
    return `<div class="wide" tabindex="0">\n<table>\n<thead>${row('th scope="col"', head)}</thead>\n<tbody>\n${rows.map((cells) => row("td", cells)).join("")}</tbody>\n</table>\n</div>\n`;
  },
};

function written(card: StudyCard, locale: Locale, form: Form, settings?: string): string {
  const part = (one: CardPart): string => ("key" in one ? locale.t(one.key) : one.text);
  const line = ({ key, args }: CardLine): string => locale.t(key, Object.fromEntries(Object.entries(args).map(([name, one]) => [name, key === "card.settings" && name === "settings" ? (settings ?? part(one)) : part(one)])));
  const out = [form.heading(1, locale.t("card.title", { name: card.name }))];
  for (const { id, lines, tables } of card.sections) {
    out.push(form.heading(2, locale.t(`card.sections.${id}`)));
    if (lines.length > 0) out.push(form.list(lines.map(line)));
    for (const { title, about, head, rows } of tables) out.push(form.heading(3, locale.t(title, { about })), form.table(head.map((key) => locale.t(key)), rows.map((row) => row.map(part))));
  }
  if (card.statements.length > 0) {
    out.push(form.heading(2, locale.t("card.saidByAuthor")));
    for (const [item, said] of card.statements) out.push(form.heading(3, locale.t(`card.items.${item}`)), ...said.split(/\n\s*\n/).map((text) => form.paragraph(text)));
  }
  const head = ["item", "about", "state", "where"].map((name) => locale.t(`card.heads.${name}`));
  const where = (section: string): string => (section === "" ? "" : locale.t(`card.sections.${section}`));
  const items = card.items.map(({ id, state, section }) => [id, locale.t(`card.items.${id}`), locale.t(`card.states.${state}`), state === "said" ? locale.t("card.saidByAuthor") : where(section)]);
  out.push(form.heading(2, locale.t("card.checklist")), form.paragraph(locale.t("card.checklistIntro")), form.table(head, items));
  return out.join("\n");
}

/** The card in Markdown; `settings` of the model in words, where somebody has them. */
export const cardMarkdown = (card: StudyCard, locale: Locale, settings?: string): string => written(card, locale, markdown, settings);

/** The card as one HTML document, without script and without anything to load. */
export function cardHtml(card: StudyCard, locale: Locale): string {
  const style = ":root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:CanvasText;background:Canvas;overflow-wrap:break-word}.wide{overflow-x:auto}table{border-collapse:collapse;min-width:100%}th,td{border:1px solid GrayText;padding:.25rem .5rem;text-align:start;vertical-align:top}";
  const title = htmlText(locale.t("card.title", { name: card.name }));
  return `<!doctype html>\n<html lang="${locale.tag}">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">\n<title>${title}</title>\n<style>${style}</style>\n</head>\n<body>\n<main>\n${written(card, locale, html)}</main>\n</body>\n</html>\n`;
}
