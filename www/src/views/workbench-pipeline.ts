/** Step 3: how columns become numbers. What stands for a gap, how words are written, what bends, what goes together. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { icon } from "../icons";
import { parametersOf } from "../workbench/draft";
import type { ColumnSettings, Encode, Impute, PipelineSettings } from "../workbench/study";
import { wordsOf, type ColumnReport, type TableReport } from "../workbench/table";
import { chosen, failed, numbered, onward, written } from "./workbench-parts";

const imputes: readonly Impute[] = ["median", "mean", "mode", "iterative", "leave"];
const knots = [0, 3, 4, 5, 6, 7] as const;
const winsors = [0, 0.01, 0.05, 0.1, 0.25] as const;
const alikes = [1, 0.99, 0.95, 0.9, 0.8] as const;

export class BenchPipeline extends View {
  #one = "";
  #other = "";

  protected override render(): TemplateResult | typeof nothing {
    const { workbench } = this.app;
    const [table, pipeline] = [workbench.table.value, workbench.pipeline.value];
    if (table === undefined || pipeline === undefined) return nothing;
    return html`<section class="stack">
      <h1>${this.t("workbench.pipeline.title")}</h1>
      <p>${this.t("workbench.pipeline.lead")}</p>
      <p class="callout">${this.t("workbench.pipeline.inside")}</p>
      <div class="buttons">
        <button class="button" @click=${() => this.#all({ knots: 0, winsorise: 0 })}>${this.t("workbench.pipeline.plain")}</button>
        <button class="button" @click=${() => this.#bend(table)}>${this.t("workbench.pipeline.bend")}</button>
        <button class="button" @click=${() => this.#all({ impute: "iterative" })}>${this.t("workbench.pipeline.fill")}</button>
      </div>
      ${this.#columns(table, pipeline)} ${this.#pairs(pipeline)} ${this.#select(pipeline)} ${failed(this)}
      <p class="small soft">${this.t("workbench.pipeline.learns", { n: parametersOf(pipeline, table) })}</p>
      ${onward(this, "model", "workbench.pipeline.next", pipeline.columns.length === 0)}
    </section>`;
  }

  #set(part: Partial<PipelineSettings>): void {
    const now = this.app.workbench.pipeline.peek();
    if (now !== undefined) this.app.workbench.pipeline.value = { ...now, ...part };
  }

  #put(name: string, part: Partial<ColumnSettings>): void {
    const { columns } = this.app.workbench.pipeline.peek() ?? { columns: [] };
    this.#set({ columns: columns.map((one) => (one.name === name ? { ...one, ...part } : one)) });
  }

  #all(part: Partial<ColumnSettings>): void {
    const { columns } = this.app.workbench.pipeline.peek() ?? { columns: [] };
    this.#set({ columns: columns.map((one) => ({ ...one, ...part })) });
    this.app.say(this.t("workbench.pipeline.done"));
  }

  /** Curves for numbers that have enough different values for one. */
  #bend(table: TableReport): void {
    const { columns } = this.app.workbench.pipeline.peek() ?? { columns: [] };
    const bends = (name: string): boolean => table.columns.some((one) => one.name === name && one.kind === "number" && one.different > 10);
    this.#set({ columns: columns.map((one) => (bends(one.name) ? { ...one, knots: 4 } : one)) });
    this.app.say(this.t("workbench.pipeline.done"));
  }

  #columns(table: TableReport, { columns }: PipelineSettings): TemplateResult {
    const heads = ["column", "impute", "indicator", "shape", "winsorise", "standardise"] as const;
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${this.t("workbench.pipeline.table")}>
      <table class="table stacks bench-pipeline">
        <thead><tr>${heads.map((head) => html`<th scope="col">${this.t(`workbench.pipeline.heads.${head}`)}</th>`)}</tr></thead>
        <tbody>${columns.map((settings) => this.#row(settings, table.columns.find(({ name }) => name === settings.name), table.rows))}</tbody>
      </table>
    </div>`;
  }

  #row(settings: ColumnSettings, column: ColumnReport | undefined, rows: number): TemplateResult {
    const { name } = settings;
    const words = column?.kind === "word";
    const missing = column?.missing ?? 0;
    const select = (head: string, options: readonly (readonly [string, string])[], now: string, take: (value: string) => void): TemplateResult =>
      html`<select class="select small" aria-label=${`${name}${this.locale.colon}${this.t(`workbench.pipeline.heads.${head}`)}`} @change=${(event: Event) => take((event.target as HTMLSelectElement).value)}>
        ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === now}>${text}</option>`)}
      </select>`;
    const tick = (head: string, now: boolean, take: (on: boolean) => void): TemplateResult =>
      html`<input class="lone-tick" type="checkbox" aria-label=${`${name}${this.locale.colon}${this.t(`workbench.pipeline.heads.${head}`)}`} .checked=${now} @change=${(event: Event) => take((event.target as HTMLInputElement).checked)} />`;
    const head = (key: string): string => `${this.t(`workbench.pipeline.heads.${key}`)}${this.locale.colon.trimEnd()}`;
    const { encode } = settings;
    return html`<tr>
      <th scope="row">${written(name)}${missing === 0 ? nothing : html`<br /><span class="soft small">${this.t("workbench.columns.missing", { n: missing, share: this.locale.percent(missing / Math.max(1, rows), 1) })}</span>`}</th>
      <td data-label=${head("impute")}>
        ${missing === 0 ? html`<span class="soft">${this.t("workbench.pipeline.noGaps")}</span>` : select("impute", (words ? (["mode", "leave"] as const) : imputes).map((one) => [one, this.t(`workbench.pipeline.impute.${one}`)]), words && settings.impute !== "leave" ? "mode" : settings.impute, (impute) => this.#put(name, { impute: impute as Impute }))}
      </td>
      <td data-label=${head("indicator")}>${missing === 0 ? html`<span class="soft" aria-hidden="true">–</span>` : tick("indicator", settings.indicator, (indicator) => this.#put(name, { indicator }))}</td>
      <td data-label=${head("shape")}>
        ${words
          ? select("shape", (["categories", "oneHot", "ordered", "target"] as const).map((one) => [one, this.t(`workbench.pipeline.encode.${one}`)]), settings.encode.by, (by) => this.#put(name, { encode: encodeOf(by, column) }))
          : select("shape", knots.map((one) => [String(one), one === 0 ? this.t("workbench.pipeline.straight") : this.t("workbench.pipeline.knots", { n: one })]), String(settings.knots), (now) => this.#put(name, { knots: Number(now) }))}
        ${encode.by === "ordered" && words ? this.#order(name, encode.words) : nothing} ${encode.by === "target" && words ? this.#target(name, encode) : nothing}
      </td>
      <td data-label=${head("winsorise")}>
        ${words ? html`<span class="soft" aria-hidden="true">–</span>` : select("winsorise", winsors.map((one) => [String(one), one === 0 ? this.t("workbench.pipeline.keep") : this.t("workbench.pipeline.drawIn", { share: this.locale.percent(one) })]), String(settings.winsorise), (now) => this.#put(name, { winsorise: Number(now) }))}
      </td>
      <td data-label=${head("standardise")}>${tick("standardise", settings.standardise, (standardise) => this.#put(name, { standardise }))}</td>
    </tr>`;
  }

  /** The order of a column's words, as a line of text; what is no reordering of them is not taken. */
  #order(name: string, order: readonly string[]): TemplateResult {
    return html`<input
      class="input"
      aria-label=${`${name}${this.locale.colon}${this.t("workbench.pipeline.order")}`}
      title=${this.t("workbench.pipeline.order")}
      .value=${order.join(", ")}
      @change=${(event: Event) => {
        const input = event.target as HTMLInputElement;
        const typed = input.value.split(/[,，、]/).map((one) => one.trim()).filter((one) => one !== "");
        const same = typed.length === order.length && order.every((one) => typed.includes(one));
        input.setAttribute("aria-invalid", same ? "false" : "true");
        if (same) this.#put(name, { encode: { by: "ordered", words: typed } });
        else this.app.say(this.t("workbench.pipeline.order"));
      }}
    />`;
  }

  /** How far a rare word's mean is drawn to that of all, and by how many parts it is learned. */
  #target(name: string, encode: Extract<Encode, { by: "target" }>): TemplateResult {
    const field = (key: "smooth" | "folds", least: number, most: number, whole: boolean): TemplateResult =>
      numbered(this, { id: `${key}-${name}`, label: this.t(`workbench.pipeline.target.${key}`), value: encode[key], least, most, whole, take: (value) => this.#put(name, { encode: { ...encode, [key]: value } }) });
    return html`<div class="stack-tight">${field("smooth", 0, 1e6, false)}${field("folds", 2, 50, true)}</div>`;
  }

  #pairs({ columns, interactions }: PipelineSettings): TemplateResult {
    const names: [string, string][] = [["", this.t("workbench.choose")], ...columns.map(({ name }): [string, string] => [name, name])];
    const ready = this.#one !== "" && this.#other !== "" && this.#one !== this.#other && !interactions.some((pair) => pair.includes(this.#one) && pair.includes(this.#other));
    return html`<fieldset class="part stack">
      <legend><h2>${this.t("workbench.pairs.title")}</h2></legend>
      <p class="small soft">${this.t("workbench.pairs.lead")}</p>
      ${interactions.length === 0
        ? nothing
        : html`<ul class="lines">
            ${interactions.map(
              ([one, other], at) => html`<li>
                <span translate="no">${one} × ${other}</span>
                <button class="button quiet" aria-label=${this.t("workbench.pairs.removeOf", { one, other })} @click=${() => {
                  this.#set({ interactions: interactions.filter((_, place) => place !== at) });
                  void this.focusOn("#pair-one");
                }}>${icon("x")}${this.t("workbench.filter.remove")}</button>
              </li>`,
            )}
          </ul>`}
      <div class="bench-fields">
        ${chosen("pair-one", this.t("workbench.pairs.one"), names, this.#one, (name) => {
          this.#one = name;
          this.requestUpdate();
        })}
        ${chosen("pair-other", this.t("workbench.pairs.other"), names, this.#other, (name) => {
          this.#other = name;
          this.requestUpdate();
        })}
        <button
          class="button"
          ?disabled=${!ready}
          @click=${() => {
            this.#set({ interactions: [...interactions, [this.#one, this.#other]] });
            this.#one = "";
            this.#other = "";
            this.requestUpdate();
            void this.focusOn("#pair-one");
          }}
        >
          ${icon("plus")}${this.t("workbench.pairs.add")}
        </button>
      </div>
    </fieldset>`;
  }

  #select({ select }: PipelineSettings): TemplateResult {
    return html`<details class="more" ?open=${select.best > 0 || select.correlation < 1}>
      <summary>${icon("chevron-right")}${this.t("workbench.select.title")}</summary>
      <div class="stack">
        ${chosen("select-alike", this.t("workbench.select.alike"), alikes.map((one): [string, string] => [String(one), one === 1 ? this.t("workbench.select.keepAll") : this.t("workbench.select.above", { limit: this.locale.number(one, 2) })]), String(select.correlation), (one) => this.#set({ select: { ...select, correlation: Number(one) } }))}
        ${numbered(this, { id: "select-best", label: this.t("workbench.select.best"), value: select.best, least: 0, most: 10_000, whole: true, hint: this.t("workbench.select.bestHint"), take: (best) => this.#set({ select: { ...select, best } }) })}
      </div>
    </details>`;
  }
}

/** The usual settings of an encoding; an order begins with the words as they are found. */
function encodeOf(by: string, column: ColumnReport | undefined): Encode {
  if (by === "ordered") return { by, words: wordsOf(column?.picture).map(({ word }) => word).sort() };
  return by === "target" ? { by, smooth: 10, folds: 5 } : { by: by === "categories" ? by : "oneHot" };
}

customElements.define("bedside-bench-pipeline", BenchPipeline);
