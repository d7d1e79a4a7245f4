/** What the engine does not know crosses as null, whatever its types say; the page leaves it out. */

/** A type of the engine without nulls: a number that is none is left out, too, and whoever shows it asks `Number.isFinite`. */
export type Known<T> = T extends null ? never : T extends object ? { [K in keyof T]: Known<T[K]> } : T;

/** The same without nulls, however deep; in a list nothing stands where null stood. */
export function known<T>(value: T): Known<T> {
  return without(value) as Known<T>;
}

function without(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value ?? undefined;
  // Numbers in a row hold no null.
  if (ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return value.map(without);
  return Object.fromEntries(Object.entries(value).flatMap(([name, one]) => (one === null ? [] : [[name, without(one)]])));
}
