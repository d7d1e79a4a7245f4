/** The list of keys, and the switch that turns single keys off. */
import { html, type TemplateResult } from "lit";
import { View } from "../base";
import { defineDialog } from "../registry";

const list: readonly [readonly string[], string][] = [
  [["/"], "find"],
  [["?"], "list"],
  [["↑", "↓"], "move"],
  [["Enter"], "open"],
  [["Esc"], "leave"],
];

export class Keys extends View {
  protected override render(): TemplateResult {
    const on = this.app.keys.value;
    return html`<div class="stack">
      <p class="soft">${this.t("keys.lead")}</p>
      <dl class="key-list">
        ${list.map(
          ([keys, what]) => html`<div>
            <dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dt>
            <dd>${this.t(`keys.${what}`)}</dd>
          </div>`,
        )}
      </dl>
      <label class="choice">
        <input
          type="checkbox"
          .checked=${on}
          @change=${(event: Event) => {
            this.app.keys.value = (event.target as HTMLInputElement).checked;
          }}
        />${this.t("keys.on")}
      </label>
    </div>`;
  }
}

customElements.define("bedside-keys", Keys);
defineDialog({ id: "keys", title: "keys.title", render: () => html`<bedside-keys></bedside-keys>` });
