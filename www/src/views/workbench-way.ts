/** The way to the workbench, whose views and words come behind the first screen: they take this view's place. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { icon } from "../icons";
import { defineView, viewEntry } from "../registry";

export class WorkbenchWay extends View {
  #failed = false;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#bring();
  }

  protected override render(): TemplateResult {
    return html`<section class="reading">
      <button class="link back" @click=${() => this.app.go("door")}>${icon("arrow-left")}${this.t("bench.back")}</button>
      <h1 tabindex="-1">${this.t("rail.workbench")}</h1>
      <p role="status">${this.t(this.#failed ? "bench.failed" : "bench.coming")}</p>
      ${this.#failed ? html`<div class="buttons"><button class="button primary" @click=${() => void this.#bring()}>${this.t("bench.again")}</button></div>` : nothing}
    </section>`;
  }

  async #bring(): Promise<void> {
    this.#failed = false;
    this.requestUpdate();
    try {
      await this.app.bringWorkbench();
    } catch {
      this.#failed = true;
      this.requestUpdate();
    }
  }
}

customElements.define("bedside-workbench-way", WorkbenchWay);
// A portal's page may hold the workbench already.
if (viewEntry("workbench") === undefined) {
  defineView({ id: "workbench", available: (app) => app.host.workbench !== undefined, render: () => html`<bedside-workbench-way></bedside-workbench-way>` });
}
