/** Several people in what was opened: asked which one, never merged. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { phrases } from "../phrases";
import type { Patient } from "../engine/api";
import { moveInList } from "../keys";
import { defineView } from "../registry";

/** The number a file gave the person, without the address of whoever numbers; a mere reference says nothing. */
function identifier(person: Patient): string[] {
  const known = (person.identifiers ?? []).filter((one) => !one.startsWith("ref|"));
  return known.slice(0, 1).map((one) => one.slice(one.lastIndexOf("|") + 1));
}

export class People extends View {
  protected override render(): TemplateResult | typeof nothing {
    const people = this.app.people.value;
    return html`<section class="people-view">
      <h1>${phrases(this.locale, [this.t("people.title", { n: people.length })])}</h1>
      <p class="soft">${this.t("people.how")}</p>
      <ul class="found card" @keydown=${(event: KeyboardEvent) => moveInList(event, [...this.querySelectorAll<HTMLElement>(".found button")])}>
        ${people.map((person) => this.#person(person))}
      </ul>
      <div class="buttons"><button class="button" @click=${() => this.app.leavePeople()}>${this.t("people.neither")}</button></div>
    </section>`;
  }

  #person(person: Patient): TemplateResult {
    const facts =
      (person.observations?.length ?? 0) +
      (person.conditions?.entries.length ?? 0) +
      (person.medications?.entries.length ?? 0) +
      (person.allergies?.entries.length ?? 0);
    const about = [
      ...(person.birth === undefined ? [] : [this.t("people.born", { date: this.locale.date(person.birth, true) })]),
      ...(person.sex === undefined ? [] : [this.t(`words.${person.sex}`)]),
      ...identifier(person),
      this.t("people.facts", { n: facts }),
      ...(person.files?.slice(0, 2) ?? []),
    ];
    return html`<li>
      <button @click=${() => void this.#take(person)}>
        <span><b><bdi>${person.name ?? this.t("people.noName")}</bdi></b></span>
        <span class="soft small">${about.join(" · ")}</span>
      </button>
    </li>`;
  }

  async #take(person: Patient): Promise<void> {
    try {
      await this.app.take(person);
    } catch (error) {
      this.app.fail(error);
    }
  }
}

customElements.define("bedside-people", People);
defineView({ id: "people", available: (app) => app.people.value.length > 1, render: () => html`<bedside-people></bedside-people>` });
