/** Twelve weeks of movement: when to stop, what each week holds, what else would suit, and a way to take it along. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import type { ExercisePlan, ExerciseProfile, MovementSwap, MovementWishes } from "../engine/api";
import { icon } from "../icons";
import { defineView } from "../registry";
import { answerControl } from "./answer";
import { todayHere } from "./form-model";
import { inSentence } from "../words";
import { chosenProfile, firstChoice, goalOf, personKey, type Chosen } from "./movement-model";
import { movementPaper } from "./movement-paper";
import { activityName, stopThen, thingsText, whyText } from "./movement-words";
import { wishesForm } from "./movement-wishes";
import { actionPart, actionTitle, becauseText, nameOf, questionOf } from "./names";
import { takeAlong } from "./movement-take";
import { weeksChart, weeksOf } from "./movement-weeks";
import { sourceLine } from "./plan-card";

/** Steps of the plan that the weeks do not hold: they are done beside them. */
const BESIDE = new Set(["ex_isometric"]);

/** What the open person chose, while they are open; nobody else sees it. */
let kept: { person: string; chosen: Chosen } | undefined;

export class Movement extends View {
  #record: unknown;
  #call = 0;
  #profile: ExerciseProfile | undefined;
  #plan: ExercisePlan | undefined;
  #failed = false;
  #swapping: string | undefined;

  /** Opened from a card, what it is for is chosen too; the keyboard is on the title. */
  override firstUpdated(): void {
    const { at } = this.app.place.peek();
    if (at === undefined) return;
    const goal = goalOf(at);
    const { wishes, touched } = this.#chosen();
    if (goal !== undefined && touched !== true && (wishes.goals ?? []).length === 0) this.#choose({ wishes: { ...wishes, goals: ["move", "strength", goal] } });
    void this.focusOn("h1");
  }

  protected override render(): TemplateResult | typeof nothing {
    const assessed = this.app.assessed.value;
    const record = this.app.record.value;
    if (assessed === undefined || record === undefined) return nothing;
    if (this.#record !== assessed) {
      this.#record = assessed;
      void this.#load();
    }
    const plan = this.#plan;
    const title = plan === undefined || plan.status === "plan" ? "movement.title" : plan.status === "seeClinician" ? "movement.see.title" : "movement.titleNone";
    return html`<section class="movement screen" aria-busy=${plan === undefined && !this.#failed ? "true" : "false"}>
        <button class="link back" @click=${() => this.app.go("plan")}>${icon("arrow-left")}${this.t("movement.back")}</button>
        <h1 tabindex="-1">${this.t(title)}</h1>
        ${this.#failed ? html`<p class="callout caution" role="alert">${this.t("movement.failed")}</p>` : nothing}
        ${plan === undefined ? (this.#failed ? nothing : html`<p class="soft">${this.t("movement.working")}</p>`) : this.#body(plan)}
      </section>
      ${plan === undefined ? nothing : movementPaper(this, plan, this.#chosen(), this.#profile)}`;
  }

  #chosen(): Chosen {
    const record = this.app.record.peek();
    const person = record === undefined ? "" : personKey(record);
    if (kept?.person !== person) kept = { person, chosen: firstChoice(todayHere()) };
    return kept.chosen;
  }

  #choose(part: Partial<Chosen>): void {
    kept = { person: kept?.person ?? "", chosen: { ...this.#chosen(), ...part } };
  }

  /** The profile of the record as it is now, then its plan. */
  async #load(): Promise<void> {
    const record = this.app.record.peek();
    const assessed = this.app.assessed.peek();
    if (record === undefined || assessed === undefined) return;
    const country = this.app.country.peek();
    const call = ++this.#call;
    try {
      const profile = await this.app.client.exerciseProfile(record, { asOf: assessed.asOf, ...(country === undefined ? {} : { country }) });
      if (call !== this.#call) return;
      this.#profile = profile;
      // What the preferences of the record say stands until something else is chosen here.
      if (this.#chosen().touched !== true) this.#choose({ wishes: { ...this.#chosen().wishes, ...profile.wishes } });
      await this.#make();
    } catch {
      this.#fail(call);
    }
  }

  /** The plan for what is chosen; the newest wins. */
  async #make(said?: string): Promise<void> {
    if (this.#profile === undefined) return;
    const call = ++this.#call;
    try {
      const plan = await this.app.client.planExercise(chosenProfile(this.#profile, this.#chosen()));
      if (call !== this.#call) return;
      this.#plan = plan;
      this.#failed = false;
      this.requestUpdate();
      this.app.say(said ?? this.#finding(plan));
    } catch {
      this.#fail(call);
    }
  }

  #fail(call: number): void {
    if (call !== this.#call) return;
    this.#failed = true;
    this.requestUpdate();
  }

  #finding(plan: ExercisePlan): string {
    const [first, last] = [plan.weeks[0], plan.weeks.at(-1)];
    if (first === undefined || last === undefined) return this.t(plan.status === "seeClinician" ? "movement.see.title" : "movement.titleNone");
    return this.t("movement.weeksSummary", { first: first.minutes, last: last.minutes });
  }

  #body(plan: ExercisePlan): TemplateResult {
    if (plan.status === "seeClinician") return this.#clinicianFirst(plan);
    if (plan.status === "ageUnknown") return html`<p>${this.t("movement.see.age")}</p>${answerControl(this.app, { name: "age", kind: "input" }, "movement-age")}`;
    if (plan.status === "deceased") return html`<p>${this.t("movement.see.deceased")}</p>`;
    if (plan.status === "under18") return html`<p>${this.t("movement.see.child")}</p>`;
    const wishes = html`<section class="part"><h2>${this.t("movement.wishes.title")}</h2>${wishesForm(this, this.#chosen().wishes, (next) => this.#wish(next))}</section>`;
    if (plan.status === "nothingFits") return html`<p class="callout caution">${this.t("movement.see.nothing")}</p>${this.#left(plan)} ${this.#asks()} ${wishes}`;
    return html`<p class="lead">${this.t("movement.lead")} <button class="link" @click=${() => void this.focusOn("#movement-minutes")}>${this.t("movement.wishes.change")}</button></p>
      ${this.#from()} ${this.#stops(plan)} ${this.#asks()} ${this.#careful()} ${weeksChart(this, plan)}
      <div class="movement-columns">
        <div>${weeksOf(this, plan, this.#chosen().start, this.#profile === undefined ? undefined : chosenProfile(this.#profile, this.#chosen()))} ${this.#activities(plan)} ${this.#left(plan)}</div>
        <div>${wishes} ${takeAlong(this, plan, this.#chosen(), (part) => this.#take(part))}</div>
      </div>
      ${this.#about(plan)}`;
  }

  #clinicianFirst(plan: ExercisePlan): TemplateResult {
    return html`<div class="callout urgent">
      <ul>
        ${plan.reasons.map((reason) => html`<li>${this.t(`movement.reasons.${reason}`)} ${this.#because(reason)}</li>`)}
      </ul>
      <p>${this.t("movement.see.then")}</p>
    </div>`;
  }

  /** The facts that say so, each opening itself. */
  #because(code: string): TemplateResult[] {
    const findings = this.app.assessed.peek()?.findings ?? [];
    const known = this.#profile?.about?.because?.[code] ?? [];
    return known.map((one) => html`<button class="link" @click=${() => this.app.go("findings", one.name)}>${becauseText(this.locale, this.app.units, one, findings)}</button> `);
  }

  #wish(wishes: MovementWishes): void {
    this.#choose({ wishes, touched: true });
    this.requestUpdate();
    void this.#make();
  }

  #stops(plan: ExercisePlan): TemplateResult {
    return html`<section class="callout caution stops" aria-labelledby="movement-stops">
      <h2 id="movement-stops">${icon("octagon-alert")} ${this.t("movement.stopTitle")}</h2>
      <dl>
        ${plan.stopSigns.map(
          (sign) => html`<div>
            <dt>${this.t(`movement.stops.${sign.code}.signs`)}</dt>
            <dd>
              <b>${stopThen(this, sign.code, this.#profile)}</b>
              ${sign.activities === undefined || sign.activities.length === 0
                ? nothing
                : html`<span class="small">${this.t("movement.stopFor", { names: this.locale.list(sign.activities.map((id) => inSentence(this.locale, activityName(this.locale, id)))) })}</span>`}
            </dd>
          </div>`,
        )}
      </dl>
      ${plan.cautions.length === 0
        ? nothing
        : html`<h3>${this.t("movement.careTitle")}</h3>
            <ul>
              ${plan.cautions.map((code) => html`<li>${this.locale.first([`cautions.${code}`, code.replaceAll("_", " ")])}</li>`)}
            </ul>`}
      ${plan.stopSigns.some((sign) => sign.unchecked === true) ? html`<p class="small">${this.t("movement.stopUnchecked")}</p>` : nothing}
    </section>`;
  }

  /** The step that this was opened from, where the plan of weeks does not hold it. */
  #from(): TemplateResult | typeof nothing {
    const { at } = this.app.place.value;
    if (at === undefined || !BESIDE.has(at)) return nothing;
    return html`<section class="part callout">
      <h2>${actionTitle(this.locale, at)}</h2>
      <p>${actionPart(this.locale, at, "do")}</p>
      <p class="soft small">${this.t("exercises.beside")}</p>
    </section>`;
  }

  /** Answers that are open make the plan smaller than it may have to be: said before the plan, not after. */
  #careful(): TemplateResult | typeof nothing {
    const about = this.#profile?.about;
    const { confirmed } = this.#chosen();
    const open = (about?.confirm ?? []).filter((code) => confirmed[code] === undefined).length + (about?.asks ?? []).length;
    return open === 0 ? nothing : html`<p class="note">${this.t("exercises.careful", { n: open })}</p>`;
  }

  /** Questions that keep something off the plan; what is not known counts as a yes. */
  #asks(): TemplateResult | typeof nothing {
    const about = this.#profile?.about;
    if (about === undefined) return nothing;
    const { confirmed } = this.#chosen();
    const confirm = (about.confirm ?? []).filter((code) => confirmed[code] === undefined);
    const asks = about.asks ?? [];
    const presumed = about.presumed ?? [];
    if (confirm.length + asks.length + presumed.length === 0) return nothing;
    const line = (question: (typeof asks)[number]): TemplateResult => html`<li>
      <span>${questionOf(this.locale, question.kind, question.name)}</span>${answerControl(this.app, question, `movement-${question.name}`)}
    </li>`;
    const [now, later] = [asks.slice(0, Math.max(0, 3 - confirm.length)), asks.slice(Math.max(0, 3 - confirm.length))];
    return html`${confirm.length + asks.length === 0
      ? nothing
      : html`<section class="part">
          <h2>${this.t("movement.asksTitle")}</h2>
          <p class="soft">${this.t("movement.asksLead")}</p>
          <ul class="lines">
            ${confirm.map(
              (code) => html`<li>
                <span>${this.t(`movement.confirm.${code}`)}</span>
                <span class="buttons">${this.#confirm(code, true)}${this.#confirm(code, false)}</span>
              </li>`,
            )}
            ${now.map(line)}
          </ul>
          ${later.length === 0
            ? nothing
            : html`<details class="more">
                <summary>${icon("chevron-right")}${this.t("movement.asksMore", { n: later.length })}</summary>
                <ul class="lines">
                  ${later.map(line)}
                </ul>
              </details>`}
        </section>`}
    ${presumed.length === 0
      ? nothing
      : html`<details class="more presumed">
          <summary>${icon("chevron-right")}${this.t("movement.presumedCount", { n: presumed.length })}</summary>
          <p class="small">
            ${this.t("movement.presumed", { names: this.locale.list(presumed.map((name) => inSentence(this.locale, nameOf(this.locale, "dx", name)))) })}
            <button class="link" @click=${() => this.app.go("findings", presumed[0])}>${this.t("plan.presumedCheck")}</button>
          </p>
        </details>`}`;
  }

  #confirm(code: string, value: boolean): TemplateResult {
    const word = this.t(value ? "movement.confirmYes" : "movement.confirmNo");
    return html`<button
      class="button"
      aria-label=${`${this.t(`movement.confirm.${code}`)} ${word}`}
      @click=${() => {
        this.#choose({ confirmed: { ...this.#chosen().confirmed, [code]: value } });
        this.requestUpdate();
        void this.#make();
        void this.focusOn("h1");
      }}
    >
      ${word}
    </button>`;
  }

  #activities(plan: ExercisePlan): TemplateResult {
    const clinician = this.app.audience.value === "clinician";
    return html`<section class="part">
      <h2>${this.t("movement.activitiesTitle")}</h2>
      <ul class="lines activities">
        ${plan.activities.map((activity) => {
          const name = activityName(this.locale, activity.id);
          return html`<li data-activity=${activity.id}>
            <span>${name} <span class="tag">${this.t(`movement.band.${activity.band}`)}</span>
              ${clinician ? html`<span class="soft small">${this.t("movement.met", { n: this.locale.number(activity.met, 1) })}</span>` : nothing}</span>
            <span class="buttons">
              ${activity.insteadOf === undefined
                ? nothing
                : html`<button class="button quiet" @click=${() => void this.#swap({ activity: activity.id, to: activity.insteadOf ?? "" })}>${this.t("movement.swapBack", { activity: activityName(this.locale, activity.insteadOf) })}</button>`}
              ${activity.alternatives.length === 0 || this.#swapping === activity.id
                ? nothing
                : html`<button class="button" aria-label=${this.t("movement.swapNamed", { activity: name })} @click=${() => this.#open(activity.id)}>${this.t("movement.swap")}</button>`}
            </span>
            ${this.#swapping === activity.id ? this.#choice(activity.id, activity.alternatives) : nothing}
          </li>`;
        })}
      </ul>
      ${plan.replaced.map((one) => html`<p class="small soft">${this.t("movement.replaced", { to: activityName(this.locale, one.to), from: inSentence(this.locale, activityName(this.locale, one.from)), why: whyText(this.locale, one.why) })}</p>`)}
    </section>`;
  }

  #open(activity: string): void {
    this.#swapping = activity;
    this.requestUpdate();
    void this.focusOn("#movement-swap");
  }

  #choice(activity: string, others: readonly string[]): TemplateResult {
    return html`<form
      class="swap"
      @submit=${(event: Event) => {
        event.preventDefault();
        const to = this.querySelector<HTMLSelectElement>("#movement-swap")?.value ?? "";
        void this.#swap({ activity, to });
      }}
    >
      <div class="field">
        <label for="movement-swap">${this.t("movement.swapFor", { activity: activityName(this.locale, activity) })}</label>
        <select class="select" id="movement-swap">
          ${others.map((id) => html`<option value=${id}>${activityName(this.locale, id)}</option>`)}
        </select>
      </div>
      <div class="buttons">
        <button class="button">${this.t("movement.swap")}</button>
        <button
          type="button"
          class="button quiet"
          @click=${() => {
            this.#swapping = undefined;
            this.requestUpdate();
            void this.focusOn(`[data-activity="${CSS.escape(activity)}"] button`);
          }}
        >
          ${this.t("movement.swapKeep")}
        </button>
      </div>
    </form>`;
  }

  async #swap(swap: MovementSwap): Promise<void> {
    if (this.#profile === undefined) return;
    const call = ++this.#call;
    const to = swap.to ?? "";
    try {
      const done = await this.app.client.swapActivity(chosenProfile(this.#profile, this.#chosen()), swap);
      if (call !== this.#call) return;
      this.#choose({ wishes: done.profile.wishes ?? {}, touched: true });
      this.#plan = done.plan;
      this.#swapping = undefined;
      this.requestUpdate();
      this.app.say(this.t("movement.swapDone", { to: activityName(this.locale, to), from: activityName(this.locale, swap.activity) }));
      void this.focusOn(`[data-activity="${CSS.escape(to)}"]`);
    } catch (error) {
      if (call === this.#call) this.app.fail(error);
    }
  }

  #left(plan: ExercisePlan): TemplateResult | typeof nothing {
    if (plan.left.length === 0) return nothing;
    return html`<section class="part">
      <h2>${this.t("movement.leftTitle")}</h2>
      <ul>
        ${plan.left.map(
          (one) => html`<li>
            ${this.t("movement.left", { programme: this.t(`movement.programmes.${one.programme}`), why: whyText(this.locale, one.why) })}${this.locale.stop}
            ${one.unlock === undefined || one.unlock.length === 0 ? nothing : this.t("movement.unlock", { things: thingsText(this.locale, one.unlock) })}
          </li>`,
        )}
      </ul>
    </section>`;
  }

  /** A day or an hour changes no session: nothing is planned anew. */
  #take(part: Partial<Chosen>): void {
    this.#choose(part);
    this.requestUpdate();
  }

  #about(plan: ExercisePlan): TemplateResult {
    const heart = plan.heartRate;
    const started = plan.programmes.find((one) => one.firstWeek > 1);
    return html`<section class="part">
      <h2>${this.t("movement.knowTitle")}</h2>
      <p>${this.t(`movement.hr.${heart.use}`, { low: heart.range?.[0], high: heart.range?.[1] })}</p>
      ${started === undefined ? nothing : html`<p>${this.t("movement.firstWeek", { n: Math.round(this.#profile?.presentMinutes ?? 0), week: started.firstWeek })}</p>`}
      <p>${this.t("movement.know")}</p>
      ${plan.weeks.some((week) => week.own) ? html`<p>${this.t("movement.ownNote")}</p>` : nothing}
      <details class="more">
        <summary>${icon("chevron-right")}${this.t("plan.sources")}</summary>
        <ul class="source-list small">
          ${plan.sources.map((source) => sourceLine(this, source))}
        </ul>
      </details>
    </section>`;
  }
}

customElements.define("bedside-movement", Movement);
defineView({
  id: "movement",
  within: "plan",
  available: (app) => app.assessed.value !== undefined,
  render: () => html`<bedside-movement></bedside-movement>`,
});
