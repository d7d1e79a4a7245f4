/** A slider: the browser's own range field over a drawn track, with a mark where the value was. */
import { html, type TemplateResult } from "lit";
import { styleMap } from "lit/directives/style-map.js";

export interface Slider {
  id: string;
  min: number;
  max: number;
  step: number;
  value: number;
  /** Where it stood. */
  was: number;
  /** What a screen reader says for the value. */
  text: string;
  onInput: (value: number) => void;
}

export function slider({ id, min, max, step, value, was, text, onInput }: Slider): TemplateResult {
  const share = (one: number): string => `${Math.min(100, Math.max(0, ((one - min) / (max - min)) * 100))}%`;
  // The thumb's centre runs from 14 px to 14 px before the end; track and mark follow it.
  const along = (one: number): string => `calc(14px + (100% - 28px) * ${Number.parseFloat(share(one)) / 100})`;
  return html`<div class="slider">
    <span class="slider-track"></span>
    <span class="slider-fill" style=${styleMap({ width: along(value) })}></span>
    <span class="slider-was" style=${styleMap({ insetInlineStart: along(was) })}></span>
    <input
      id=${id}
      type="range"
      min=${min}
      max=${max}
      step=${step}
      .value=${String(value)}
      aria-valuetext=${text}
      @input=${(event: Event) => {
        if (event.target instanceof HTMLInputElement) onInput(event.target.valueAsNumber);
      }}
    />
  </div>`;
}
