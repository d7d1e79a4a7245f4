/** On the plan, for clinicians: the way to models of feedback, and a plain mark while one reorders the list. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { icon } from "../icons";

export class PlanFeedback extends View {
  protected override render(): TemplateResult | typeof nothing {
    const { nudge } = this.app.learned;
    const clinician = this.app.audience.value === "clinician";
    if (nudge.value !== undefined) {
      return html`<div class="callout feedback-mark">
        <p>${this.t("learning.mark")}</p>
        <div class="buttons screen">
          <button class="button" @click=${() => void this.app.learned.turn(false)}>${this.t("learning.turnOff")}</button>
          ${clinician ? html`<button class="button quiet" @click=${() => this.app.go("learning")}>${this.t("learning.details")}</button>` : nothing}
        </div>
      </div>`;
    }
    if (!clinician) return nothing;
    return html`<button class="button quiet screen" @click=${() => this.app.go("learning")}>${icon("users")}${this.t("learning.open")}</button>`;
  }
}

customElements.define("bedside-plan-feedback", PlanFeedback);
