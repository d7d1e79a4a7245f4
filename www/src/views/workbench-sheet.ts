/** What a table's file was besides its cells: a sheet of a workbook, rows that could not be read, columns of two numbers. */
import { html, nothing, type TemplateResult } from "lit";
import type { View } from "../base";
import { icon } from "../icons";
import type { SheetTold } from "../engine/bench";
import type { FileRead } from "../workbench/study";
import type { TableNote, TableReport } from "../workbench/table";
import { written } from "./workbench-parts";

/** Which sheet this is, the choice of another, and what of its cells must be known. */
export function sheetRead(view: View, { sheet }: TableReport, arrived: () => Promise<void>): TemplateResult | typeof nothing {
  if (sheet === undefined) return nothing;
  const { workbench } = view.app;
  const choose = async (name: string): Promise<void> => {
    if (await workbench.chooseSheet(name)) await arrived();
  };
  const nameOf = ({ name, hidden, filled }: (typeof sheet.sheets)[number]): string => (filled ? (hidden ? view.t("workbench.workbook.hidden", { name }) : name) : view.t("workbench.workbook.empty", { name }));
  return html`<div class="stack-tight">
    <p>${view.rich("workbench.workbook.read", { sheet: written(sheet.sheet) })}</p>
    ${sheet.sheets.length < 2
      ? nothing
      : html`<div class="field">
          <label for="sheet">${view.t("workbench.workbook.choose")}</label>
          <span class="hint" id="sheet-hint">${view.t("workbench.workbook.others", { n: sheet.sheets.length - 1 })}</span>
          <select class="select" id="sheet" aria-describedby="sheet-hint" @change=${(event: Event) => void choose((event.target as HTMLSelectElement).value)}>
            ${sheet.sheets.map((one) => html`<option value=${one.name} ?selected=${one.name === sheet.sheet} ?disabled=${!one.filled}>${nameOf(one)}</option>`)}
          </select>
        </div>`}
    ${sheetNotes(view, sheet)}
  </div>`;
}

/** What of a sheet's cells must be known. */
function sheetNotes(view: View, sheet: SheetTold): TemplateResult | typeof nothing {
  const cells = (all: readonly { cell: string; text: string }[]): string => all.map(({ cell, text }) => [cell, text].filter((part) => part !== "").join(" ")).slice(0, 3).join(view.locale.comma);
  const notes = [
    sheet.errors > 0 ? view.rich("workbench.workbook.errors", { n: sheet.errors, cells: written(cells(sheet.errorCells)) }) : nothing,
    sheet.unsaved > 0 ? view.rich("workbench.workbook.unsaved", { n: sheet.unsaved, cells: written(cells(sheet.unsavedCells)) }) : nothing,
    sheet.merged > 0 ? view.t("workbench.workbook.merged", { n: sheet.merged }) : nothing,
    sheet.titles > 0 ? view.t("workbench.workbook.titles", { n: sheet.titles }) : nothing,
    sheet.since1904 ? view.t("workbench.workbook.since1904") : nothing,
  ].filter((note) => note !== nothing);
  return notes.length === 0 ? nothing : html`<ul class="stack-tight">${notes.map((note) => html`<li class="note">${note}</li>`)}</ul>`;
}

/** What a note says of how a table was read. */
export const noteText = (view: View, { key, columns, pairs }: TableNote): TemplateResult =>
  html`${view.rich(`cohort.notes.${key}`, { columns: written(columns.join(view.locale.comma)), pairs: written(pairs.map(({ word, other }) => `${word} ~ ${other}`).join(view.locale.comma)) })}`;

/** What must be known of a file that was read for a model, beside its answers. */
export function fileRead(view: View, { faulty, notes, sheet, turned }: FileRead): TemplateResult {
  const others = sheet?.sheets.filter(({ name, filled, hidden }) => filled && !hidden && name !== sheet.sheet) ?? [];
  return html`${faulty.rows === 0 ? nothing : html`<section class="callout caution stack-tight"><p class="strong">${view.t("workbench.faulty.title", { n: faulty.rows })}</p><p>${view.t("workbench.faulty.noAnswer")}</p>${faultyList(view, faulty)}</section>`}
    ${sheet === undefined ? nothing : html`<p class=${others.length > 0 ? "callout caution" : "note"}>${view.rich("workbench.workbook.read", { sheet: written(sheet.sheet) })}${others.length === 0 ? nothing : html`${view.locale.gap}${view.rich("workbench.workbook.notRead", { sheets: written(others.map(({ name }) => name).join(view.locale.comma)) })}`}</p>`}
    ${sheet === undefined ? nothing : sheetNotes(view, sheet)}
    ${notes.map((note) => html`<p class="note">${noteText(view, note)}</p>`)}
    ${turned.map(({ column, lost }) => html`<p class="note">${view.rich("workbench.turned", { column: written(column), n: lost })}</p>`)}`;
}

const faultyList = (view: View, { rows, first }: wasm_bindgen.FaultyRows): TemplateResult => html`<ul class="lines small">
  ${first.map(({ row, why, column }) => html`<li><span><span class="strong">${view.t("workbench.faulty.row", { row: view.locale.number(row) })}</span>${view.locale.colon}${view.rich(`workbench.faulty.${why}`, { column: written(column) })}</span></li>`)}
  ${rows > first.length ? html`<li class="soft">${view.t("workbench.faulty.more", { n: rows - first.length })}</li>` : nothing}
</ul>`;

/** Rows that were left out: how many, which, why; and the choice to go on. */
export function faultyRows(view: View, { faulty }: TableReport): TemplateResult | typeof nothing {
  if (faulty === undefined || faulty.rows === 0) return nothing;
  return html`<section class="callout caution stack-tight" id="faulty" aria-labelledby="faulty-title">
    <h2 class="strong" id="faulty-title">${view.t("workbench.faulty.title", { n: faulty.rows })}</h2>
    <p>${view.t("workbench.faulty.lead")}</p>
    ${faultyList(view, faulty)}
    <div class="buttons"><button class="button" @click=${() => view.app.workbench.go("question")}>${view.t("workbench.faulty.goOn")}</button></div>
  </section>`;
}

/** A press makes two columns of one that holds two numbers a cell. */
export function withPairs(view: View, columns: readonly string[]): TemplateResult {
  const { workbench } = view.app;
  const meaning = (name: string): string | undefined => workbench.table.peek()?.columns.find((column) => column.name === name)?.meaning?.concept;
  const names = (name: string): [string, string] => {
    const two = meaning(name) === "pressure" ? (["systolic", "diastolic"] as const) : (["upper", "lower"] as const);
    const [first, second] = two.map((one) => view.t(`workbench.pairs.${one}`, { name }));
    return [first ?? "", second ?? ""];
  };
  return html`<div class="buttons">${columns.map((name) => html`<button class="button quiet" @click=${() => void workbench.change({ name, divide: names(name) })}>${icon("table")}${view.rich("workbench.pairs.divide", { name: written(name) })}</button>`)}</div>`;
}

/** Columns that were made of one, and the way back. */
export function twoOfOne(view: View, { madeOfOne = [] }: TableReport): TemplateResult | typeof nothing {
  if (madeOfOne.length === 0) return nothing;
  return html`<ul class="stack-tight" role="status">
    ${madeOfOne.map(([first, second]) => html`<li class="note">${view.rich("workbench.pairs.done", { first: written(first), second: written(second) })}<div class="buttons"><button class="button quiet" @click=${() => void view.app.workbench.change({ name: first, unite: true })}>${view.t("workbench.pairs.unite")}</button></div></li>`)}
  </ul>`;
}
