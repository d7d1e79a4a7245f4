/** What the engine says of values tried out and of steps together, by hand until the generated types carry the calls. */
import type { AssessOptions, Patient, Recommendations, Together } from "./api";

/** What trials (or, in outline, the equation alone) say of other values. */
export interface WhatIfReply {
  /** Absent where there is no answer for these values. */
  score?: { id: string; baseline: number; after: number; low?: number; high?: number; outline?: boolean };
  recommendations: Recommendations;
}

/** Calls of the engine that speak of gain. */
export interface Gaining {
  together(record: Patient, actions: readonly string[], options: AssessOptions): Promise<Together>;
  whatIf(record: Patient, changes: Record<string, number | string>, options: AssessOptions): Promise<WhatIfReply>;
}
