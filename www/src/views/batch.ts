/** A table of people: scored row by row, summed up in a picture first, any row opens as a patient. */
import { html, nothing, svg, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { styleMap } from "lit/directives/style-map.js";
import { View } from "../base";
import { isEngineError, type NamedFile } from "../engine/api";
import { icon } from "../icons";
import { defineOpener, defineView } from "../registry";
import type { App } from "../state";
import { errorText, factName, wordValue } from "../words";
import { Rows, distribution, type Bin } from "./batch-rows";
import { countryField } from "./form-country";
import { addedColumns, bytesOf, findColumns, forgetTable, looksLikePeople, rowFile, setTable, tableOf, type Table } from "./batch-state";

const ROW = 44;
const SPARE = 8;
const BINS = { wide: 12, narrow: 7 };

/** Made-up people, to show what a table looks like. */
const exampleRows = [
  ["58", "female", "148", "212", "61", "current", "yes"],
  ["63", "male", "131", "190", "45", "never", "no"],
] as const;

const pause = (): Promise<void> => new Promise((done) => setTimeout(done, 0));

defineOpener({
  async takes(file) {
    const data = file instanceof Blob ? file : file.data;
    const size = data instanceof Blob ? data.size : data.length;
    if (data instanceof Blob) return looksLikePeople(new Uint8Array(await data.slice(0, 65_536).arrayBuffer()), size <= 65_536);
    return looksLikePeople(data.subarray(0, 65_536), size <= 65_536);
  },
  open: (app, file) => openTable(app, file),
});

/** Opens `file` as a table of people and begins to score it. */
export async function openTable(app: App, file: NamedFile): Promise<void> {
  let bytes: Uint8Array;
  try {
    bytes = await bytesOf(file);
  } catch (error) {
    app.fail(isEngineError(error) ? error : { kind: "malformed", key: "file.unreadable", place: file.name });
    return;
  }
  forgetTable(app);
  const input = new Rows(bytes);
  setTable(app, { file, bytes, input, stage: "running", done: 0, total: input.length, startedAt: performance.now(), abort: new AbortController() });
  app.go("batch");
}

export class Batch extends View {
  #order: Uint32Array | undefined;
  #show: "all" | "unanswered" | "highest" = "all";
  #top = 0;
  #active = 0;
  #asTable = false;
  #running: Table | undefined;
  #shownAt = 0;

  override firstUpdated(): void {
    const table = tableOf(this.app);
    if (table?.stage === "running") void this.#run(table);
  }

  async #run(table: Table): Promise<void> {
    if (this.#running === table) return;
    this.#running = table;
    table.stage = "running";
    table.startedAt = performance.now();
    try {
      const country = this.app.country.peek();
      const asOf = this.app.asOf.peek();
      const { value, stopped } = await this.app.client.batch(
        { name: table.file.name, data: table.bytes },
        { ...(country === undefined ? {} : { country }), ...(asOf === undefined ? {} : { asOf }) },
        {
          signal: table.abort.signal,
          onProgress: ({ done, total }) => {
            table.done = done;
            if (total > 0) table.total = total;
            // Painting each of a thousand reports would cost more than the scoring.
            if (performance.now() - this.#shownAt < 100) return;
            this.#shownAt = performance.now();
            this.requestUpdate();
          },
        },
      );
      table.outputBytes = value.csv;
      table.output = new Rows(value.csv);
      await this.#summarise(table);
      table.stage = stopped ? "stopped" : "done";
      // Progress is told now and then; the engine knows how many rows there are at the end.
      table.done = value.rows;
      const answered = count(table.risks);
      this.app.say(stopped ? this.t("batch.cancelled", { done: table.done, n: table.total }) : this.t("batch.titleDone", { done: answered, n: table.total }));
    } catch (error) {
      table.stage = "failed";
      table.error = error;
    } finally {
      this.#running = undefined;
      this.#reorder();
      void this.focusOn("h1");
    }
  }

  async #summarise(table: Table): Promise<void> {
    const { output } = table;
    if (output === undefined) return;
    const { risk, reason } = findColumns(output.heads);
    const counts = new Map<string, number>();
    for (let at = 0; reason >= 0 && at < output.length; at += 1) {
      const text = output.cell(at, reason);
      if (text !== "" && (risk < 0 || output.cell(at, risk) === "")) counts.set(text, (counts.get(text) ?? 0) + 1);
      if (at % 4096 === 4095) await pause();
    }
    table.reasons = [...counts].sort((a, b) => b[1] - a[1]);
    if (risk < 0) return;
    const values = await output.numbers(risk, pause);
    for (let at = 0; at < values.length; at += 1) values[at] = (values[at] ?? Number.NaN) / 100;
    table.risks = values;
  }

  #reorder(): void {
    const table = tableOf(this.app);
    this.#order = undefined;
    this.#top = 0;
    this.#active = 0;
    const risks = table?.risks;
    if (risks !== undefined && this.#show !== "all") {
      const all = Uint32Array.from(risks.keys());
      this.#order =
        this.#show === "unanswered"
          ? all.filter((at) => Number.isNaN(risks[at]))
          : all.filter((at) => !Number.isNaN(risks[at])).sort((a, b) => (risks[b] ?? 0) - (risks[a] ?? 0));
    }
    const grid = this.querySelector(".grid-scroll");
    if (grid !== null) grid.scrollTop = 0;
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    this.app.table.value;
    const table = tableOf(this.app);
    if (table === undefined) return this.#empty();
    const n = table.total;
    const title =
      table.stage === "done" ? this.t("batch.titleDone", { done: count(table.risks), n })
      : table.stage === "stopped" ? this.t("batch.cancelled", { done: table.done, n })
      : this.t("batch.title", { n });
    return html`<section class="batch">
      <h1 tabindex="-1">${title}</h1>
      <p class="soft">${table.file.name}</p>
      ${table.stage === "running" ? this.#progress(table) : nothing}
      ${table.stage === "failed" ? this.#failed(table) : nothing}
      ${table.stage === "failed" ? html`<div class="buttons">${this.#close()}</div>` : nothing}
      ${table.output === undefined ? nothing : html`${this.#actions(table)}
            ${guard([table.output, table.stage, this.#asTable, this.locale, this.#narrow], () => html`${this.#summary(table)} ${this.#reasons(table)}`)}`}
      ${this.#table(table)}
    </section>`;
  }

  #empty(): TemplateResult {
    return html`<section class="batch">
      <h1 tabindex="-1">${this.t("batch.titleEmpty")}</h1>
      <p class="soft">${this.t("batch.emptyLead")}</p>
      <div class="buttons">
        <label class="button primary choose">
          ${this.t("batch.choose")}
          <input
            class="unseen"
            type="file"
            accept=".csv,text/csv"
            @change=${(event: Event) => {
              const file = (event.target as HTMLInputElement).files?.[0];
              if (file !== undefined) void openTable(this.app, file).then(() => this.#begin());
            }}
          />
        </label>
        <button class="button" aria-describedby="template-note" @click=${() => void this.#template()}>
              ${icon("download")}${this.t("batch.template")}
            </button>
      </div>
      <p class="soft small" id="template-note">${this.t("batch.templateNote")}</p>
      <div class="scroll example" tabindex="0" role="region" aria-label=${this.t("batch.example")}>
        <table class="table">
          <caption class="soft small">${this.t("batch.example")}</caption>
          <thead>
            <tr>${["age", "sex", "sbp", "total_chol", "hdl", "smoking", "diabetes"].map((id) => html`<th scope="col">${factName(this.locale, id)}</th>`)}</tr>
          </thead>
          <tbody>
            ${exampleRows.map((row) => html`<tr>${row.map((cell, at) => html`<td>${/[a-z]/.test(cell) ? wordValue(this.locale, ["", "sex", "", "", "", "smoking", "diabetes"][at] ?? "", cell) : cell}</td>`)}</tr>`)}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  #begin(): void {
    const table = tableOf(this.app);
    if (table !== undefined) void this.#run(table);
  }

  async #template(): Promise<void> {
    const name = "bedside-template.csv";
    try {
      const text = await this.app.client.template(this.locale.language === "zh", this.app.system.peek() === "si");
      await this.app.host.download(name, "text/csv", text);
      this.app.tell({ text: this.t("batch.made", { file: name }) });
    } catch (error) {
      this.app.fail(error);
    }
  }

  #progress(table: Table): TemplateResult {
    const share = table.total > 0 ? table.done / table.total : 0;
    const spent = (performance.now() - table.startedAt) / 1000;
    const left = share > 0.02 && spent > 1 ? (spent / share) * (1 - share) : 0;
    const seconds = new Intl.NumberFormat(this.locale.tag, { style: "unit", unit: "second", unitDisplay: "long" }).format(Math.ceil(left));
    return html`<div class="stack-tight">
      <progress aria-label=${this.t("batch.running")} max="1" .value=${share}></progress>
      <div class="spread">
        <span class="soft">${this.t("batch.progress", { done: table.done, n: table.total })}${left > 2 ? html`, ${this.t("batch.left", { time: seconds })}` : nothing}</span>
        <button class="button" @click=${() => table.abort.abort()}>${this.t("batch.cancel")}</button>
      </div>
    </div>`;
  }

  #failed(table: Table): TemplateResult {
    const said = isEngineError(table.error) ? errorText(this.locale, table.error) : "";
    return html`<div class="callout caution" role="alert">
      <p>${said === "" ? nothing : html`${said} `}${this.t("batch.failed")}</p>
    </div>`;
  }

  #actions(table: Table): TemplateResult {
    return html`<div class="stack-tight">
      <div class="buttons">
        <button class="button primary" @click=${() => void this.#download(table)}>${icon("download")}${this.t("batch.download")}</button>
        ${table.stage === "stopped"
          ? html`<button
              class="button"
              @click=${() => {
                table.abort = new AbortController();
                void this.#run(table);
                this.requestUpdate();
              }}
            >
              ${this.t("batch.goOn")}
            </button>`
          : nothing}
        ${this.#close()}
      </div>
      <p class="soft small">${this.t("batch.downloadNote")}</p>
      ${countryField(this, this.t("batch.region"), (country) => {
        // The equations that come first differ by place: everyone is scored again.
        this.app.country.value = country;
        table.abort = new AbortController();
        void this.#run(table);
        this.requestUpdate();
      })}
    </div>`;
  }

  /** Takes the table off this page: clinics share computers. */
  #close(): TemplateResult {
    return html`<button
      class="button quiet"
      @click=${() => {
        forgetTable(this.app);
        this.app.tell({ text: this.t("batch.closed") });
        void this.focusOn("h1");
      }}
    >
      ${icon("x")}${this.t("batch.close")}
    </button>`;
  }

  async #download(table: Table): Promise<void> {
    if (table.outputBytes === undefined) return;
    const name = table.file.name.replace(/(\.csv)?$/i, "-scored.csv");
    try {
      await this.app.host.download(name, "text/csv", table.outputBytes);
      this.app.tell({ text: this.t("batch.made", { file: name }) });
    } catch (error) {
      this.app.fail(error);
    }
  }

  /** A phone gets fewer and larger bars, not smaller letters. */
  get #narrow(): boolean {
    return this.offsetWidth > 0 && this.offsetWidth < 520;
  }

  #of100(share: number): string {
    return share < 0.01 ? "<1" : this.locale.number(share * 100, 0);
  }

  #summary(table: Table): TemplateResult {
    const risks = table.risks;
    const bins = risks === undefined ? [] : distribution(risks, this.#narrow ? BINS.narrow : BINS.wide);
    if (risks === undefined || bins.length === 0) return html`<p class="soft">${this.t("batch.summaryNone")}</p>`;
    const known = risks.filter((value) => !Number.isNaN(value)).sort();
    const at = (share: number): number => known[Math.floor((known.length - 1) * share)] ?? 0;
    const title = this.t("batch.summaryTitle", { n: known.length, median: this.#of100(at(0.5)), high: this.#of100(at(0.9)) });
    const binText = (bin: Bin, index: number): string =>
      this.t(index === bins.length - 1 ? "batch.binLast" : "batch.bin", { from: this.locale.number(bin.from * 100, 1), to: this.locale.number(bin.to * 100, 1), n: bin.count });
    return html`<figure class="figure part">
      <h2>${this.t("batch.summary")}</h2>
      <figcaption>${title}</figcaption>
      ${this.#asTable
        ? html`<ul class="lines small">${bins.map((bin, index) => html`<li>${binText(bin, index)}</li>`)}</ul>`
        : histogram(bins, title, this.t("batch.summaryAxis"), this.#narrow ? 340 : 640, (value) => this.locale.number(value, 1))}
      <button
        class="link small screen"
        @click=${() => {
          this.#asTable = !this.#asTable;
          this.requestUpdate();
        }}
      >
        ${this.t(this.#asTable ? "batch.asPicture" : "batch.asTable")}
      </button>
    </figure>`;
  }

  #reasons(table: Table): TemplateResult | typeof nothing {
    const most = (table.reasons ?? []).slice(0, 6);
    if (most.length === 0) return nothing;
    return html`<section class="part">
      <h2>${this.t("batch.reasons")}</h2>
      <ul class="lines">
        ${most.map(([text, n]) => html`<li><span>${this.#reasonText(text)}</span><span class="soft">${this.t("batch.reasonCount", { n })}</span></li>`)}
      </ul>
    </section>`;
  }

  /** `needs hdl; sbp`, or keys such as `belowRange:age; deceased`, in words. */
  #reasonText(text: string): string {
    if (text.startsWith("needs ")) {
      return this.t("form.needs", { inputs: this.locale.list(text.slice(6).split("; ").map((one) => factName(this.locale, one))) });
    }
    const reasons = text.split("; ").map((one) => {
      const [key = "", input = ""] = one.split(":");
      return this.locale.first([`batch.reason.${key}`, `reasons.${key}`, one], { input: factName(this.locale, input) });
    });
    return reasons.join(this.locale.language === "zh" ? "；" : " ");
  }

  #table(table: Table): TemplateResult {
    const rows = table.output ?? table.input;
    const added = table.output === undefined ? [] : addedColumns(rows.heads);
    const columns = [...added, ...rows.heads.keys()].filter((at, index, all) => all.indexOf(at) === index);
    const order = this.#order;
    const length = order?.length ?? rows.length;
    const height = 440;
    const first = Math.max(0, Math.floor(this.#top / ROW) - SPARE);
    const last = Math.min(length, Math.ceil((this.#top + height) / ROW) + SPARE);
    const template = { gridTemplateColumns: `88px ${columns.map((at) => (added.includes(at) ? "190px" : "140px")).join(" ")}` };
    const visible = Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at);
    return html`<section class="part">
      <div class="spread">
        <h2 id="batch-table">${this.t("batch.table")}</h2>
        ${table.output === undefined ? nothing : this.#shows()}
      </div>
      <p class="soft small screen">${this.t("batch.keys")}</p>
      <div
        class="grid-scroll"
        role="grid"
        tabindex="0"
        aria-labelledby="batch-table"
        aria-rowcount=${length + 1}
        aria-colcount=${columns.length + 1}
        aria-activedescendant=${length > 0 ? `batch-row-${this.#active}` : nothing}
        @scroll=${(event: Event) => {
          this.#top = (event.target as HTMLElement).scrollTop;
          this.requestUpdate();
        }}
        @keydown=${(event: KeyboardEvent) => this.#key(event, length)}
      >
        <div class="grid-row grid-head" role="row" aria-rowindex="1" style=${styleMap(template)}>
          <span role="columnheader">${this.t("batch.row")}</span>
          ${columns.map((at) => html`<span role="columnheader" class=${added.includes(at) ? "scored" : ""} translate=${added.includes(at) ? "yes" : "no"}>${this.#head(rows.heads[at] ?? "")}</span>`)}
        </div>
        <div class="grid-body" role="rowgroup" style=${styleMap({ height: `${length * ROW}px` })}>
          ${visible.map((at) => {
            const row = order?.[at] ?? at;
            const cells = rows.row(row);
            return html`<div
              class="grid-row ${at === this.#active ? "active" : ""}"
              role="row"
              id="batch-row-${at}"
              aria-rowindex=${at + 2}
              aria-selected=${at === this.#active ? "true" : "false"}
              style=${styleMap({ ...template, transform: `translateY(${at * ROW}px)` })}
              @click=${() => {
                this.#active = at;
                this.requestUpdate();
              }}
            >
              <span role="gridcell">
                <button class="link" tabindex="-1" aria-label=${this.t("batch.openRow", { n: row + 1 })} @click=${() => void this.#open(table, row)}>
                  ${this.locale.number(row + 1)}
                </button>
              </span>
              ${columns.map((column) => html`<span role="gridcell" class=${added.includes(column) ? "scored" : ""} translate=${added.includes(column) ? "yes" : "no"}>${this.#cell(cells[column] ?? "", added.includes(column), rows.heads[column] ?? "")}</span>`)}
            </div>`;
          })}
        </div>
      </div>
      ${length === 0 ? html`<p class="soft">${this.t("batch.noRows")}</p>` : nothing}
    </section>`;
  }

  #shows(): TemplateResult {
    const button = (value: "all" | "unanswered" | "highest", key: string): TemplateResult => html`<button
      aria-pressed=${value === this.#show ? "true" : "false"}
      @click=${() => {
        this.#show = value;
        this.#reorder();
      }}
    >
      ${this.t(key)}
    </button>`;
    return html`<span class="segment screen" role="group" aria-label=${this.t("batch.show")}>
      ${button("all", "batch.showAll")}${button("highest", "batch.showHighest")}${button("unanswered", "batch.showUnanswered")}
    </span>`;
  }

  #head(name: string): string {
    return this.locale.first([`batch.columns.${name}`, name]);
  }

  #cell(text: string, scored: boolean, head: string): string {
    if (!scored || text === "") return text;
    if (head === "bedside_equation") {
      const equation = this.app.catalog.peek()?.equations.find((one) => one.id === text);
      return equation === undefined ? text : this.locale.first([`families.${equation.family}`, equation.family]);
    }
    if (head === "bedside_studied_here") return this.locale.first([`batch.studied.${text}`, text]);
    if (head === "bedside_reason") return this.#reasonText(text);
    return this.locale.number(Number(text), head === "bedside_fib4" ? 2 : 1);
  }

  #key(event: KeyboardEvent, length: number): void {
    const page = 9;
    const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -length, End: length };
    const move = moves[event.key];
    const table = tableOf(this.app);
    if (event.key === "Enter" && table !== undefined && length > 0) {
      event.preventDefault();
      void this.#open(table, this.#order?.[this.#active] ?? this.#active);
      return;
    }
    if (move === undefined || length === 0) return;
    event.preventDefault();
    this.#active = Math.max(0, Math.min(length - 1, this.#active + move));
    const grid = event.currentTarget as HTMLElement;
    const top = this.#active * ROW;
    if (top < grid.scrollTop) grid.scrollTop = top;
    else if (top + 2 * ROW > grid.scrollTop + grid.clientHeight) grid.scrollTop = top + 2 * ROW - grid.clientHeight;
    this.#top = grid.scrollTop;
    this.requestUpdate();
  }

  async #open(table: Table, row: number): Promise<void> {
    await this.app.open([rowFile(table, row)]);
    this.app.say(this.t("batch.opened", { n: row + 1 }));
  }
}

/** How many rows have an answer. */
function count(risks: Float64Array | undefined): number {
  let n = 0;
  for (const value of risks ?? []) if (!Number.isNaN(value)) n += 1;
  return n;
}

/** Bars from a zero baseline, labelled where they stand. */
function histogram(bins: readonly Bin[], title: string, axis: string, width: number, write: (value: number) => string): TemplateResult {
  const [height, foot, head] = [200, 28, 22];
  const most = Math.max(...bins.map((bin) => bin.count), 1);
  const step = width / bins.length;
  return html`<svg class="histogram" viewBox="0 0 ${width} ${height}" role="img" aria-label=${title}>
    ${bins.map((bin, at) => {
      const tall = (bin.count / most) * (height - foot - head);
      return svg`<rect x=${at * step + 2} y=${height - foot - tall} width=${step - 4} height=${tall} />
        ${bin.count === 0 ? nothing : svg`<text class="count" x=${at * step + step / 2} y=${height - foot - tall - 6} text-anchor="middle">${write(bin.count)}</text>`}
        ${at % 2 === 0 || bins.length < 9 ? svg`<text x=${at * step} y=${height - foot + 18} text-anchor=${at === 0 ? "start" : "middle"}>${write(bin.from * 100)}</text>` : nothing}`;
    })}
    ${svg`<line x1="0" x2=${width} y1=${height - foot} y2=${height - foot} />`}
  </svg>
    <p class="soft small">${axis}</p>`;
}

customElements.define("bedside-batch", Batch);
defineView({ id: "batch", available: () => true, render: () => html`<bedside-batch></bedside-batch>` });
