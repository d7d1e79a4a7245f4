/** How good settings are found: as set, or tried on inner folds, within some seconds. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { icon } from "../icons";
import { decidesOf, DRAWS, INNER, kindsFor, modelKind } from "../workbench/models";
import type { Better, SearchAsked } from "../workbench/study";
import type { TaskKind } from "../workbench/table";
import { chosen, numbered, ticked } from "./workbench-parts";

const searches = ["grid", "random", "halving"] as const;
const deciders = ["discrimination", "loss"] as const;

export class BenchSearch extends View {
  protected override render(): TemplateResult | typeof nothing {
    const { search, model, question } = this.app.workbench;
    const task = question.value?.outcome.task;
    if (task === undefined) return nothing;
    const own = Object.keys(modelKind(model.value.kind)?.vary ?? {}).length > 0;
    const now = search.value;
    if (!own && now?.kinds !== true) return nothing;
    const choose = (by: SearchAsked["by"]): void => {
      search.value = { ...search.peek(), by, seconds: search.peek()?.seconds ?? 60 };
    };
    const way = (by: SearchAsked["by"] | "off", take: () => void): TemplateResult => html`<label class="model-choice">
      <input type="radio" name="search" .checked=${(now?.by ?? "off") === by} @change=${take} />
      <span><span class="strong">${this.t(`workbench.search.${by}.name`)}</span> <span class="small soft how">${this.t(`workbench.search.${by}.how`)}</span></span>
    </label>`;
    return html`<fieldset class="part stack">
      <legend><h2>${this.t("workbench.search.title")}</h2></legend>
      <div class="stack-tight">${way("off", () => (search.value = undefined))}${searches.map((by) => way(by, () => choose(by)))}</div>
      ${now === undefined ? nothing : this.#how(now, task)}
    </fieldset>`;
  }

  #how(now: SearchAsked, task: TaskKind): TemplateResult {
    const put = (part: Partial<SearchAsked>): void => {
      this.app.workbench.search.value = { ...now, ...part };
    };
    const { by } = now;
    return html`${numbered(this, { id: "search-seconds", label: this.t("workbench.search.seconds"), value: now.seconds, least: 1, most: 86_400, whole: true, hint: this.t("workbench.search.secondsHint"), take: (seconds) => put({ seconds }) })}
      ${kindsFor(task).length < 2 ? nothing : ticked(this.t("workbench.search.kinds"), now.kinds === true, (kinds) => put({ kinds }), "search-kinds")}
      <p class="small soft">${this.t("workbench.search.names", { measure: this.t(`workbench.search.deciders.${task}.${task === "survival" ? "discrimination" : (now.decides ?? decidesOf(task))}`), n: now.folds ?? INNER })}</p>
      <details class="more">
        <summary>${icon("chevron-right")}${this.t("workbench.search.more")}</summary>
        <div class="bench-fields">
          ${by === "grid" ? nothing : numbered(this, { id: "search-draws", label: this.t("workbench.search.draws"), value: now.draws ?? DRAWS[by], least: by === "halving" ? 2 : 1, most: 1000, whole: true, take: (draws) => put({ draws }) })}
          ${numbered(this, { id: "search-folds", label: this.t("workbench.search.folds"), value: now.folds ?? INNER, least: 2, most: 20, whole: true, take: (folds) => put({ folds }) })}
          ${task === "survival" ? nothing : chosen("search-decides", this.t("workbench.search.decides"), deciders.map((one) => [one, this.t(`workbench.search.deciders.${task}.${one}`)]), now.decides ?? decidesOf(task), (decides) => put({ decides: decides as Better }))}
        </div>
      </details>`;
  }
}

customElements.define("bedside-bench-search", BenchSearch);
