/** The rows of a table of people: only those in sight are drawn; sorted, moved through by keys, opened as a patient. */
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import { View } from "../base";
import { addedColumns, nameColumn, REASON, rowFile, type Look, type Table } from "./batch-state";
import type { Rows } from "./batch-rows";
import { batchReason } from "./batch-summary";

const ROW = 44;
const SPARE = 8;
const HEIGHT = 440;

/** Decimals of the numbers that the results added; columns that are not named here hold words. */
const digits: Record<string, number> = {
  bedside_10y_ascvd_pct: 1, bedside_10y_total_cvd_pct: 1, bedside_10y_heart_failure_pct: 1, bedside_30y_ascvd_pct: 1,
  bedside_egfr: 0, bedside_bmi: 1, bedside_fib4: 2,
};

interface Column {
  at: number;
  head: string;
  /** The results added it. */
  scored: boolean;
}

export class BatchGrid extends View {
  static override properties = { table: { attribute: false }, rows: { attribute: false }, risks: { attribute: false } };
  declare table: Table;
  /** The results, or the table as it came while there are none. */
  declare rows: Rows;
  /** Risk of each row; not a number where there is none. */
  declare risks: Float64Array | undefined;
  #order: Uint32Array | undefined;

  /** How the table is looked at; it stays while one of its people is open. */
  get #look(): Look {
    return (this.table.look ??= { show: "all", top: 0, active: 0 });
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.get("rows") !== undefined) Object.assign(this.#look, { top: 0, active: 0 });
    if (changed.has("rows") || changed.has("risks")) this.#sort();
  }

  override updated(changed: PropertyValues): void {
    const grid = this.querySelector(".grid-scroll");
    if (changed.has("rows") && grid !== null) grid.scrollTop = this.#look.top;
  }

  #sort(): void {
    const { risks } = this;
    const { show } = this.#look;
    this.#order = undefined;
    if (risks === undefined || show === "all") return;
    const all = Uint32Array.from(risks.keys());
    this.#order =
      show === "unanswered"
        ? all.filter((at) => Number.isNaN(risks[at]))
        : all.filter((at) => !Number.isNaN(risks[at])).sort((a, b) => (risks[b] ?? 0) - (risks[a] ?? 0));
  }

  /** Who it is first, then the results, then the rest as it came; where answers are missing, why comes before them. */
  get #columns(): Column[] {
    const { heads } = this.rows;
    const added = this.table.output === undefined ? [] : addedColumns(heads);
    const reason = heads.lastIndexOf(REASON);
    const first = [nameColumn(heads), ...(this.#look.show === "unanswered" ? [reason] : [])].filter((at) => at >= 0);
    const order = [...new Set([...first, ...added, ...heads.keys()])];
    return order.map((at) => ({ at, head: heads[at] ?? "", scored: added.includes(at) }));
  }

  protected override render(): TemplateResult {
    const { rows, table } = this;
    const look = this.#look;
    const columns = this.#columns;
    const length = this.#order?.length ?? rows.length;
    const first = Math.max(0, Math.floor(look.top / ROW) - SPARE);
    const last = Math.min(length, Math.ceil((look.top + HEIGHT) / ROW) + SPARE);
    // On a phone the row, the name and the first answer are in sight together.
    const narrow = (this.parentElement?.offsetWidth ?? 1000) < 520;
    const widths = columns.map(({ head, scored }) => (head === REASON ? (narrow ? "240px" : "340px") : scored ? (narrow ? "148px" : "184px") : narrow ? "112px" : "140px"));
    const template = { gridTemplateColumns: `${narrow ? 56 : 72}px ${widths.join(" ")}` };
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
        aria-activedescendant=${length > 0 ? `batch-row-${look.active}` : nothing}
        @scroll=${(event: Event) => {
          look.top = (event.target as HTMLElement).scrollTop;
          this.requestUpdate();
        }}
        @keydown=${(event: KeyboardEvent) => this.#key(event, length)}
      >
        <div class="grid-row grid-head" role="row" aria-rowindex="1" style=${styleMap(template)}>
          <span role="columnheader">${this.t("batch.row")}</span>
          ${columns.map((one) => html`<span role="columnheader" class=${this.#kind(one)} translate=${one.scored ? "yes" : "no"}>${this.locale.first([`batch.columns.${one.head}`, one.head])}</span>`)}
        </div>
        <div class="grid-body" role="rowgroup" style=${styleMap({ height: `${length * ROW}px` })}>
          ${visible.map((at) => this.#row(at, columns, template))}
        </div>
      </div>
      ${length === 0 ? html`<p class="soft">${this.t("batch.noRows")}</p>` : nothing}
    </section>`;
  }

  #row(at: number, columns: readonly Column[], template: Record<string, string>): TemplateResult {
    const look = this.#look;
    const row = this.#order?.[at] ?? at;
    const cells = this.rows.row(row);
    return html`<div
      class="grid-row ${at === look.active ? "active" : ""}"
      role="row"
      id="batch-row-${at}"
      aria-rowindex=${at + 2}
      aria-selected=${at === look.active ? "true" : "false"}
      style=${styleMap({ ...template, transform: `translateY(${at * ROW}px)` })}
      @click=${() => {
        look.active = at;
        this.requestUpdate();
      }}
    >
      <span role="gridcell">
        <button
          class="link"
          tabindex="-1"
          aria-label=${this.t("batch.openRow", { n: row + 1 })}
          @click=${() => {
            look.active = at;
            void this.#open(row);
          }}
        >
          ${this.locale.number(row + 1)}
        </button>
      </span>
      ${columns.map((one) => {
        // Which equation would have answered says nothing where none did.
        const none = (one.head === "bedside_equation" || one.head === "bedside_studied_here") && this.risks !== undefined && Number.isNaN(this.risks[row]);
        const text = none ? "" : this.#cell(cells[one.at] ?? "", one);
        return html`<span role="gridcell" class=${this.#kind(one)} translate=${one.scored ? "yes" : "no"} title=${one.head === REASON && text !== "" ? text : nothing}>${text}</span>`;
      })}
    </div>`;
  }

  #kind({ head, scored }: Column): string {
    return [scored ? "scored" : "", scored && digits[head] !== undefined ? "num" : ""].filter(Boolean).join(" ");
  }

  #shows(): TemplateResult {
    const button = (value: Look["show"], key: string): TemplateResult => html`<button
      aria-pressed=${value === this.#look.show ? "true" : "false"}
      @click=${() => {
        Object.assign(this.#look, { show: value, top: 0, active: 0 });
        this.#sort();
        const grid = this.querySelector(".grid-scroll");
        if (grid !== null) grid.scrollTop = 0;
        this.requestUpdate();
      }}
    >
      ${this.t(key)}
    </button>`;
    return html`<span class="segment screen" role="group" aria-label=${this.t("batch.show")}>
      ${button("all", "batch.showAll")}${button("highest", "batch.showHighest")}${button("unanswered", "batch.showUnanswered")}
    </span>`;
  }

  #cell(text: string, { head, scored }: Column): string {
    if (!scored || text === "") return text;
    if (head === "bedside_equation") {
      const equation = this.app.catalog.peek()?.equations.find((one) => one.id === text);
      return equation === undefined ? text : this.locale.first([`families.${equation.family}`, equation.family]);
    }
    if (head === "bedside_studied_here") return this.locale.first([`batch.studied.${text}`, text]);
    if (head === REASON) return batchReason(this, text);
    return this.locale.number(Number(text), digits[head] ?? 1, true);
  }

  #key(event: KeyboardEvent, length: number): void {
    const page = 9;
    const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -length, End: length };
    const move = moves[event.key];
    const look = this.#look;
    if (event.key === "Enter" && length > 0) {
      event.preventDefault();
      void this.#open(this.#order?.[look.active] ?? look.active);
      return;
    }
    if (move === undefined || length === 0) return;
    event.preventDefault();
    look.active = Math.max(0, Math.min(length - 1, look.active + move));
    const grid = event.currentTarget as HTMLElement;
    const top = look.active * ROW;
    if (top < grid.scrollTop) grid.scrollTop = top;
    else if (top + 2 * ROW > grid.scrollTop + grid.clientHeight) grid.scrollTop = top + 2 * ROW - grid.clientHeight;
    look.top = grid.scrollTop;
    this.requestUpdate();
  }

  async #open(row: number): Promise<void> {
    await this.app.open([rowFile(this.table, row)]);
    this.app.say(this.t("batch.opened", { n: row + 1 }));
  }
}

customElements.define("bedside-batch-grid", BatchGrid);
