/** Step 6: why the model answers as it does. What it uses, how one column moves the answer, and why one person's is so. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { dependencePlot } from "../charts/dependence-plot";
import { forestPlot } from "../charts/forest-plot";
import { heat } from "../charts/heat";
import { importanceBars } from "../charts/importance-bars";
import { shapeCurve } from "../charts/shape-curve";
import type { ColumnSettings, DependenceOf, Importance, ShapeOf, Trained, Weight } from "../workbench/study";
import "./workbench-case";
import { chosen, interval, onward, pictured, stateOf } from "./workbench-parts";
import { kindName, madeName } from "./workbench-words";

/** Bars and weights shown at first. */
const FIRST = 12;

/** What a weight counts for: a standard deviation of a column, one unit, or the one here and the other there. */
export function scaleOf(columns: readonly Pick<ColumnSettings, "name" | "standardise">[]): { is: "deviation" | "unit" | "mixed"; units: string[] } {
  // The engine brings all columns to one scale where nothing is said of them.
  const units = columns.filter(({ standardise }) => !standardise).map(({ name }) => name);
  return { is: units.length === 0 ? "deviation" : units.length === columns.length ? "unit" : "mixed", units };
}

/** What was asked of a model so far: asked again only for another model. */
interface Asked {
  id: number;
  importance?: readonly Importance[];
  shapes?: readonly ShapeOf[];
  /** Columns that can be moved, the most important first where that is known. */
  columns: readonly string[];
  dependence: Map<string, DependenceOf>;
}

export class BenchExplain extends View {
  #asked: Asked | undefined;
  #column = "";
  #shape = 0;

  protected override render(): TemplateResult | typeof nothing {
    const model = this.app.workbench.current();
    if (model === undefined) return nothing;
    const asked = this.#of(model);
    return html`<section class="stack">
      <h1>${this.t("workbench.explain.title")}</h1>
      <p class="soft">${kindName(this, model.protocol.model.kind)}</p>
      <p>${this.t("workbench.explain.lead")}</p>
      ${this.#state()}
      ${this.#uses(model, asked)} ${this.#moves(model, asked)} ${asked.shapes === undefined || asked.shapes.length === 0 ? nothing : this.#shapes(asked.shapes)}
      <bedside-bench-case .model=${model}></bedside-bench-case>
      ${this.#lacks(model)}
      ${onward(this, "deploy", "workbench.explain.next")}
    </section>`;
  }

  protected override updated(): void {
    const model = this.app.workbench.current();
    if (model !== undefined && this.#of(model).shapes === undefined && this.app.workbench.run.peek() === undefined && this.app.workbench.error.peek() === undefined) void this.#begin(model);
  }

  /** What is under way and what went wrong; of a person it stands beside the person. */
  #state(): TemplateResult {
    return stateOf(this, { but: ["case"] });
  }

  #of({ id }: Trained): Asked {
    if (this.#asked?.id !== id) {
      this.#asked = { id, columns: [], dependence: new Map() };
      this.#column = "";
      this.#shape = 0;
    }
    return this.#asked;
  }

  async #begin(model: Trained): Promise<void> {
    const asked = this.#of(model);
    // Without the table nothing can be shuffled, and only kept curves can be shown.
    const rows = model.lacks?.includes("importance") !== true;
    const got = await this.app.workbench.work(rows ? "importance" : "dependence", async (engine, calling) => ({
      shapes: await engine.shapes(model.id),
      importance: rows ? await engine.importance(model.id, calling) : undefined,
      kept: rows ? [] : (await engine.fields(model.id)).filter(({ curve }) => curve).map(({ name }) => name),
    }));
    if (got === undefined) return;
    asked.shapes = got.shapes;
    if (got.importance !== undefined) asked.importance = [...got.importance].sort((a, b) => b.mean - a.mean);
    asked.columns = asked.importance?.map(({ column }) => column) ?? got.kept;
    this.requestUpdate();
    const [first] = asked.columns;
    if (first !== undefined) await this.#move(model, first);
  }

  async #move(model: Trained, column: string): Promise<void> {
    const asked = this.#of(model);
    this.#column = column;
    if (!asked.dependence.has(column)) {
      const got = await this.app.workbench.work("dependence", (engine, calling) => engine.dependence(model.id, column, calling));
      if (got !== undefined) asked.dependence.set(column, got);
    }
    this.requestUpdate();
  }

  #importance(all: readonly Importance[]): TemplateResult {
    const shown = all.slice(0, FIRST);
    const write = (value: number): string => this.locale.number(value, 3, true);
    const none = all.filter(({ mean, spread }) => mean <= spread).length;
    const first = shown[0];
    return pictured(this, {
      title: first === undefined ? this.t("workbench.importance.title") : this.t("workbench.importance.most", { column: first.column }),
      lead: `${this.t("workbench.importance.lead")}${this.locale.gap}${this.t("workbench.importance.trained")}${none === 0 ? "" : `${this.locale.gap}${this.t("workbench.importance.none", { n: none })}`}`,
      name: "importance",
      body: importanceBars(shown.map(({ column, mean, spread }) => ({ name: column, value: mean, spread, text: write(mean) })), this.t("workbench.importance.axis")),
      table: { head: [this.t("workbench.pipeline.heads.column"), this.t("workbench.importance.axis"), this.t("workbench.importance.spread")], rows: all.map(({ column, mean, spread }) => [column, write(mean), write(spread)]) },
    });
  }

  #weights(weights: readonly Weight[], { protocol }: Trained): TemplateResult {
    const told = weights.map((one) => ({ ...one, name: madeName(this, one.name) }));
    const sorted = told.sort((a, b) => Math.abs(b.estimate) - Math.abs(a.estimate));
    const write = (value: number): string => this.locale.signed(value, 2);
    const errors = weights.some(({ low }) => low !== undefined);
    const scale = scaleOf(protocol.pipeline.columns);
    const rows = sorted.slice(0, FIRST).map(({ name, estimate, low, high }) => ({ name, value: estimate, low, high, text: write(estimate) }));
    return pictured(this, {
      title: this.t("workbench.weights.title"),
      lead: `${this.t(`workbench.weights.${scale.is}`, { columns: scale.units.join(this.locale.comma) })}${this.locale.gap}${this.t(errors ? "workbench.weights.interval" : "workbench.weights.held")}`,
      name: "weights",
      body: forestPlot({ rows, line: 0, title: this.t("workbench.weights.axis"), number: (value, decimals) => this.locale.number(value, decimals) }),
      table: {
        head: [this.t("workbench.pipeline.heads.column"), this.t("workbench.weights.axis"), this.t("workbench.calibration.heads.interval")],
        rows: sorted.map(({ name, estimate, low, high }) => [name, this.locale.signed(estimate, 3), low === undefined || high === undefined ? "" : interval(this, { low, high }, 3)]),
      },
    });
  }

  #uses(model: Trained, { importance }: Asked): TemplateResult | typeof nothing {
    const { weights = [] } = model;
    if (importance === undefined && weights.length === 0) return nothing;
    return html`<section class="part stack">
      <h2>${this.t("workbench.explain.uses")}</h2>
      <div class="bench-pictures">${importance === undefined ? nothing : this.#importance(importance)} ${weights.length === 0 ? nothing : this.#weights(weights, model)}</div>
    </section>`;
  }

  /** What a model that was opened without its table, or from an older file, cannot tell. */
  #lacks({ lacks = [] }: Trained): TemplateResult | typeof nothing {
    if (lacks.length === 0) return nothing;
    return html`<section class="part">
      <h2>${this.t("explain.lacks.title")}</h2>
      <ul class="dots">${lacks.map((key) => html`<li>${this.t(`explain.lacks.${key}`)}</li>`)}</ul>
    </section>`;
  }

  #moves(model: Trained, asked: Asked): TemplateResult | typeof nothing {
    if (asked.columns.length === 0) return nothing;
    const one = asked.dependence.get(this.#column);
    return html`<section class="part stack">
      <h2>${this.t("workbench.dependence.heading")}</h2>
      ${chosen("dependence", this.t("workbench.dependence.choose"), asked.columns.map((column) => [column, column]), this.#column, (column) => void this.#move(model, column))}
      ${one === undefined ? nothing : this.#dependence(one, model)}
    </section>`;
  }

  #dependence({ column, rows, grid, mean, people }: DependenceOf, model: Trained): TemplateResult {
    const shares = model.evaluation.explained === undefined;
    const write = (value: number): string => (shares ? this.locale.percent(value, 1) : this.locale.number(value, 2));
    const [low, high] = [Math.min(...mean), Math.max(...mean)];
    const word = (value: number | string): string => (typeof value === "number" ? this.locale.number(value, 2) : value);
    return pictured(this, {
      title: this.t("workbench.dependence.title", { column, low: write(low), high: write(high) }),
      lead: people.length === 0 ? this.t("workbench.dependence.kept", { n: rows }) : this.t("workbench.dependence.lead", { n: people.length }),
      name: `dependence-${column}`,
      body: dependencePlot({
        grid,
        mean,
        people,
        words: { along: column, up: this.t("workbench.dependence.axis"), mean: this.t("workbench.dependence.mean") },
        number: (value, decimals) => this.locale.number(value, decimals),
        write: shares ? (value) => this.locale.percent(value, 0) : undefined,
      }),
      table: { head: [column, this.t("workbench.dependence.mean")], rows: [...grid].map((value, at) => [word(value), write(mean[at] ?? Number.NaN)]) },
    });
  }

  #shapes(shapes: readonly ShapeOf[]): TemplateResult {
    const shown = shapes[this.#shape] ?? shapes[0];
    return html`<section class="part stack">
      <h2>${this.t("workbench.shapes.heading")}</h2>
      <p class="small soft">${this.t("workbench.shapes.lead")}</p>
      ${chosen("shape", this.t("workbench.shapes.choose"), shapes.map(({ columns }, at) => [String(at), columns.join(" × ")]), String(this.#shape), (at) => {
        this.#shape = Number(at);
        this.requestUpdate();
      })}
      ${shown === undefined ? nothing : shown.columns.length > 1 ? this.#surface(shown) : this.#curve(shown)}
    </section>`;
  }

  #curve({ columns, borders, values, spread }: ShapeOf): TemplateResult {
    const [column = ""] = columns;
    const edges = borders[0] ?? [];
    const named = edges.length > 0 && edges.every((one) => typeof one === "string");
    const heights = values as readonly number[];
    const number = (value: number, decimals: number): string => this.locale.number(value, decimals);
    const steps = named ? (edges as readonly string[]) : heights.map((_, at) => this.#between(edges as readonly number[], at));
    return pictured(this, {
      title: this.t("workbench.shapes.curve", { column }),
      lead: this.t("workbench.shapes.curveLead"),
      name: `curve-${column}`,
      body: shapeCurve({ borders: named ? [] : (edges as readonly number[]), names: named ? (edges as readonly string[]) : undefined, values: heights, spread, words: { along: column, up: this.t("workbench.shapes.axis") }, number }),
      table: { head: [column, this.t("workbench.shapes.axis")], rows: steps.map((step, at) => [step, this.locale.signed(heights[at] ?? 0, 3)]) },
    });
  }

  /** `≤ 40`, `40–55`, `> 55`. */
  #between(borders: readonly number[], at: number): string {
    const write = (value: number | undefined): string => (value === undefined ? "" : this.locale.number(value, 2));
    if (at === 0) return `≤ ${write(borders[0])}`;
    return at >= borders.length ? `> ${write(borders[borders.length - 1])}` : `${write(borders[at - 1])}–${write(borders[at])}`;
  }

  #surface({ columns, borders, values }: ShapeOf): TemplateResult {
    const [one = "", other = ""] = columns;
    const [along = [], up = []] = borders;
    const cells = values as readonly (readonly number[])[];
    const name = (edges: readonly number[] | readonly string[], at: number): string => (edges.every((edge) => typeof edge === "string") ? String(edges[at] ?? "") : this.#between(edges as readonly number[], at));
    return pictured(this, {
      title: this.t("workbench.shapes.surface", { one, other }),
      lead: this.t("workbench.shapes.surfaceLead"),
      name: `surface-${one}-${other}`,
      body: heat({ along, up, values: cells, words: { along: one, up: other, less: this.t("workbench.shapes.less"), more: this.t("workbench.shapes.more") }, number: (value, decimals) => this.locale.number(value, decimals) }),
      table: { head: [one, other, this.t("workbench.shapes.axis")], rows: cells.flatMap((list, i) => list.map((value, j) => [name(along, i), name(up, j), this.locale.signed(value, 3)])) },
    });
  }
}

customElements.define("bedside-bench-explain", BenchExplain);
