/** Using a model for the open person: what it asks of them, and the switch, off until somebody turns it on. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import type { TrainedModel } from "../engine/api";
import { icon } from "../icons";
import { ownFeature, type PastAnswer } from "../learned";
import { actionTitle } from "./names";
import { planParts } from "./plan-parts";

const answers: readonly PastAnswer[] = ["unknown", "accepted", "done", "refused"];

export class LearningUse extends View {
  static override properties = { model: { attribute: false } };
  declare model: TrainedModel;

  protected override render(): TemplateResult {
    const assessed = this.app.assessed.value;
    if (assessed === undefined) {
      return html`<section class="part">
        <h2>${this.t("learning.use")}</h2>
        <p>${this.t("learning.useNobody")}</p>
      </section>`;
    }
    const { learned } = this.app;
    const on = learned.nudge.value !== undefined;
    learned.past.value;
    learned.features.value;
    const nothingKnown = this.model.card.settings.model !== "linear" && !(learned.person().past ?? []).some((one) => one.accepted === true);
    return html`<section class="part stack">
      <h2>${this.t("learning.use")}</h2>
      ${this.#features(assessed.person)} ${this.#past()}
      ${nothingKnown ? html`<p class="note">${this.t("learning.needsPast")}</p>` : nothing}
      <label class="choice">
        <input type="checkbox" role="switch" aria-describedby="switch-note" .checked=${on} @change=${(event: Event) => void this.#turn((event.target as HTMLInputElement).checked)} />
        ${this.t("learning.switch")}
      </label>
      <p class="small soft" id="switch-note">${this.t("learning.switchNote")}${this.locale.gap}${this.t(on ? "learning.on" : "learning.off")}</p>
    </section>`;
  }

  #features(person: { age?: number; sex?: string }): TemplateResult | typeof nothing {
    const names = this.model.card.settings.model === "linear" ? this.model.card.features : [];
    if (names.length === 0) return nothing;
    const { features } = this.app.learned;
    return html`<fieldset class="field">
      <legend>${this.t("learning.features")}</legend>
      <p class="hint" id="features-hint">${this.t("learning.featuresHint")}</p>
      <div class="feature-fields">
        ${names.map(
          (name, at) => html`<div class="field">
            <label for=${`feature-${at}`} translate="no">${name}</label>
            <input
              class="input short"
              id=${`feature-${at}`}
              aria-describedby="features-hint"
              .value=${features.value[name] ?? ownFeature(name, person) ?? ""}
              @change=${(event: Event) => {
                features.value = { ...features.peek(), [name]: (event.target as HTMLInputElement).value };
                void this.#renew();
              }}
            />
          </div>`,
        )}
      </div>
    </fieldset>`;
  }

  #past(): TemplateResult | typeof nothing {
    // The weighted sum knows people by their features alone.
    if (this.model.card.settings.model === "linear") return nothing;
    const steps = planParts(this.app.assessed.peek()?.recommendations.cards ?? [], true).steps;
    const { past } = this.app.learned;
    return html`<details class="more" ?open=${Object.keys(past.value).length > 0}>
      <summary>${icon("chevron-right")}${this.t("learning.past")}</summary>
      <p class="small soft">${this.t("learning.pastLead")}</p>
      <ul class="lines">
        ${steps.map(({ action }, at) => {
          const now = past.value[action] ?? "unknown";
          return html`<li>
            <label for=${`past-${at}`}>${actionTitle(this.locale, action)}</label>
            <select
              class="select"
              id=${`past-${at}`}
              @change=${(event: Event) => {
                past.value = { ...past.peek(), [action]: (event.target as HTMLSelectElement).value as PastAnswer };
                void this.#renew();
              }}
            >
              ${answers.map((one) => html`<option value=${one} ?selected=${one === now}>${this.t(`learning.pasts.${one}`)}</option>`)}
            </select>
          </li>`;
        })}
      </ul>
    </details>`;
  }

  /** Scores again what is in use. */
  async #renew(): Promise<void> {
    if (this.app.learned.nudge.peek() !== undefined) await this.#turn(true);
  }

  async #turn(on: boolean): Promise<void> {
    try {
      await this.app.learned.turn(on);
      this.app.say(this.t(on ? "learning.on" : "learning.off"));
    } catch (error) {
      this.app.learned.error.value = error;
    }
    this.requestUpdate();
  }
}

customElements.define("bedside-learning-use", LearningUse);
