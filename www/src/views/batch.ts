/** A table of people: scored row by row, summed up in a picture first, any row opens as a patient. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { isEngineError, type NamedFile } from "../engine/api";
import { icon } from "../icons";
import { defineOpener, defineView, viewEntry } from "../registry";
import type { App } from "../state";
import { errorText, factName, wordValue } from "../words";
import "./batch-grid";
import { Rows } from "./batch-rows";
import { countryField } from "./form-country";
import { bytesOf, count, findColumns, forgetTable, looksLikePeople, outcomeOf, setTable, tableOf, type Table } from "./batch-state";
import "./batch-summary";
import { timeLeft } from "./time-left";

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
      table.notes = value.notes;
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
      this.requestUpdate();
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
      ${this.#trainable(table)}
      ${table.stage === "failed" ? html`<div class="buttons">${this.#close()}</div>` : nothing}
      ${table.output === undefined
        ? nothing
        : html`${table.stage === "running" ? nothing : this.#actions(table)} <bedside-batch-summary .risks=${table.risks} .reasons=${table.reasons ?? []} .notes=${table.notes ?? []}></bedside-batch-summary>`}
      <bedside-batch-grid .table=${table} .rows=${table.output ?? table.input} .risks=${table.risks}></bedside-batch-grid>
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
    const time = timeLeft(this.locale, table.startedAt, share);
    return html`<div class="stack-tight">
      <progress aria-label=${this.t("batch.running")} max="1" .value=${share}></progress>
      <div class="spread">
        <span class="soft">${this.t("batch.progress", { done: table.done, n: table.total })}${time === undefined ? nothing : `${this.locale.comma}${this.t("batch.left", { time })}`}</span>
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

  /** A table that nobody can be scored by may be one to train a model on. */
  #trainable(table: Table): TemplateResult | typeof nothing {
    const outcome = outcomeOf(table);
    if (outcome === undefined || viewEntry("workbench")?.available(this.app) !== true) return nothing;
    return html`<div class="callout spread batch-train">
      <p>${this.rich("bench.train", { column: html`<span translate="no">${outcome}</span>` })}</p>
      <button class="button" @click=${() => void this.#train(table)}>${icon("activity")}${this.t("bench.trainHere")}</button>
    </div>`;
  }

  async #train(table: Table): Promise<void> {
    // Where it does not arrive, its own view says so and offers a second try.
    const came = await this.app.bringWorkbench().then(() => true, () => false);
    this.app.go("workbench");
    if (came) this.app.workbench.takes([table.file]);
  }

  #actions(table: Table): TemplateResult {
    return html`<div class="stack batch-actions screen">
      <div class="buttons">
        <button class="button primary" aria-describedby="batch-note" @click=${() => void this.#download(table)}>${icon("download")}${this.t("batch.download")}</button>
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
      <p class="soft small" id="batch-note">${this.t("batch.downloadNote")}</p>
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

}

customElements.define("bedside-batch", Batch);
defineView({ id: "batch", available: () => true, render: () => html`<bedside-batch></bedside-batch>` });
