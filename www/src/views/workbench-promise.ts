/** What a model promises beside its answers, how often that held for those who were held back, and how much it leaves open. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { keptOf, type Holds, type Promised } from "../workbench/promise";
import type { Trained } from "../workbench/study";

export class BenchPromise extends View {
  static override properties = { model: { attribute: false } };
  declare model: Trained;
  #promised: Promised | undefined;
  #of: number | undefined;

  protected override render(): TemplateResult | typeof nothing {
    const promised = this.#of === this.model.id ? this.#promised : undefined;
    if (promised === undefined) return nothing;
    const { share } = promised;
    return html`<section class="part stack">
      <h2>${this.t("workbench.promise.heading")}</h2>
      <p>${this.t(`workbench.promise.${promised.sets === undefined ? "leadNumber" : "lead"}`, { n: this.locale.number(share * 100) })}</p>
      ${promised.sets === undefined ? this.#interval(promised) : this.#sets(promised.sets, promised.counts)}
      ${this.#held(share)}
    </section>`;
  }

  protected override updated(): void {
    const { id } = this.model;
    if (this.#of === id) return;
    this.#of = id;
    this.#promised = undefined;
    void this.app.workbench.engine.peek()?.promised(id).then((promised) => {
      if (this.#of !== id) return;
      this.#promised = promised;
      this.requestUpdate();
    });
  }

  #interval({ reach = Infinity }: Promised): TemplateResult {
    if (!Number.isFinite(reach)) return html`<p class="note">${this.t("workbench.promise.few")}</p>`;
    return html`<p>${this.rich("workbench.promise.reach", { reach: html`<span class="tile-value">± ${this.locale.number(Number(reach.toPrecision(3)), 8)}</span>` })}</p>`;
  }

  /** Below, between and above: which answers stay, and for how many of those held back. */
  #sets({ low, high, between }: NonNullable<Promised["sets"]>, counts: Promised["counts"]): TemplateResult {
    const all = counts === undefined ? 0 : counts.no + counts.yes + counts.both + counts.none;
    const [from, to] = [this.locale.percent(low, 1), this.locale.percent(high, 1)];
    const row = (holds: Holds, where: string): TemplateResult => html`<tr>
      <th scope="row">${where}</th>
      <td>${this.t(`workbench.promise.holds.${holds}`)}</td>
      ${counts === undefined ? nothing : html`<td class="num">${this.locale.number(counts[holds])}${all === 0 ? nothing : html` <span class="soft small">${this.locale.percent(counts[holds] / all)}</span>`}</td>`}
    </tr>`;
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${this.t("workbench.promise.heading")}>
      <table class="table">
        <thead><tr>${["answer", "fits"].map((head) => html`<th scope="col">${this.t(`workbench.promise.heads.${head}`)}</th>`)}${counts === undefined ? nothing : html`<th scope="col" class="num">${this.t("workbench.promise.heads.people")}</th>`}</tr></thead>
        <tbody>
          ${low <= 0 ? nothing : row("no", this.t("workbench.promise.below", { share: from }))} ${row(between, this.t("workbench.promise.between", { from, to }))} ${high >= 1 ? nothing : row("yes", this.t("workbench.promise.above", { share: to }))}
        </tbody>
      </table>
    </div>`;
  }

  /** Of those held back it held for so many at least: that is how its limits were set. */
  #held(share: number): TemplateResult {
    const { rows, events, explained } = this.model.evaluation;
    const kept = (of: number): string => this.t("workbench.promise.kept", { kept: keptOf(of, share), of });
    return html`<p class="small soft">
      ${explained === undefined ? this.t("workbench.promise.heldSets", { events: kept(events), others: kept(rows - events) }) : this.t("workbench.promise.held", { all: kept(rows) })}${this.locale.gap}${this.t("workbench.promise.limits")}
    </p>`;
  }
}

customElements.define("bedside-bench-promise", BenchPromise);
