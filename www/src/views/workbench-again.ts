/** What training again tells: how the figure grows with people, and how much a model flatters itself. Asked for, since it takes a while. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { flatters } from "../workbench/models";
import type { Flattery, Trained } from "../workbench/study";
import { learningPicture } from "./workbench-curves";
import { pictured, stateOf } from "./workbench-parts";
import { mainFigure } from "./workbench-words";

export class BenchAgain extends View {
  static override properties = { model: { attribute: false } };
  declare model: Trained;

  protected override render(): TemplateResult | typeof nothing {
    const { workbench } = this.app;
    // A model that came from a file has no table to train on.
    if (workbench.table.value === undefined) return nothing;
    const { learning, flattery } = workbench.again.value[this.model.id] ?? {};
    const busy = workbench.run.value !== undefined;
    const button = (what: "learning" | "flattery", done: boolean): TemplateResult | typeof nothing =>
      done ? nothing : html`<button class="button" ?disabled=${busy} @click=${() => void this.#again(what)}>${this.t(`workbench.again.${what}`)}</button>`;
    return html`<section class="part stack">
      <h2 id="again" tabindex="-1">${this.t("workbench.again.title")}</h2>
      <p class="small soft">${this.t("workbench.again.lead")}${flatters(this.model.protocol) ? nothing : html`${this.locale.gap}${this.t("workbench.again.linear")}`}</p>
      <div class="buttons">${button("learning", learning !== undefined)}${button("flattery", flattery !== undefined || !flatters(this.model.protocol))}</div>
      ${stateOf(this, { only: ["learning", "flattery"] })}
      ${learning === undefined || learning.length < 2 ? nothing : pictured(this, learningPicture(this, learning, this.t(`workbench.figures.${mainFigure(this.model.evaluation)}`)))}
      ${flattery === undefined ? nothing : this.#flattery(flattery)}
    </section>`;
  }

  async #again(what: "learning" | "flattery"): Promise<void> {
    if (!(await this.app.workbench.againOf(this.model.id, what))) return;
    this.app.say(this.t("workbench.again.done"));
    await this.focusOn("#again");
  }

  #flattery(all: readonly Flattery[]): TemplateResult {
    const shown = (value: number): string => this.locale.number(value, 3, true);
    const name = (figure: string): string => this.t(`workbench.figures.${figure === "main" ? mainFigure(this.model.evaluation) : figure}`);
    return html`<h3>${this.t("workbench.optimism.title")}</h3>
      <p class="small soft">${this.t("workbench.optimism.lead", { n: all[0]?.draws ?? 0 })}</p>
      <div class="scroll" tabindex="0" role="region" aria-label=${this.t("workbench.optimism.title")}>
        <table class="table">
          <thead><tr>${["figure", "apparent", "optimism", "corrected"].map((head) => html`<th scope="col" class=${head === "figure" ? "" : "num"}>${this.t(`workbench.optimism.${head}`)}</th>`)}</tr></thead>
          <tbody>${all.map((one) => html`<tr><th scope="row">${name(one.figure)}</th><td class="num">${shown(one.apparent)}</td><td class="num">${shown(one.optimism)}</td><td class="num">${shown(one.corrected)}</td></tr>`)}</tbody>
        </table>
      </div>`;
  }
}

customElements.define("bedside-bench-again", BenchAgain);
