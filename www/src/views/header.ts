/** The line above everything: name, promise, language, units, theme. */
import { html, type TemplateResult } from "lit";
import { View } from "../base";
import { icon, type IconName } from "../icons";
import { languages } from "../locale";
import { dialogEntry } from "../registry";
import type { Theme } from "../state";
import type { System } from "../units";

const themes: readonly { id: Theme; icon: IconName }[] = [
  { id: "auto", icon: "sun-moon" },
  { id: "light", icon: "sun" },
  { id: "dark", icon: "moon" },
];

export class Header extends View {
  protected override render(): TemplateResult {
    const { app } = this;
    const theme = themes.find((one) => one.id === app.theme.value) ?? { id: "auto", icon: "sun-moon" };
    const next = themes[(themes.findIndex((one) => one.id === theme.id) + 1) % themes.length]?.id ?? "auto";
    const system = app.system.value;
    return html`<header class="head">
      <button
        class="brand"
        aria-label=${this.t("app.toDoor")}
        @click=${() => {
          if (app.place.value.view !== "door") app.go("door");
        }}
      >
        ${icon("bed-single")}<b>${this.t("app.name")}</b>
      </button>
      <button
        class="promise"
        aria-haspopup="dialog"
        ?disabled=${dialogEntry("privacy") === undefined}
        @click=${() => app.openDialog("privacy")}
      >
        ${icon("shield-check")}<span>${this.t("app.promise")}</span>
      </button>
      <div class="segment" role="group" aria-label=${this.t("app.language")}>
        ${languages.map(
          (language) => html`<button
            lang=${language.tag}
            aria-pressed=${language.id === this.locale.language ? "true" : "false"}
            @click=${() => void app.setLanguage(language.id)}
          >
            ${language.name}
          </button>`,
        )}
      </div>
      <div class="segment" role="group" aria-label=${this.t("app.units")}>
        ${(["us", "si"] as const satisfies readonly System[]).map(
          (one) => html`<button
            aria-pressed=${one === system ? "true" : "false"}
            aria-label="${this.t(`app.unitsShort.${one}`)}${this.locale.colon}${this.t(`app.unitsLong.${one}`)}"
            title=${this.t(`app.unitsLong.${one}`)}
            @click=${() => app.setSystem(one)}
          >
            ${this.t(`app.unitsShort.${one}`)}
          </button>`,
        )}
      </div>
      <button
        class="button icon-only theme"
        aria-label=${this.t("app.theme", { now: this.t(`app.themes.${theme.id}`), next: this.t(`app.themes.${next}`) })}
        title=${this.t(`app.themes.${theme.id}`)}
        @click=${() => app.setTheme(next)}
      >
        ${icon(theme.icon)}
      </button>
    </header>`;
  }
}

customElements.define("bedside-header", Header);
