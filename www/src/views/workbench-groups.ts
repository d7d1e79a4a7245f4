/** How the model does in groups of people: whether it ranks and whether its shares fit, each with its interval. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { forestPlot, type ForestRow } from "../charts/forest-plot";
import type { Estimate, GroupFigures, SubgroupTable } from "../workbench/study";
import { interval, pictured, written } from "./workbench-parts";

export class BenchGroups extends View {
  static override properties = { tables: { attribute: false }, ordered: { type: Boolean } };
  declare tables: readonly SubgroupTable[];
  /** Ranked by who comes first in time: concordance stands for the area. */
  declare ordered: boolean;

  protected override render(): TemplateResult {
    return html`<section class="part stack">
      <h2>${this.t("workbench.groups.title")}</h2>
      <p class="small soft">${this.t("workbench.groups.lead")}</p>
      ${this.tables.map((table) => this.#table(table))}
    </section>`;
  }

  #table({ column, groups, ungrouped, areaGap, ratioGap }: SubgroupTable): TemplateResult {
    const few = groups.filter(({ warning }) => warning !== undefined);
    return html`<h3 translate="no">${column}</h3>
      ${groups.length - few.length < 2 ? html`<p class="note">${this.t("workbench.groups.noGap")}</p>` : areaGap === undefined ? nothing : html`<p>${this.t("workbench.groups.gap", { area: this.locale.number(areaGap, 2, true), ratio: ratioGap === undefined ? "–" : this.locale.number(ratioGap, 2, true) })}</p>`}
      ${few.length === 0 ? nothing : html`<p class="note">${this.rich("workbench.groups.few", { groups: written(few.map(({ name }) => name).join(this.locale.comma)) })}</p>`}
      ${ungrouped === 0 ? nothing : html`<p class="small soft">${this.t("workbench.groups.ungrouped", { n: ungrouped })}</p>`}
      <div class="bench-pictures">${this.#forest(groups, "area", undefined)}${this.#forest(groups, "ratio", 1)}</div>`;
  }

  #forest(groups: readonly GroupFigures[], figure: "area" | "ratio", line: number | undefined): TemplateResult {
    const title = this.t(`workbench.groups.${figure}`);
    const kind = this.ordered && figure === "area" ? "concordance" : figure;
    const shown = (one: Estimate | undefined, warning: string | undefined): string => (one === undefined ? this.t(`workbench.groups.${warning === "tooFew" ? "tooFew" : "noFigure"}`) : this.locale.number(one.value, 2, true));
    const rows = groups.map((group): ForestRow => ({
      name: group.name,
      note: this.t(`workbench.groups.${this.ordered ? "peopleBy" : "people"}`, { n: group.people, events: group.events }),
      value: group[figure]?.value,
      low: group[figure]?.low,
      high: group[figure]?.high,
      text: shown(group[figure], group.warning),
      unsure: group.warning !== undefined,
    }));
    return pictured(this, {
      title,
      lead: this.t(`workbench.groups.${kind}Lead`),
      name: `groups-${figure}`,
      body: forestPlot({ rows, line, title: this.t(`workbench.groups.${kind}Axis`), number: (value, decimals) => this.locale.number(value, decimals, true) }),
      table: {
        head: ["name", "people", "events"].map((head) => this.t(`workbench.groups.heads.${head}`)).concat(title, this.t("workbench.calibration.heads.interval")),
        rows: groups.map((group) => [group.name, this.locale.number(group.people), this.locale.number(group.events), shown(group[figure], group.warning), group[figure] === undefined ? "" : interval(this, group[figure], 2)]),
      },
    });
  }
}

customElements.define("bedside-bench-groups", BenchGroups);
