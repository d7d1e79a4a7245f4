/** Used in a way that is none: exit code 2, the sentence under `cli.misuse` and how to use it. */
export class Misuse extends Error {
  readonly args: Readonly<Record<string, string>>;

  constructor(key: string, args: Readonly<Record<string, string>> = {}) {
    super(key);
    this.args = args;
  }
}
