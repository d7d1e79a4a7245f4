/** A week of named meals that keeps to the person's limits: seven days, why each limit, what to buy, and other meals. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import type { MealCatalogue, MealProfile, MealReason, MealWeek } from "../engine/api";
import { calendarText, dayAfter, onOrAfter } from "../ics";
import { icon } from "../icons";
import { defineView } from "../registry";
import { inSentence } from "../words";
import { answerControl } from "./answer";
import { todayHere } from "./form-model";
import { asked, type Chosen, firstChoice, kcalOf, partsOf, patternOf, personOf, portionsOf, ready, weekEvents, wishesOf } from "./meals-model";
import { mealsPaper } from "./meals-paper";
import { limitsOf, shopping } from "./meals-sums";
import { unreadAllergies, unreadOthers, unreadSaid, unreadStop } from "./meals-unread";
import { mealWishes } from "./meals-wishes";
import { amountText, demandText, foodName, limitText, mealName, measureName } from "./meals-words";
import { becauseText, nameOf } from "./names";
import { sourceLine } from "./plan-card";

/** What the open person chose, while they are open; nobody else sees it. */
let kept: { person: string; chosen: Chosen } | undefined;

export class Meals extends View {
  #read: unknown;
  #call = 0;
  #profile: MealProfile | undefined;
  #catalogue: MealCatalogue | undefined;
  #week: MealWeek | undefined;
  #failed = false;
  #busy = false;
  /** The week was asked for. */
  #pressed = false;
  /** Seed of the next other meal. */
  #other = 1;

  /** Opened from a card, the diet of that card is chosen; the keyboard is on the title. */
  override firstUpdated(): void {
    const { at } = this.app.place.peek();
    if (at === undefined) return;
    const pattern = patternOf(at);
    if (pattern !== undefined && this.#chosen().made !== true) this.#choose({ wishes: { ...this.#chosen().wishes, pattern } });
    void this.focusOn("h1");
  }

  protected override render(): TemplateResult | typeof nothing {
    const assessed = this.app.assessed.value;
    if (assessed === undefined || this.app.record.value === undefined) return nothing;
    if (this.#read !== assessed) {
      this.#read = assessed;
      void this.#load();
    }
    const [profile, catalogue] = [this.#profile, this.#catalogue];
    const cannot = profile !== undefined && (profile.cannot.length > 0 || this.#chosen().unsure === "some" || this.#lost());
    const title = cannot ? "meals.titleCannot" : "meals.title";
    return html`<section class="meals screen" aria-busy=${this.#busy ? "true" : "false"}>
        <button class="link back" @click=${() => this.app.go("plan")}>${icon("arrow-left")}${this.t("meals.back")}</button>
        <h1 tabindex="-1">${this.t(title)}</h1>
        ${this.#failed ? html`<p class="callout caution" role="alert">${this.t("meals.failed")}</p>` : nothing}
        ${profile === undefined || catalogue === undefined ? (this.#failed ? nothing : html`<p class="soft">${this.t("meals.working")}</p>`) : this.#body(profile, catalogue, cannot)}
      </section>
      ${this.#week !== undefined && this.#week.length > 0 && catalogue !== undefined && profile !== undefined ? mealsPaper(this, this.#week, profile, catalogue, this.#chosen()) : nothing}`;
  }

  #chosen(): Chosen {
    const record = this.app.record.peek();
    const person = record === undefined ? "" : personOf(record);
    if (kept?.person !== person) kept = { person, chosen: firstChoice(this.app.locale.peek().language) };
    return kept.chosen;
  }

  #choose(part: Partial<Chosen>): void {
    kept = { person: kept?.person ?? "", chosen: { ...this.#chosen(), ...part } };
    this.requestUpdate();
    void this.#load();
  }

  /** The person does not know what an allergy of the record means. */
  #lost(): boolean {
    const { unread = {} } = this.#chosen();
    return this.#profile?.notUnderstood.some((text) => unread[text]?.answer === "unsure") === true;
  }

  /** The profile of the record and the wishes as they are now, then the week; the newest wins. */
  async #load(said?: string): Promise<void> {
    const record = this.app.record.peek();
    const assessed = this.app.assessed.peek();
    if (record === undefined || assessed === undefined) return;
    const country = this.app.country.peek();
    const call = ++this.#call;
    const { client } = this.app;
    this.#busy = true;
    try {
      const [profile, catalogue] = await Promise.all([
        client.mealProfile(record, { asOf: assessed.asOf, ...(country === undefined ? {} : { country }), ...wishesOf(this.#chosen()) }),
        this.#catalogue ?? client.mealCatalogue(),
      ]);
      if (call !== this.#call) return;
      [this.#profile, this.#catalogue] = [profile, catalogue];
      const chosen = this.#chosen();
      const week = profile.profile !== undefined && ready(profile, chosen) && chosen.made === true ? await client.planMeals(profile.profile, { seed: chosen.seed }) : undefined;
      if (call !== this.#call) return;
      this.#week = week;
      this.#failed = false;
      if (week !== undefined) this.app.say(said ?? (week.length > 0 ? this.t("meals.limitsSummary", { n: week.limits.length }) : this.t(week.status === "impossible" ? "meals.conflictTitle" : "meals.notFoundTitle")));
    } catch {
      if (call !== this.#call) return;
      this.#failed = true;
    }
    this.#busy = false;
    this.requestUpdate();
  }

  #body(profile: MealProfile, catalogue: MealCatalogue, cannot: boolean): TemplateResult {
    if (cannot) return this.#refusal(profile);
    const week = this.#week;
    const wishes = html`<section class="part">
      <h2>${this.t("meals.wishes.title")}</h2>
      ${mealWishes(this, this.#chosen(), profile, catalogue, (part) => this.#choose(part))}
    </section>`;
    return html`<p class="lead">${this.t("meals.lead")}</p>
      ${profile.missing.length > 0 ? this.#missing(profile) : nothing} ${this.#unsure(profile)}
      ${week === undefined ? unreadAllergies(this, profile, this.#chosen(), catalogue, (part) => this.#choose(part)) : unreadSaid(this, profile, this.#chosen(), catalogue)}
      ${week === undefined
        ? html`${wishes} ${profile.missing.length === 0 ? this.#makeWeek(profile) : nothing}`
        : html`${profile.unknownMedicines
              ? html`<p class="note">${this.t("meals.medicinesUnknown")} <button class="link" @click=${() => this.app.go("findings")}>${this.t("meals.medicinesAdd")}</button></p>`
              : nothing}
            ${this.#chosen().wishes.goal === "lose" && profile.energy?.goal !== "lose" ? html`<p class="note">${this.t("meals.goalKept")}</p>` : nothing}
            ${this.#notes(profile)} ${week.length > 0 ? this.#planned(week, catalogue) : this.#conflict(week)}
            <details class="more part" ?open=${week.length === 0}>
              <summary>${icon("chevron-right")}${this.t("meals.wishes.change")}</summary>
              ${unreadAllergies(this, profile, this.#chosen(), catalogue, (part) => this.#choose(part))} ${wishes}
            </details>
            ${this.#why(profile)}`}
      <section class="part">
        <h2>${this.t("meals.knowTitle")}</h2>
        <p class="small">${this.t("meals.know")}</p>
        ${unreadOthers(this, profile)}
      </section>`;
  }

  /** What is to be answered before a week can be made. */
  #lacks(profile: MealProfile): "unsure" | "unread" | "allergies" {
    const chosen = this.#chosen();
    if (asked(profile).length > 0 && chosen.unsure !== "none") return "unsure";
    return chosen.told ? "unread" : "allergies";
  }

  /** Nothing is planned while a person still chooses: the week is asked for, and what lacks is said at the press. */
  #makeWeek(profile: MealProfile): TemplateResult {
    const open = !ready(profile, this.#chosen());
    return html`<div class="part">
      <p role="alert">${open && this.#pressed ? this.t(`mealsMake.first.${this.#lacks(profile)}`) : nothing}</p>
      <button
        class="button primary"
        ?disabled=${this.#busy && this.#pressed && !open}
        @click=${() => {
          this.#pressed = true;
          if (open) this.requestUpdate();
          else {
            this.#choose({ made: true });
            void this.focusOn("h1");
          }
        }}
      >
        ${this.t("mealsMake.make")}
      </button>
      <p class="soft small">${this.t("mealsMake.note")}</p>
    </div>`;
  }

  #refusal(profile: MealProfile): TemplateResult {
    if (profile.cannot.length === 0 && this.#lost()) return unreadStop(this, profile, this.#chosen(), (part) => this.#choose(part));
    const said = this.#chosen().unsure === "some" ? asked(profile).map((code) => this.t(`meals.cannot.${code}`)) : [];
    return html`<div class="callout caution">
        <h2>${this.t("meals.stopTitle")}</h2>
        <ul>
          ${profile.cannot.map((reason) => html`<li>${this.t(`meals.cannot.${reason.code}`)} ${this.#facts(reason)}</li>`)}
          ${profile.cannot.length === 0 ? html`<li>${this.t("meals.unsureSaid", { names: this.locale.list(said.map((text) => text.replace(/[.。]$/, ""))) })}</li>` : nothing}
        </ul>
        <p>${this.t("meals.stopThen")}</p>
      </div>
      ${profile.cannot.length === 0
        ? html`<p><button class="button" @click=${() => this.#choose({ unsure: "none" })}>${icon("undo-2")}${this.t("meals.unsureNone")}</button></p>`
        : nothing}`;
  }

  #missing(profile: MealProfile): TemplateResult {
    return html`<section class="part">
      <h2>${this.t("meals.needTitle")}</h2>
      <p class="soft">${this.t("meals.need")}</p>
      <ul class="lines">
        ${profile.missing.map((name) => html`<li><span>${nameOf(this.locale, "input", name)}</span>${answerControl(this.app, { name, kind: "input" }, `meals-${name}`)}</li>`)}
      </ul>
    </section>`;
  }

  /** One question for everything against planning that the record does not tell. */
  #unsure(profile: MealProfile): TemplateResult | typeof nothing {
    if (asked(profile).length === 0 || this.#chosen().unsure === "none") return nothing;
    return html`<section class="part callout" aria-labelledby="meals-unsure">
      <h2 id="meals-unsure">${this.t("meals.unsureTitle")}</h2>
      <p class="soft">${this.t("meals.unsureLead")}</p>
      <ul>
        ${asked(profile).map((code) => html`<li>${this.t(`meals.cannot.${code}`)}</li>`)}
      </ul>
      <div class="buttons">
        <button class="button" @click=${() => this.#choose({ unsure: "none" })}>${this.t("meals.unsureNone")}</button>
        <button
          class="button"
          @click=${() => {
            this.#choose({ unsure: "some" });
            void this.focusOn("h1");
          }}
        >
          ${this.t("meals.unsureSome")}
        </button>
      </div>
    </section>`;
  }

  #notes(profile: MealProfile): TemplateResult | typeof nothing {
    if (profile.notes.length === 0) return nothing;
    return html`<section class="callout caution" aria-labelledby="meals-notes">
      <h2 id="meals-notes">${this.t("meals.noted")}</h2>
      <ul>
        ${profile.notes.map((note) => html`<li>${this.t(`meals.notes.${note.code}`)}</li>`)}
      </ul>
    </section>`;
  }

  #planned(week: MealWeek, catalogue: MealCatalogue): TemplateResult {
    return html`<div class="buttons part">
        <button class="button primary" ?disabled=${this.#busy} @click=${() => this.#choose({ seed: this.#chosen().seed + 1 })}>${icon("rotate-ccw")}${this.t("meals.again")}</button>
        <button class="button" @click=${() => this.app.host.print()}>${icon("printer")}${this.t("meals.print")}</button>
      </div>
      <h2 class="unseen">${this.t("meals.weekTitle")}</h2>
      <div class="week part">${week.map((_, day) => this.#day(week, day, catalogue))}</div>
      ${limitsOf(this, week)} ${this.#take(week, catalogue)} ${shopping(this, week, catalogue)}`;
  }

  /** The week in a calendar, from a day of the person's choice. */
  #take(week: MealWeek, catalogue: MealCatalogue): TemplateResult {
    const start = this.#chosen().start ?? onOrAfter(dayAfter(todayHere(), 1), 1);
    const save = async (): Promise<void> => {
      const file = `bedside-meals-${start}.ics`;
      const mark = this.app.assessed.peek()?.provenance.inputsHash.slice(0, 8) ?? "";
      const events = weekEvents(catalogue, week, start, (id) => mealName(this.locale, catalogue, id), (food, grams) => `${foodName(this.locale, catalogue, food)}${this.locale.comma}${amountText(this.locale, grams)}`, this.t("meals.beside"));
      try {
        await this.app.host.download(file, "text/calendar", calendarText({ name: this.t("meals.calendarName"), language: this.locale.tag, series: `meals-${start}-${mark}`, made: new Date(), events }));
        this.app.tell({ text: this.t("meals.icsMade", { file }) });
      } catch {
        this.app.tell({ text: this.t("meals.icsFailed") });
      }
    };
    return html`<section class="part">
      <h2>${this.t("meals.calendarTitle")}</h2>
      <div class="row">
        <div class="field">
          <label for="meals-start">${this.t("meals.start")}</label>
          <input class="input" type="date" id="meals-start" required .value=${start} @change=${(event: Event) => {
            const { value } = event.target as HTMLInputElement;
            if (!/^\d{4}-\d\d-\d\d$/.test(value)) return;
            // A day changes no meal: nothing is planned anew.
            kept = { person: kept?.person ?? "", chosen: { ...this.#chosen(), start: value } };
            this.requestUpdate();
          }} />
        </div>
        <button class="button" @click=${() => void save()}>${icon("calendar")}${this.t("meals.calendar")}</button>
      </div>
    </section>`;
  }

  #day(week: MealWeek, day: number, catalogue: MealCatalogue): TemplateResult {
    const one = week[day];
    if (one === undefined) return html``;
    const energy = week.limits.find((limit) => limit.key === "energy_kcal")?.days[day] ?? 0;
    // In the order of the day, whatever the order of the plan.
    const order = ["breakfast", "lunch", "snack", "dinner"];
    const slot = (id: string): string => catalogue.meals.find((meal) => meal.id === id)?.slot ?? "snack";
    const meals = one.meals.map(([id, scale], index) => ({ id, scale, index })).sort((a, b) => order.indexOf(slot(a.id)) - order.indexOf(slot(b.id)));
    return html`<article class="card day" aria-labelledby=${`meals-day-${day}`}>
      <h3 id=${`meals-day-${day}`}>${this.t(`meals.days.${day}`)} <span class="soft">${this.t("meals.kcal", { n: Math.round(energy) })}</span></h3>
      ${meals.map(({ id, scale, index }) => this.#meal(catalogue, day, index, id, scale, slot(id)))}
      ${one.extras.length === 0
        ? nothing
        : html`<div class="meal">
            <p class="soft small">${this.t("meals.beside")}</p>
            <ul>
              ${one.extras.map(([food, grams]) => html`<li>${this.#amount(catalogue, food, grams)}</li>`)}
            </ul>
          </div>`}
    </article>`;
  }

  #meal(catalogue: MealCatalogue, day: number, index: number, id: string, scale: number, slot: string): TemplateResult {
    const name = mealName(this.locale, catalogue, id);
    const minutes = catalogue.meals.find((meal) => meal.id === id)?.minutes ?? 0;
    return html`<div class="meal" data-meal=${`${day}-${index}`}>
      <p class="soft small">${this.t(`meals.slots.${slot}`)}</p>
      <h4 tabindex="-1">${name}</h4>
      <p class="soft small">
        ${[this.t("meals.kcal", { n: kcalOf(catalogue, id, scale) }), this.t("meals.minutes", { n: minutes })].join(" · ")}
      </p>
      <div class="meal-foot">
        <details class="more quiet">
          <summary>${icon("chevron-right")}${this.t("meals.what")}</summary>
          ${scale === 1 ? nothing : html`<p class="soft small">${this.t(`meals.portion.${scale}`)}</p>`}
          <ul>
            ${partsOf(catalogue, id, scale).map(([food, grams]) => html`<li>${foodName(this.locale, catalogue, food)}${this.locale.comma}${amountText(this.locale, grams)}</li>`)}
          </ul>
        </details>
        <button class="button quiet" aria-label=${this.t("meals.swapNamed", { meal: name })} @click=${() => void this.#swap(day, index, id)}>${this.t("meals.swap")}</button>
      </div>
    </div>`;
  }

  /** A food beside a meal: grams, and the usual portion in words where that fits. */
  #amount(catalogue: MealCatalogue, id: string, grams: number): string {
    const food = catalogue.foods.find((one) => one.id === id);
    const text = `${foodName(this.locale, catalogue, id)}${this.locale.comma}${amountText(this.locale, grams)}`;
    const portions = food === undefined ? undefined : portionsOf(food.portion, grams);
    if (food === undefined || portions === undefined) return text;
    const portion = this.locale.language === "zh" ? food.portionZh : food.portionEn;
    // A portion that is itself so many grams would say the same twice.
    if (/\d\s*(g|克)/.test(portion)) return text;
    const words = portions === 1 ? portion : portions === 0.5 ? this.t("meals.halfOf", { portion }) : this.t("meals.times", { n: this.locale.number(portions, 1), portion });
    return `${text}${this.locale.aside(words)}`;
  }

  async #swap(day: number, index: number, id: string): Promise<void> {
    const [profile, week, catalogue] = [this.#profile?.profile, this.#week, this.#catalogue];
    if (profile === undefined || week === undefined || catalogue === undefined) return;
    const call = ++this.#call;
    try {
      const next = await this.app.client.swapMeal(profile, week, { day, index }, { seed: this.#other++ });
      if (call !== this.#call) return;
      this.#week = next;
      this.requestUpdate();
      const to = next[day]?.meals[index]?.[0] ?? id;
      this.app.say(this.t("meals.swapDone", { to: mealName(this.locale, catalogue, to), from: mealName(this.locale, catalogue, id) }));
      void this.focusOn(`[data-meal="${day}-${index}"] h4`);
    } catch {
      if (call === this.#call) this.app.tell({ text: this.t("meals.swapNone") });
    }
  }

  #conflict(week: MealWeek): TemplateResult {
    const impossible = week.status === "impossible";
    return html`<section class="part callout caution" role="status">
      <h2>${this.t(impossible ? "meals.conflictTitle" : "meals.notFoundTitle")}</h2>
      <p>${this.t(impossible ? "meals.conflictLead" : "meals.notFoundLead")}</p>
      <ul>
        ${week.conflict.map((one) => html`<li>${demandText(this.locale, one)}</li>`)}
      </ul>
      ${impossible ? nothing : html`<button class="button" @click=${() => this.#choose({ seed: this.#chosen().seed + 1 })}>${icon("rotate-ccw")}${this.t("meals.again")}</button>`}
    </section>`;
  }

  /** The facts behind a reason, each a link to itself. */
  #facts(reason: MealReason): TemplateResult | typeof nothing {
    const because = (reason.because ?? []).filter((one) => one.value !== undefined && one.noRecord !== true && one.presumed !== true);
    if (because.length === 0) return nothing;
    const findings = this.app.assessed.value?.findings ?? [];
    const known = new Map(because.map((one) => [becauseText(this.locale, this.app.units, one, findings), one.name]));
    return html`<span class="soft">${[...known].map(([text, name]) => html`<button class="link" @click=${() => this.app.go("findings", name)}>${text}</button> `)}</span>`;
  }

  #why(profile: MealProfile): TemplateResult {
    const { energy } = profile;
    const limits = profile.reasons.filter((reason) => reason.key !== "");
    return html`<details class="more part why">
      <summary>${icon("chevron-right")}${this.t("meals.whyTitle")}</summary>
      <ul>
        ${energy === undefined
          ? nothing
          : html`<li>
              ${this.t("meals.energyWhy", { n: energy.target, keeps: energy.keeps, activity: inSentence(this.locale, this.t(`meals.activity.${energy.activity}`)) })}
              ${energy.taken ? this.t("meals.energyTaken") : nothing}
            </li>`}
        ${limits.map(
          (reason) => html`<li>
            ${this.t(`meals.codes.${reason.code}`)}${reason.kind === "limit" ? `${this.locale.colon}${inSentence(this.locale, measureName(this.locale, reason.key))} ${limitText(this.locale, reason)}` : nothing}
            ${this.#facts(reason)} ${reason.verification === "U" ? html`<span class="tag caution">${this.t("meals.unchecked")}</span>` : nothing}
          </li>`,
        )}
      </ul>
      ${profile.presumed.length === 0
        ? nothing
        : html`<p class="small">${this.t("meals.presumed", { names: this.locale.list(profile.presumed.map((name) => inSentence(this.locale, nameOf(this.locale, this.locale.has(`medicines.${name}`) ? "med" : "dx", name)))) })}</p>`}
      <ul class="source-list small">
        ${profile.sources.map((source) => sourceLine(this, { citation: source.citation, ...(source.doi ? { doi: source.doi } : {}) }))}
      </ul>
    </details>`;
  }
}

customElements.define("bedside-meals", Meals);
defineView({
  id: "meals",
  within: "plan",
  available: (app) => app.assessed.value !== undefined,
  render: () => html`<bedside-meals></bedside-meals>`,
});
