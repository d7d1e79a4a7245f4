/** The rail of a person: only the views that have something to show. Tabs on a phone. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { moveInList } from "../keys";
import { dialogEntry, railEntries, viewEntry } from "../registry";

export class Rail extends View {
  protected override render(): TemplateResult {
    const { app } = this;
    const { view } = app.place.value;
    const at = viewEntry(view)?.within ?? view;
    return html`<nav class="rail" aria-label=${this.t("rail.label")}>
      <ul
        @keydown=${(event: KeyboardEvent) => moveInList(event, [...this.querySelectorAll<HTMLElement>("li > button")])}
      >
        ${railEntries(app).map((entry) => {
          const count = entry.count?.(app);
          return html`<li>
            <button aria-current=${entry.id === at ? (at === view ? "page" : "true") : nothing} @click=${() => app.go(entry.id)}>
              <span>${this.t(`rail.${entry.id}`)}</span>
              ${count === undefined ? nothing : html`<span class="count">${this.locale.number(count)}</span>`}
            </button>
          </li>`;
        })}
      </ul>
      ${app.keys.value && dialogEntry("keys") !== undefined
        ? html`<button class="keys-hint" @click=${() => app.openDialog("keys")}><span>${this.t("keysHint")}</span><kbd>?</kbd></button>`
        : nothing}
    </nav>`;
  }
}

customElements.define("bedside-rail", Rail);
