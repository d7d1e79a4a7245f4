/** What the person wishes of the plan: a short form, each part optional; it sorts and hides nothing. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import type { Preferences } from "../engine/api";
import { icon } from "../icons";
import { prefer } from "./amendments";
import { readNumber } from "./form-number";

const joints = ["knee", "hip", "ankle", "shoulder", "back", "wrist"] as const;
const kitchens = ["chinese", "western", "mediterranean", "south_asian"] as const;
const categories = ["diet", "exercise", "sleep", "weight", "medication-review", "screening", "vaccination", "monitoring"] as const;

/** Reads the form; `undefined` where the minutes are no number. */
export function readWishes(form: FormData): Preferences | undefined {
  const all = (name: string): string[] => form.getAll(name).filter((one): one is string => typeof one === "string");
  const wishes: Preferences = {};
  const cost = form.get("cost");
  if (cost === "1" || cost === "2") wishes.cost = cost === "1" ? 1 : 2;
  const typed = form.get("minutes");
  if (typeof typed === "string" && typed.trim() !== "") {
    const minutes = readNumber(typed);
    if (minutes === undefined || !(minutes >= 0 && minutes <= 1440)) return undefined;
    wishes.minutesPerDay = minutes;
  }
  if (form.get("pills") === "fewer") wishes.pills = "fewer";
  const lists = { injuries: all("injuries"), cuisines: all("cuisines"), likes: all("likes"), dislikes: all("dislikes") };
  for (const [name, list] of Object.entries(lists)) if (list.length > 0) wishes[name as keyof typeof lists] = list;
  return wishes;
}

export class Wishes extends View {
  #open = false;
  #wrong = "";

  protected override render(): TemplateResult {
    const now = this.app.record.value?.preferences ?? {};
    const clinician = this.app.audience.value === "clinician";
    const said = this.#summary(now);
    return html`<details
      class="more wishes screen"
      ?open=${this.#open}
      @toggle=${(event: Event) => {
        this.#open = (event.currentTarget as HTMLDetailsElement).open;
      }}
    >
      <summary>
        ${icon("chevron-right")}${this.t(clinician ? "preferences.titleClinician" : "preferences.title")}
        <span class="soft wishes-said">${said === "" ? this.t("preferences.none") : said}</span>
      </summary>
      <form class="card stack" novalidate @submit=${(event: Event) => void this.#set(event)}>
        <p class="small soft">${this.t("preferences.how")}</p>
        <fieldset class="field">
          <legend>${this.t("preferences.cost")}</legend>
          <div class="choices">
            ${(["any", "1", "2"] as const).map(
              (one) => html`<label class="choice"
                ><input type="radio" name="cost" value=${one} .checked=${one === String(now.cost ?? "any")} />${this.t(`preferences.costs.${one}`)}</label
              >`,
            )}
          </div>
        </fieldset>
        <div class="field">
          <label for="wish-minutes">${this.t("preferences.minutes")}</label>
          <span class="with-unit">
            <input
              class="input short"
              id="wish-minutes"
              name="minutes"
              inputmode="numeric"
              autocomplete="off"
              .value=${now.minutesPerDay === undefined ? "" : String(now.minutesPerDay)}
              aria-invalid=${this.#wrong === "" ? "false" : "true"}
              aria-describedby="wish-wrong"
            /><span class="soft">${this.t("preferences.minutesUnit")}</span>
          </span>
          <span class="wrong" id="wish-wrong" role="alert">${this.#wrong}</span>
        </div>
        <fieldset class="field">
          <legend>${this.t("preferences.pills")}</legend>
          <div class="choices">
            <label class="choice"><input type="checkbox" name="pills" value="fewer" .checked=${now.pills === "fewer"} />${this.t("preferences.fewer")}</label>
          </div>
        </fieldset>
        ${this.#boxes("injuries", joints, "joints", now.injuries)} ${this.#boxes("cuisines", kitchens, "kitchens", now.cuisines)}
        ${this.#boxes("likes", categories, "categories", now.likes)} ${this.#boxes("dislikes", categories, "categories", now.dislikes)}
        <div class="buttons">
          <button class="button primary">${this.t("preferences.do")}</button>
          ${said === "" ? nothing : html`<button type="button" class="button quiet" @click=${() => void this.#clear()}>${this.t("preferences.clear")}</button>`}
        </div>
        <p class="tiny soft">${this.t("preferences.kept")}</p>
      </form>
    </details>`;
  }

  #boxes(name: string, values: readonly string[], words: string, now: readonly string[] | undefined): TemplateResult {
    return html`<fieldset class="field">
      <legend>${this.t(`preferences.${name}`)}</legend>
      <div class="choices">
        ${values.map(
          (value) => html`<label class="choice"
            ><input type="checkbox" name=${name} value=${value} .checked=${now?.includes(value) === true} />${this.t(`preferences.${words}.${value}`)}</label
          >`,
        )}
      </div>
    </fieldset>`;
  }

  async #set(event: Event): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const wishes = readWishes(form);
    const typed = form.get("minutes");
    this.#wrong = wishes === undefined ? this.t("preferences.badMinutes", { text: typeof typed === "string" ? typed : "" }) : "";
    this.requestUpdate();
    if (wishes === undefined) return this.focusOn("#wish-minutes");
    this.#open = false;
    await this.app.amend([prefer(wishes)], this.t(Object.keys(wishes).length === 0 ? "preferences.cleared" : "preferences.set"));
    void this.focusOn("summary");
  }

  async #clear(): Promise<void> {
    await this.app.amend([prefer({})], this.t("preferences.cleared"));
    void this.focusOn("summary");
  }

  /** What was said, in one line. */
  #summary(now: Preferences): string {
    const names = (list: readonly string[] | undefined, words: string): string => this.locale.list((list ?? []).map((one) => this.t(`preferences.${words}.${one}`)));
    const part = (key: string, list: readonly string[] | undefined, words: string): string[] =>
      list === undefined || list.length === 0 ? [] : [this.t(`preferences.summary.${key}`, { names: names(list, words) })];
    return [
      ...(now.cost === 1 || now.cost === 2 ? [this.t(`preferences.summary.cost${now.cost}`)] : []),
      ...(now.minutesPerDay === undefined ? [] : [this.t("preferences.summary.minutes", { n: now.minutesPerDay })]),
      ...(now.pills === "fewer" ? [this.t("preferences.summary.pills")] : []),
      ...part("joints", now.injuries, "joints"),
      ...part("cuisines", now.cuisines, "kitchens"),
      ...part("likes", now.likes, "categories"),
      ...part("dislikes", now.dislikes, "categories"),
    ].join(this.locale.comma);
  }
}

customElements.define("bedside-wishes", Wishes);
