/** Parts that the workbench's steps share: a picture with its finding, tiles of figures, file pickers, fields. */
import { html, nothing, type TemplateResult } from "lit";
import type { View } from "../base";
import "../charts/chart";
import type { ChartTable } from "../charts/chart";
import { isEngineError, type NamedFile } from "../engine/api";
import { icon, type IconName } from "../icons";
import { errorText } from "../words";
import type { Estimate } from "../workbench/study";
import type { Step } from "../workbench/state";
import { timeLeft } from "./time-left";

/** A picture: its finding as title, what it is in a line, the marks, and its numbers one key away. */
export interface Picture {
  title: string;
  lead?: string | undefined;
  /** File name without ending. */
  name: string;
  body: TemplateResult;
  table: ChartTable;
}

export function pictured(view: View, { title, lead, name, body, table }: Picture): TemplateResult {
  return html`<section class="pictured">
    <h3>${title}</h3>
    ${lead === undefined || lead === "" ? nothing : html`<p class="small soft">${lead}</p>`}
    <bedside-chart .chart=${{ name, summary: lead === undefined ? title : `${title}${view.locale.stop}${view.locale.gap}${lead}`, body, table }}></bedside-chart>
  </section>`;
}

/** A figure in large letters: what it is, explained when pressed, and how far chance could move it. */
export interface Tile {
  value: string;
  /** Key under `glossary`, where it is a term of the field. */
  term?: string;
  name: string;
  more?: string | undefined;
}

export function tiles(all: readonly Tile[]): TemplateResult {
  return html`<dl class="tiles card">
    ${all.map(
      ({ value, term, name, more }) => html`<div>
        <dt>${term === undefined ? name : html`<bedside-term .term=${term} .text=${name}></bedside-term>`}</dt>
        <dd><span class="tile-value">${value}</span>${more === undefined ? nothing : html`<span class="small soft">${more}</span>`}</dd>
      </div>`,
    )}
  </dl>`;
}

/** From, to: `0.84–0.92`, `−0.21 to 0.19`. */
export function interval(view: View, { low, high }: { low: number; high: number }, digits: number): string {
  const [from, to] = [view.locale.number(low, digits, true), view.locale.number(high, digits, true)];
  // A dash beside a minus is misread.
  return from.startsWith("−") ? view.t("workbench.range", { from, to }) : `${from}–${to}`;
}

/** `0.88 (0.84–0.92)`; absent where there is none. */
export function withInterval(view: View, one: Estimate | undefined, digits = 2): string {
  if (one === undefined || !Number.isFinite(one.value)) return "";
  return `${view.locale.number(one.value, digits, true)}${view.locale.aside(interval(view, one, digits))}`;
}

/** A button that chooses a file. */
export function picker(text: string, accept: string, take: (file: File) => void, how: { primary?: boolean; icon?: IconName; disabled?: boolean } = {}): TemplateResult {
  return html`<label class="button choose ${how.primary === true ? "primary" : ""}" aria-disabled=${how.disabled === true ? "true" : nothing}>
    ${icon(how.icon ?? "upload")}${text}
    <input
      class="unseen"
      type="file"
      accept=${accept}
      ?disabled=${how.disabled === true}
      @change=${(event: Event) => {
        const input = event.target as HTMLInputElement;
        const file = input.files?.[0];
        if (file !== undefined) take(file);
        // The same file may be chosen again after it was mended.
        input.value = "";
      }}
    />
  </label>`;
}

/** A table's file. */
export const tableFile = ".csv,.tsv,.txt,.gz,.xlsx,.xlsm,text/csv,text/tab-separated-values";

/** A list to choose from, with its label. */
export function chosen(id: string, label: string, options: readonly (readonly [value: string, text: string])[], now: string, take: (value: string) => void, hint?: string): TemplateResult {
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${hint === undefined ? nothing : html`<span class="hint" id=${`${id}-hint`}>${hint}</span>`}
    <select class="select" id=${id} aria-describedby=${hint === undefined ? nothing : `${id}-hint`} @change=${(event: Event) => take((event.target as HTMLSelectElement).value)}>
      ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === now}>${text}</option>`)}
    </select>
  </div>`;
}

/** A number with its label; what cannot be taken is said and not taken. */
export function numbered(
  view: View,
  { id, label, value, least, most, whole = false, hint, take }: { id: string; label: string; value: number; least: number; most: number; whole?: boolean; hint?: string; take: (value: number) => void },
): TemplateResult {
  const limits = view.t("workbench.limits", { least: view.locale.number(least, 6), most: view.locale.number(most, 6) });
  // Limits that nobody reaches are not worth a line.
  const told = most >= 1e6 ? (hint ?? "") : hint === undefined ? limits : `${hint}${view.locale.gap}${limits}`;
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${told === "" ? nothing : html`<span class="hint" id=${`${id}-hint`}>${told}</span>`}
    <input
      class="input short"
      id=${id}
      inputmode=${whole ? "numeric" : "decimal"}
      aria-describedby=${told === "" ? nothing : `${id}-hint`}
      .value=${String(value)}
      @change=${(event: Event) => {
        const input = event.target as HTMLInputElement;
        const number = Number(input.value.trim().replace(",", "."));
        const wrong = input.value.trim() === "" || !(number >= least && number <= most) || (whole && !Number.isInteger(number));
        input.setAttribute("aria-invalid", wrong ? "true" : "false");
        if (wrong) view.app.say(limits);
        else take(number);
      }}
    />
  </div>`;
}

/** Several numbers in a line, with commas between; what cannot be taken is said and not taken. */
export function listed(
  view: View,
  { id, label, value, least, most, longest, whole = false, take }: { id: string; label: string; value: readonly number[]; least: number; most: number; longest: number; whole?: boolean; take: (value: readonly number[]) => void },
): TemplateResult {
  const limits = view.t("workbench.limitsEach", { n: longest, least: view.locale.number(least, 6), most: view.locale.number(most, 6) });
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <span class="hint" id=${`${id}-hint`}>${limits}</span>
    <input
      class="input short"
      id=${id}
      aria-describedby=${`${id}-hint`}
      .value=${value.join(", ")}
      @change=${(event: Event) => {
        const input = event.target as HTMLInputElement;
        const numbers = input.value.split(/[,，、;\s]+/).filter((one) => one !== "").map(Number);
        const wrong = numbers.length === 0 || numbers.length > longest || !numbers.every((one) => one >= least && one <= most && (!whole || Number.isInteger(one)));
        input.setAttribute("aria-invalid", wrong ? "true" : "false");
        if (wrong) view.app.say(limits);
        else take(numbers);
      }}
    />
  </div>`;
}

/** A tick with its words. */
export function ticked(text: unknown, now: boolean, take: (on: boolean) => void, name?: string): TemplateResult {
  return html`<label class="choice tick">
    <input type="checkbox" name=${name ?? nothing} .checked=${now} @change=${(event: Event) => take((event.target as HTMLInputElement).checked)} />${text}
  </label>`;
}

/** What is said of work under way or gone wrong: that of these stages, or of all others. It stands where the work was asked for, in sight. */
export interface Stages {
  only?: readonly string[];
  but?: readonly string[];
}

const said = (stage: string | undefined, { only, but = [] }: Stages): boolean => (only === undefined || only.includes(stage ?? "")) && !but.includes(stage ?? "");

/** Something long under way and what went wrong, beside the button that asked for it. */
export const stateOf = (view: View, stages: Stages = {}): TemplateResult => html`${running(view, stages)} ${failed(view, stages)}`;

/** How far, 0 to 1; absent where nobody knows yet. */
export function shareDone(progress: { done: number; total: number } | undefined): number | undefined {
  const share = progress === undefined ? Number.NaN : progress.done / progress.total;
  return Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : undefined;
}

/** Something long under way: how far it is, how long it takes, and a way to stop it. */
export function running(view: View, stages: Stages = {}): TemplateResult | typeof nothing {
  const run = view.app.workbench.run.value;
  if (run === undefined || !said(run.stage, stages)) return nothing;
  const { progress, stage, startedAt, abort } = run;
  const share = shareDone(progress);
  const time = timeLeft(view.locale, startedAt, share);
  const told = view.locale.first([`workbench.stages.${progress?.stage ?? stage}`, `workbench.stages.${stage}`]);
  return html`<div class="stack-tight running">
    <progress aria-label=${told} max="1" value=${share ?? nothing}></progress>
    <div class="spread">
      <span class="soft">${told}${time === undefined ? nothing : `${view.locale.comma}${view.t("batch.left", { time })}`}</span>
      <button class="button" @click=${() => abort.abort()}>${view.t(stage === "train" ? "workbench.stop" : "common.cancel")}</button>
    </div>
  </div>`;
}

/** What went wrong, in the engine's words, and what is kept. */
export function failed(view: View, stages: Stages = {}): TemplateResult | typeof nothing {
  const error = view.app.workbench.error.value;
  if (error === undefined || !said(view.app.workbench.failedAt, stages)) return nothing;
  const cancelled = isEngineError(error) && error.kind === "cancelled";
  const text = cancelled ? view.t("reading.cancelled") : isEngineError(error) ? errorText(view.locale, error) : view.t("workbench.unexpected");
  return html`<div class=${cancelled ? "callout" : "callout caution"} role="alert"><p>${text}${view.locale.gap}${view.t("workbench.kept")}</p></div>`;
}

/** The way on to the next step. */
export function onward(view: View, step: Step, key: string, waits = false): TemplateResult {
  return html`<div class="buttons onward">
    <button class="button primary" ?disabled=${waits || !view.app.workbench.open(step)} @click=${() => view.app.workbench.go(step)}>${view.t(key)}${icon("arrow-right")}</button>
  </div>`;
}

/** A name from the table, as written there. */
export const written = (name: string): TemplateResult => html`<span translate="no">${name}</span>`;

/** Gives a file to keep, and says so. */
export async function keep(view: View, file: Promise<{ name: string; type: string; data: Uint8Array | string }>): Promise<void> {
  try {
    const { name, type, data } = await file;
    await view.app.host.download(name, type, data);
    view.app.tell({ text: view.t("batch.made", { file: name }) });
  } catch (error) {
    view.app.workbench.failedAt = "keep";
    view.app.workbench.error.value = error;
  }
}

export type { NamedFile };
