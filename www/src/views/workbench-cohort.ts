/** Step 1: the table. What each column holds, what is missing, what cannot be; pictures first. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { columnBars } from "../charts/column-bars";
import { gapMatrix, MOST_COLUMNS, MOST_PATTERNS } from "../charts/gap-matrix";
import { icon } from "../icons";
import { factName } from "../words";
import { exampleTable } from "../workbench/example";
import { holdsYears, lineOf, type ColumnChange, type ColumnKind, type ColumnReport, type TableNote, type TableReport } from "../workbench/table";
import { faultyRows, noteText, sheetRead, twoOfOne, withPairs } from "./workbench-sheet";
import { failed, onward, picker, pictured, running, tableFile, tiles, written } from "./workbench-parts";

const kinds: readonly ColumnKind[] = ["number", "word", "day", "id"];
/** Models that ship (`data/models`). */
const shipped = ["breast-cytology", "heart-disease", "breast-cancer-recurrence"] as const;
/** Columns shown before the rest is asked for. */
const FIRST = 24;
/** Pairs of rows that are listed. */
const SHOWN = 10;

export class BenchCohort extends View {
  #all = false;
  #over = false;

  #mark(over: boolean): void {
    if (over === this.#over) return;
    this.#over = over;
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const { table, madeUp } = this.app.workbench;
    const report = table.value;
    if (report === undefined) return this.#empty();
    const cells = report.rows * report.columns.length;
    const missing = report.columns.reduce((sum, one) => sum + one.missing, 0);
    const gaps = report.columns.filter((one) => one.missing > 0).length;
    return html`<section class="stack">
      <h1>${this.#title(report)}</h1>
      <p class="soft">${written(report.name)}</p>
      ${madeUp.value ? html`<p class="note">${this.t("workbench.cohort.madeUp")}</p>` : nothing}
      ${tiles([
        { value: this.locale.number(report.rows), name: this.t("workbench.cohort.rows") },
        { value: this.locale.number(report.columns.length), name: this.t("workbench.cohort.columns") },
        { value: cells === 0 ? "0" : this.locale.percent(missing / cells, 1), name: this.t("workbench.cohort.missing"), more: gaps === 0 ? undefined : this.t("workbench.cohort.inColumns", { n: gaps }) },
        { value: this.locale.number(report.doubleRows), name: this.t("workbench.cohort.doubles"), more: report.nearDoublePairs === 0 ? undefined : this.t("workbench.cohort.near", { n: report.nearDoublePairs }) },
      ])}
      ${running(this)} ${failed(this)} ${sheetRead(this, report, () => this.#arrived())} ${faultyRows(this, report)} ${this.#changed()} ${this.#notes(report)} ${this.#doubles(report)} ${twoOfOne(this, report)} ${this.#gaps(report)} ${this.#columns(report)} ${this.#preview(report)}
      <div class="spread">
        ${onward(this, "question", "workbench.cohort.next")}
        <div class="buttons">
          ${picker(this.t("workbench.cohort.another"), tableFile, (file) => void this.#choose(file))}
          <button class="button quiet" @click=${() => void this.#close()}>${icon("x")}${this.t("workbench.cohort.close")}</button>
        </div>
      </div>
    </section>`;
  }

  #title({ rows, columns }: TableReport): string {
    return this.t("workbench.cohort.title", { n: rows, columns: this.t("workbench.cohort.wide", { n: columns.length }) });
  }

  #empty(): TemplateResult {
    return html`<section class="stack">
      <h1>${this.t("workbench.cohort.empty")}</h1>
      <p class="lead">${this.t("workbench.cohort.lead")}</p>
      <div
        class="bench-drop ${this.#over ? "over" : ""}"
        @dragover=${(event: DragEvent) => {
          event.preventDefault();
          this.#mark(true);
        }}
        @dragleave=${() => this.#mark(false)}
        @drop=${(event: DragEvent) => {
          event.preventDefault();
          // What is dropped here is a table to train on, not a record to open.
          event.stopPropagation();
          this.#mark(false);
          const file = event.dataTransfer?.files[0];
          if (file !== undefined) void this.#choose(file);
        }}
      >
        <span class="drop-icon">${icon("table")}</span>
        <p class="strong">${this.t("workbench.cohort.drop")}</p>
        ${picker(this.t("workbench.cohort.choose"), tableFile, (file) => void this.#choose(file), { primary: true })}
      </div>
      <div class="buttons">
        <button class="button" @click=${() => void this.#example()}>${icon("users")}${this.t("workbench.cohort.example")}</button>
        ${picker(this.t("workbench.cohort.model"), ".json,application/json", (file) => void this.#model(file))}
      </div>
      ${running(this)} ${failed(this)}
      <p class="small soft">${this.t("workbench.cohort.how")}</p>
      <p class="callout">${this.t("workbench.cohort.limits")}</p>
      <section class="part stack">
        <h2>${this.t("workbench.shipped.title")}</h2>
        <p class="small soft">${this.t("workbench.shipped.lead")}</p>
        <ul class="lines bench-files">
          ${shipped.map((id) => html`<li>
            <span><span class="strong">${this.t(`workbench.shipped.${id}.name`)}</span><br /><span class="small soft">${this.t(`workbench.shipped.${id}.what`)}</span></span>
            <button class="button" aria-label=${`${this.t("workbench.shipped.open")}${this.locale.colon}${this.t(`workbench.shipped.${id}.name`)}`} @click=${() => void this.#shipped(id)}>${this.t("workbench.shipped.open")}</button>
          </li>`)}
        </ul>
      </section>
      <ol class="bench-outline">
        ${(["question", "pipeline", "model", "evaluate", "explain", "deploy"] as const).map((step) => html`<li><span class="strong">${this.t(`workbench.steps.${step}`)}</span> <span class="soft">${this.t(`workbench.outline.${step}`)}</span></li>`)}
      </ol>
    </section>`;
  }

  async #choose(file: File): Promise<void> {
    if (await this.app.workbench.choose(file)) await this.#arrived();
  }

  async #example(): Promise<void> {
    const data = new TextEncoder().encode(exampleTable());
    if (await this.app.workbench.choose({ name: this.t("workbench.cohort.exampleName"), data }, true)) await this.#arrived();
  }

  async #model(file: File): Promise<void> {
    if (await this.app.workbench.openModel(file)) this.app.workbench.go("evaluate");
  }

  async #shipped(id: string): Promise<void> {
    if (await this.app.workbench.openShipped(id)) this.app.workbench.go("evaluate");
  }

  async #arrived(): Promise<void> {
    const report = this.app.workbench.table.peek();
    if (report !== undefined) this.app.say(this.#title(report));
    await this.focusOn("h1");
  }

  async #close(): Promise<void> {
    await this.app.workbench.close();
    this.app.say(this.t("workbench.cohort.closed"));
    await this.focusOn("h1");
  }

  /** Which rows repeat another, by their rows of the file. */
  #doubles(report: TableReport): TemplateResult | typeof nothing {
    const { doubles = [], nearDoubles = [] } = report;
    if (doubles.length + nearDoubles.length === 0) return nothing;
    const line = (row: number): string => this.locale.number(lineOf(report, row));
    const pair = (key: string) => ({ first, second, differ }: wasm_bindgen.RowPair): TemplateResult => html`<li>${this.t(`workbench.cohort.${key}`, { first: line(first), second: line(second), n: differ })}</li>`;
    return html`<details class="more">
      <summary>${icon("chevron-right")}${this.t("workbench.cohort.which")}</summary>
      <p class="small soft">${this.t("workbench.cohort.whichLead")}</p>
      <ul class="lines small">${doubles.slice(0, SHOWN).map(pair("same"))} ${nearDoubles.slice(0, SHOWN).map(pair("alike"))}</ul>
    </details>`;
  }

  #notes({ notes }: TableReport): TemplateResult | typeof nothing {
    if (notes.length === 0) return nothing;
    return html`<ul class="stack-tight">
      ${notes.map((note) => html`<li class="note">${noteText(this, note)}${this.#mend(note)}</li>`)}
    </ul>`;
  }

  /** What a press can do about a note: join words that are one, or say which number is the day. */
  #mend({ key, columns, pairs }: TableNote): TemplateResult | typeof nothing {
    const button = (text: string, ...changes: ColumnChange[]): TemplateResult => html`<button class="button quiet" @click=${() => void this.#change(text, changes)}>${text}</button>`;
    // One button a column, and one that leaves all of them as they are.
    const kinds = (to: ColumnKind, as: ColumnKind): TemplateResult => html`<div class="buttons">
      ${columns.map((column) => button(this.t(`workbench.columns.make.${to}`, { name: column }), { name: column, kind: to }))} ${button(this.t(`workbench.columns.keep.${as}`), ...columns.map((column) => ({ name: column, kind: as })))}
    </div>`;
    const [name = ""] = columns;
    if (key === "nearWords") return html`<div class="buttons">${pairs.map(({ word, other }) => button(this.t("workbench.columns.join", { word, other }), { name, sameWords: [[word, other]] }))}</div>`;
    if (key === "fewNumbers") return kinds("word", "number");
    if (key === "numbersAmongWords" || key === "codes") return kinds("number", "word");
    if (key === "pairs") return withPairs(this, columns);
    if (key !== "ambiguousDay") return nothing;
    return html`<div class="buttons">${columns.flatMap((column) => (["dayFirst", "monthFirst"] as const).map((dayOrder) => button(this.t(`workbench.columns.${dayOrder}`, { name: column }), { name: column, dayOrder })))}</div>`;
  }

  /** Changes columns, says so, and offers to take it back. */
  async #change(said: string, changes: readonly ColumnChange[]): Promise<void> {
    const { workbench } = this.app;
    if (!(await workbench.change(...changes))) return;
    const back = async (): Promise<void> => {
      if (await workbench.unchange()) this.app.tell({ text: this.t("common.undone", { what: said }) });
    };
    this.app.tell({ text: said, action: { label: this.t("common.undo"), run: () => void back() } });
    await this.updateComplete;
    // The button that was pressed may be gone: the keyboard goes on with the next one.
    if (!this.contains((this.getRootNode() as Document | ShadowRoot).activeElement)) await this.focusOn(this.querySelector(".note button") === null ? "h1" : ".note button");
  }

  /** What the last change of a column cost. */
  #changed(): TemplateResult | typeof nothing {
    const changed = this.app.workbench.changed.value;
    if (changed === undefined || changed.lost === 0) return nothing;
    return html`<p class="callout caution" role="status">${this.rich("workbench.columns.lost", { name: written(changed.name), n: changed.lost, example: written(changed.lostCells.map(({ text }) => text).slice(0, 3).join(this.locale.comma)) })}</p>`;
  }

  #gaps(report: TableReport): TemplateResult | typeof nothing {
    const holed = report.columns.map((column, at) => ({ column, at })).filter(({ column }) => column.missing > 0).sort((a, b) => b.column.missing - a.column.missing);
    const patterns = report.patterns.filter(({ columns }) => columns.length > 0);
    if (holed.length === 0 || patterns.length === 0) return nothing;
    const shown = holed.slice(0, MOST_COLUMNS);
    const whole = report.patterns.find(({ columns }) => columns.length === 0)?.rows ?? 0;
    const drawn = patterns.slice(0, MOST_PATTERNS).map(({ columns, rows }) => ({ missing: columns.map((at) => shown.findIndex((one) => one.at === at)).filter((at) => at >= 0), rows, text: this.locale.number(rows) }));
    const names = (columns: readonly number[]): string => columns.map((at) => report.columns[at]?.name ?? "").join(this.locale.comma);
    return html`<section class="part stack">
      <h2>${this.t("workbench.gaps.heading")}</h2>
      ${pictured(this, {
        title: this.t("workbench.gaps.title", { n: whole, share: this.locale.percent(report.rows === 0 ? 0 : whole / report.rows) }),
        lead: this.t("workbench.gaps.lead"),
        name: "missing",
        body: gapMatrix({ columns: shown.map(({ column }) => column.name), patterns: drawn, title: this.t("workbench.gaps.axis") }),
        table: { head: [this.t("workbench.gaps.together"), this.t("workbench.cohort.rows")], rows: patterns.map(({ columns, rows }) => [names(columns), this.locale.number(rows)]) },
      })}
    </section>`;
  }

  #columns(report: TableReport): TemplateResult {
    const shown = this.#all ? report.columns : report.columns.slice(0, FIRST);
    return html`<section class="part stack">
      <h2>${this.t("workbench.columns.title")}</h2>
      <p class="small soft">${this.t("workbench.columns.lead")}</p>
      <ul class="bench-columns">
        ${shown.map((column, at) => this.#column(column, at, report))}
      </ul>
      ${shown.length === report.columns.length
        ? nothing
        : html`<button
            class="link"
            @click=${() => {
              this.#all = true;
              this.requestUpdate();
            }}
          >
            ${this.t("workbench.columns.more", { n: report.columns.length - shown.length })}
          </button>`}
    </section>`;
  }

  #column(column: ColumnReport, at: number, report: TableReport): TemplateResult {
    const { rows } = report;
    const { name, kind, missing, meaning } = column;
    const id = `column-${at}`;
    const concept = meaning === undefined ? "" : this.#meaning(meaning.concept);
    return html`<li class="card bench-column">
      <div class="spread">
        <h3 id=${`${id}-name`} translate="no">${name.split(/(?<=[_./-])/).map((part) => html`${part}<wbr />`)}</h3>
        <select
          class="select small"
          id=${id}
          aria-label=${this.t("workbench.columns.kindOf", { name })}
          @change=${(event: Event) => {
            const to = (event.target as HTMLSelectElement).value as ColumnKind;
            void this.#change(this.t(`workbench.columns.make.${to}`, { name }), [{ name, kind: to }]);
          }}
        >
          ${kinds.map((one) => html`<option value=${one} ?selected=${one === kind}>${this.t(`workbench.columns.kinds.${one}`)}</option>`)}
        </select>
      </div>
      ${this.#picture(column)}
      <p class="small soft">
        ${[
          ...(concept === "" ? [] : [meaning?.unit === undefined || meaning.unit === "" ? concept : `${concept}${this.locale.comma}${this.app.units.label(meaning.unit)}`]),
          missing === 0 ? this.t("workbench.columns.whole") : this.t("workbench.columns.missing", { n: missing, share: this.locale.percent(rows === 0 ? 0 : missing / rows, 1) }),
        ].join(" · ")}
      </p>
      ${this.#cautions(column, report)}
    </li>`;
  }

  #meaning(concept: string): string {
    if (this.locale.has(`workbench.columns.meanings.${concept}`)) return this.t(`workbench.columns.meanings.${concept}`);
    return factName(this.locale, concept);
  }

  #picture(column: ColumnReport): TemplateResult | typeof nothing {
    const { name, kind, picture, different } = column;
    if (picture === undefined || kind === "id") return kind === "id" ? html`<p class="small">${this.t("workbench.columns.isId", { n: different })}</p>` : nothing;
    if (picture.kind === "day") return html`<p class="small">${this.locale.date(picture.first)} – ${this.locale.date(picture.last)}</p>`;
    if (picture.kind === "word") {
      const first = picture.most.slice(0, 6);
      const rest = picture.rest + picture.most.slice(6).reduce((sum, { rows }) => sum + rows, 0);
      const bar = (word: string, count: number) => ({ name: word, count, text: this.locale.number(count) });
      const bars = [...first.map(({ word, rows }) => bar(word, rows)), ...(rest > 0 ? [bar(this.t("workbench.columns.others"), rest)] : [])];
      const rows = bars.map((bar) => [bar.name, this.locale.number(bar.count)]);
      return this.#chart(name, columnBars({ bars, words: true }), [this.t("workbench.columns.value"), this.t("workbench.cohort.rows")], rows);
    }
    const { edges, counts, quantiles } = picture;
    const year = holdsYears(column);
    // Two figures of the width of the middle half, however small the numbers are.
    const width = quantiles === undefined || quantiles.high75 === quantiles.low25 ? (edges[edges.length - 1] ?? 0) - (edges[0] ?? 0) : quantiles.high75 - quantiles.low25;
    const decimals = width > 0 ? Math.min(8, Math.max(0, 1 - Math.floor(Math.log10(width)))) : 2;
    // A year is no amount: 1978, not 1,978.
    const write = (value: number): string => (year ? String(Math.round(value)) : this.locale.number(value, decimals));
    const ends: [string, string] = [write(edges[0] ?? 0), write(edges[edges.length - 1] ?? 0)];
    const bars = counts.map((count, at) => ({ count, name: `${write(edges[at] ?? 0)}–${write(edges[at + 1] ?? 0)}` }));
    return html`${this.#chart(name, columnBars({ bars, ends }), [this.t("workbench.columns.value"), this.t("workbench.cohort.rows")], bars.map((bar) => [bar.name, this.locale.number(bar.count)]))}
      ${quantiles === undefined || different <= 2 ? nothing : html`<p class="small">${this.t("workbench.columns.median", { median: write(quantiles.median), low: write(quantiles.low25), high: write(quantiles.high75) })}</p>`}`;
  }

  #chart(name: string, body: TemplateResult | typeof nothing, head: string[], rows: string[][]): TemplateResult | typeof nothing {
    if (body === nothing) return nothing;
    return html`<bedside-chart .chart=${{ name, summary: this.t("workbench.columns.lies", { name }), body: body as TemplateResult, table: { head, rows } }}></bedside-chart>`;
  }

  #cautions(column: ColumnReport, report: TableReport): TemplateResult | typeof nothing {
    const said: string[] = [];
    if (column.constant) said.push(this.t("workbench.columns.constant"));
    if (column.impossible > 0) said.push(this.t("workbench.columns.impossible", { n: column.impossible, rows: this.#rows(column.impossibleValues.map(({ row }) => row), report), low: this.locale.number(column.impossibleValues[0]?.low ?? 0, 2), high: `${this.locale.number(column.impossibleValues[0]?.high ?? 0, 2)} ${this.app.units.label(column.impossibleValues[0]?.unit ?? "")}`.trim() }));
    if (column.odd > 0) said.push(this.t("workbench.columns.odd", { n: column.odd, example: column.oddCells[0]?.text ?? "", row: column.oddCells[0]?.row ?? 0 }));
    if (column.codeForMissing !== undefined) said.push(this.t("workbench.columns.code", { code: this.locale.number(column.codeForMissing) }));
    if (column.id && column.kind !== "id") said.push(this.t("workbench.columns.perhapsId"));
    if (said.length === 0) return nothing;
    return html`<ul class="stack-tight">${said.map((text) => html`<li class="note">${text}</li>`)}</ul>
      ${this.#cannotBe(column)}`;
  }

  /** What a press does about values that cannot be: they are emptied, or the heading means something else. */
  #cannotBe({ name, impossibleValues: [first], impossible, meaning }: ColumnReport): TemplateResult | typeof nothing {
    if (impossible === 0 || first === undefined) return nothing;
    const button = (key: string, change: Partial<ColumnChange>): TemplateResult => {
      const text = this.t(`workbench.cannotBe.${key}`, { name, concept: meaning === undefined ? "" : this.#meaning(meaning.concept) });
      return html`<button class="button quiet" @click=${() => void this.#change(text, [{ name, ...change }])}>${text}</button>`;
    };
    return html`<div class="buttons">${button("empty", { least: first.low, most: first.high })} ${meaning === undefined ? nothing : button("meaning", { meaning: false })}</div>`;
  }

  /** Rows counted from 0, as the file counts them. */
  #rows(rows: readonly number[], report: TableReport): string {
    const shown = rows.slice(0, 3).map((row) => this.locale.number(lineOf(report, row))).join(this.locale.comma);
    return rows.length > 3 ? `${shown} …` : shown;
  }

  #preview({ columns, preview }: TableReport): TemplateResult | typeof nothing {
    if (preview.length === 0) return nothing;
    return html`<details class="more">
      <summary>${icon("chevron-right")}${this.t("workbench.cohort.preview", { n: preview.length })}</summary>
      <div class="scroll" tabindex="0" role="region" aria-label=${this.t("workbench.cohort.preview", { n: preview.length })}>
        <table class="table" translate="no">
          <thead><tr>${columns.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr></thead>
          <tbody>${preview.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
        </table>
      </div>
    </details>`;
  }
}

customElements.define("bedside-bench-cohort", BenchCohort);
