/**
 * A value that tells who reads it. A view reads signals while it renders and is rendered again when
 * one of them changes; nothing else subscribes by hand.
 */

type Reader = () => void;

let reading: Set<Signal<unknown>> | undefined;

export class Signal<T> {
  #value: T;
  readonly #readers = new Set<Reader>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    reading?.add(this as Signal<unknown>);
    return this.#value;
  }

  set value(value: T) {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const reader of [...this.#readers]) reader();
  }

  /** Reads without being told of changes. */
  peek(): T {
    return this.#value;
  }

  subscribe(reader: Reader): () => void {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  }
}

/** Runs `work` and returns the signals it read. */
export function readBy(work: () => void): Set<Signal<unknown>> {
  const outer = reading;
  const mine = new Set<Signal<unknown>>();
  reading = mine;
  try {
    work();
  } finally {
    reading = outer;
  }
  return mine;
}
