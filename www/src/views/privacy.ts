/** What "Nothing leaves this device" means: what is blocked, how it was tested, what stays open, how to try it. */
import { html, type TemplateResult } from "lit";
import { View } from "../base";
import { icon } from "../icons";
import { defineDialog } from "../registry";

export class Privacy extends View {
  readonly #changed = (): void => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("online", this.#changed);
    addEventListener("offline", this.#changed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("online", this.#changed);
    removeEventListener("offline", this.#changed);
  }

  protected override render(): TemplateResult {
    // The frame has no address of its own; its base is the shell's.
    const fromFile = document.baseURI.startsWith("file:");
    const on = navigator.onLine;
    return html`<div class="stack privacy">
      <p>${this.t("privacy.lead")}</p>
      <section>
        <h3>${this.t("privacy.blockedTitle")}</h3>
        <ul class="dots">
          ${["blocked1", "blocked2", "blocked3"].map((key) => html`<li>${this.t(`privacy.${key}`)}</li>`)}
        </ul>
      </section>
      <section class="callout">
        <h3>${this.t("privacy.tryTitle")}</h3>
        <p>${this.t("privacy.try")}</p>
        <p class="strong" role="status">${icon(on ? "globe" : "check")} ${this.t(on ? "privacy.online" : "privacy.offline")}</p>
      </section>
      <section>
        <h3>${this.t("privacy.testedTitle")}</h3>
        <p>${this.t("privacy.tested")}</p>
      </section>
      <section>
        <h3>${this.t("privacy.openTitle")}</h3>
        <p class=${fromFile ? "note" : ""}>${this.t(fromFile ? "privacy.openFile" : "privacy.openWeb")}</p>
        ${fromFile ? "" : html`<p>${this.t("privacy.openHost")}</p>`}
      </section>
      <section>
        <h3>${this.t("privacy.keptTitle")}</h3>
        <p>${this.t("privacy.kept")}</p>
      </section>
      <div class="buttons">
        <button class="button" @click=${() => this.app.openDialog("check")}>${this.t("check.title")}</button>
        <button class="button quiet" @click=${() => this.app.closeDialog()}>${this.t("privacy.close")}</button>
      </div>
    </div>`;
  }
}

customElements.define("bedside-privacy", Privacy);
defineDialog({ id: "privacy", title: "privacy.title", render: () => html`<bedside-privacy></bedside-privacy>` });
