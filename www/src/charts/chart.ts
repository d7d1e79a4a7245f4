/**
 * The frame around a chart: its finding as title, one sentence for screen readers, and behind one
 * key its numbers as a table, with the picture as SVG and the numbers as CSV to keep.
 */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { icon } from "../icons";

export interface ChartTable {
  head: readonly string[];
  rows: readonly (readonly string[])[];
}

export interface ChartOptions {
  /** File name without ending. */
  name: string;
  /** What it shows, in one sentence. */
  summary: string;
  /** The marks. */
  body: TemplateResult;
  /** The numbers. */
  table: ChartTable;
  /** A picture of its own for keeping, where the marks are not one SVG. */
  picture?: TemplateResult;
}

export class Chart extends View {
  static override properties = { chart: { attribute: false } };
  declare chart: ChartOptions | undefined;

  protected override render(): TemplateResult | typeof nothing {
    const chart = this.chart;
    if (chart === undefined) return nothing;
    return html`<figure class="figure">
      ${chart.body}
      <figcaption class="unseen">${chart.summary}</figcaption>
      <details class="more quiet screen">
        <summary>${icon("chevron-right")}${this.t("charts.numbers")}</summary>
        <div class="scroll" tabindex="0" role="region" aria-label=${chart.summary}>${tableOf(chart.table)}</div>
        <div class="buttons">
          <button class="button" @click=${() => void this.#savePicture(chart)}>${icon("download")}${this.t("charts.svg")}</button>
          <button class="button" @click=${() => void this.#saveNumbers(chart)}>${icon("download")}${this.t("charts.csv")}</button>
        </div>
      </details>
      ${chart.picture === undefined ? nothing : html`<div class="unseen" aria-hidden="true" data-picture>${chart.picture}</div>`}
    </figure>`;
  }

  async #savePicture(chart: ChartOptions): Promise<void> {
    const svg = this.querySelector<SVGSVGElement>("[data-picture] svg") ?? this.querySelector<SVGSVGElement>("svg.chart");
    if (svg === null) return;
    await this.app.host.download(`${chart.name}.svg`, "image/svg+xml", standalone(svg, chart.summary));
  }

  async #saveNumbers(chart: ChartOptions): Promise<void> {
    await this.app.host.download(`${chart.name}.csv`, "text/csv", csvOf(chart.table));
  }
}

customElements.define("bedside-chart", Chart);

function tableOf(table: ChartTable): TemplateResult {
  return html`<table class="table">
    <thead>
      <tr>
        ${table.head.map((cell) => html`<th scope="col">${cell}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${table.rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}
    </tbody>
  </table>`;
}

/** The numbers as CSV (RFC 4180) with a byte-order mark, so that spreadsheets read Chinese. */
export function csvOf(table: ChartTable): string {
  // A leading =, +, - or @ would run as a formula in a spreadsheet; signed numbers stay numbers.
  const cell = (text: string): string => {
    const plain = text.replace("−", "-");
    const safe = /^[=+@\-\t\r]/.test(plain) && !/^[+-]?\d/.test(plain) ? `'${plain}` : plain;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return "\ufeff" + [table.head, ...table.rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

const drawn = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "font-size", "font-family", "font-weight", "text-anchor"] as const;

/** The picture on its own: colours and type written into it, its sentence as title. */
function standalone(svg: SVGSVGElement, title: string): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const from = [svg, ...svg.querySelectorAll("*")];
  const to = [copy, ...copy.querySelectorAll("*")];
  from.forEach((element, index) => {
    const style = getComputedStyle(element);
    for (const property of drawn) to[index]?.setAttribute(property, style.getPropertyValue(property));
    to[index]?.removeAttribute("class");
  });
  const name = document.createElementNS("http://www.w3.org/2000/svg", "title");
  name.textContent = title;
  copy.prepend(name);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return new XMLSerializer().serializeToString(copy).replace(/<!--.*?-->/g, "");
}
