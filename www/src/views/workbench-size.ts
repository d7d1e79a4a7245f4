/** How many people each demand on a model's size asks for, and which of them decides. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { icon } from "../icons";
import type { AskedReport } from "../workbench/table";

export class BenchSize extends View {
  static override properties = { asked: { attribute: false }, number: { type: Boolean } };
  declare asked: AskedReport;
  /** A number is predicted: precision is that of the spread. */
  declare number: boolean;

  protected override render(): TemplateResult | typeof nothing {
    const { needed, rows, events } = this.asked;
    if (needed === undefined) return nothing;
    const { criteria, decides, parameters, people, eventsEach } = needed;
    const name = (id: string): string => this.t(`workbench.size.criteria.${id === "precision" && this.number ? "spread" : id}`);
    const deciding = criteria.find(({ id }) => id === decides);
    const stands = deciding?.supports === 0 && (decides === "precision" || decides === "mean");
    const title = this.t("workbench.size.title");
    return html`<div class="stack-tight">
      ${deciding === undefined || deciding.supports === undefined ? nothing : html`<p>${stands ? this.t(`workbench.size.alone.${decides === "precision" && this.number ? "spread" : decides}`, { n: deciding.people, rows }) : this.t("workbench.size.decides", { criterion: name(decides) })}</p>`}
      <details class="more">
        <summary>${icon("chevron-right")}${title}</summary>
        <div class="scroll" tabindex="0" role="region" aria-label=${title}>
          <table class="table stacks">
            <thead><tr>
              <th scope="col">${this.t("workbench.size.heads.criterion")}</th>
              <th scope="col" class="num">${this.t("workbench.size.heads.people", { n: parameters })}</th>
              <th scope="col" class="num">${this.t("workbench.size.heads.supports", { n: rows })}</th>
            </tr></thead>
            <tbody>${criteria.map(
              ({ id, people: asks, supports }) => html`<tr>
                <th scope="row">${name(id)}${id === decides ? html`<br /><span class="small strong">${this.t("workbench.size.deciding")}</span>` : nothing}</th>
                <td class="num" data-label=${this.t("workbench.size.heads.people", { n: parameters })}>${this.locale.number(asks)}</td>
                <td class="num" data-label=${this.t("workbench.size.heads.supports", { n: rows })}>${supports === undefined ? this.t("workbench.size.any") : this.locale.number(supports)}</td>
              </tr>`,
            )}</tbody>
          </table>
        </div>
        ${eventsEach === undefined ? nothing : html`<p class="small soft">${this.t("workbench.size.each", { n: people, each: this.locale.number(eventsEach, 1), here: this.locale.number(events / parameters, 1) })}</p>`}
      </details>
    </div>`;
  }
}

customElements.define("bedside-bench-size", BenchSize);
