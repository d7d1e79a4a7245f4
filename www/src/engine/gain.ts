/**
 * What the recommender says of gain, by hand until the generated types carry it: this file then goes.
 * Shares are 0 to 1; a list that is empty may be left out.
 */
import type { AssessOptions, Card, Patient, Recommendations } from "./api";

/** What an action, or several together, would do to the chance of something. */
export interface Figures {
  /** `ascvd`, `total_cvd`, `heart_failure`, … */
  outcome: string;
  /** Score the baseline comes from. */
  basis: string;
  horizonYears: number;
  baseline: number;
  after: number;
  /** `baseline − after`. */
  reduction: number;
  low?: number;
  high?: number;
  nnt?: number;
}

export interface Gain extends Figures {
  path: "direct" | "mediated" | "behaviour";
  mediator?: { factor: string; change: number; unit: string };
  effects?: string[];
  sources?: string[];
  /** A cohort estimate: drawn in outline and called what it is. */
  outline?: boolean;
  notes?: string[];
  /** What the same step adds, of the same people. */
  harm?: { outcome: string; baseline: number; after: number; increase: number; effect?: string };
}

/** A relative or factor figure of trials that holds for this person. */
export interface Effect {
  id: string;
  target: string;
  measure: string;
  mean: number;
  low?: number;
  high?: number;
  unit: string;
  per: string;
  path: string;
  source: string;
  verification: string;
  intervalOrigin?: string;
  /** Absent when it counts, else `upper`, `alternative`, `relative_only`, `cohort`. */
  used?: string;
  /** Share of people who reach it without and with the action, where known. */
  control?: number;
  treated?: number;
}

/** A card with what it could gain. */
export type GainCard = Card & {
  gain?: Gain;
  /** Why there is none; a key of `gain.no`. */
  noGain?: string;
  effects?: Effect[];
};

/** Several actions at once: worked out together, never summed. */
export interface Together extends Figures {
  counted: { action: string; effects?: string[]; alone?: number }[];
  left: { action: string; why: string; with?: string }[];
  notes?: string[];
}

/** What trials (or, in outline, the equation alone) say of other values. */
export interface WhatIfReply {
  score: { id: string; baseline: number; after: number; low?: number; high?: number; outline?: boolean };
  recommendations: Recommendations;
}

/** Calls of the engine that speak of gain. */
export interface Gaining {
  together(record: Patient, actions: readonly string[], options: AssessOptions): Promise<Together>;
  whatIf(record: Patient, changes: Record<string, number | string>, options: AssessOptions): Promise<WhatIfReply>;
}
