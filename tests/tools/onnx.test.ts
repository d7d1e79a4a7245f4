import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { root } from "../../scripts/lib/run.mjs";

// The ONNX files that `cargo test --test learn_onnx` writes, run by onnxruntime-web as a browser would. The package is large
// and nothing that ships needs it: where it is not installed (`BEDSIDE_ONNXRUNTIME` names a folder that has it), this is skipped.

interface Column { numbers?: (number | null)[]; words?: string[] }
interface Case { inputs: Record<string, Column>; margins: (number | null)[]; answers: (number | null)[] }
interface Tensor { data: Float64Array }
interface Runtime {
  env: { wasm: { numThreads: number } };
  Tensor: new (type: string, data: Float64Array | string[], dims: number[]) => Tensor;
  InferenceSession: { create(file: Uint8Array): Promise<{ outputNames: readonly string[]; run(feeds: Record<string, Tensor>): Promise<Record<string, Tensor>> }> };
}

const folder = join(root, "target", "tmp", "onnx");
const cases = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".onnx")).map((name) => name.slice(0, -5)) : [];
const found = (() => {
  try {
    return createRequire(join(process.env["BEDSIDE_ONNXRUNTIME"] ?? root, "package.json")).resolve("onnxruntime-web");
  } catch {
    return undefined;
  }
})();
const ready = found !== undefined && cases.length > 0;
if (!ready) console.log(`skipped: ${found === undefined ? "onnxruntime-web is not installed" : "cargo test --test learn_onnx has not run"}`);

const numbers = (list: (number | null)[]) => Float64Array.from(list, (x) => x ?? NaN);

/** The greatest difference; infinite where only one has a number. */
function gap(got: Float64Array, want: Float64Array): number {
  const apart = (x: number, y = NaN) => (Number.isNaN(x) !== Number.isNaN(y) ? Infinity : Number.isNaN(x) ? 0 : Math.abs(x - y));
  return Math.max(got.length - want.length, ...want.map((x, at) => apart(x, got[at])));
}

describe.skipIf(!ready)("a model as an ONNX file", () => {
  let ort: Runtime;
  beforeAll(async () => {
    const read = (await import(pathToFileURL(found ?? "").href)) as Runtime & { default?: Runtime };
    ort = read.default ?? read;
    ort.env.wasm.numThreads = 1;
  });

  it.each(ready ? cases : ["none"])("%s answers in onnxruntime-web as here", async (name) => {
    const session = await ort.InferenceSession.create(readFileSync(join(folder, `${name}.onnx`)));
    const { inputs, margins, answers } = JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as Case;
    const tensor = ({ numbers: list, words }: Column) =>
      words ? new ort.Tensor("string", words, [words.length, 1]) : new ort.Tensor("float64", numbers(list ?? []), [list?.length ?? 0, 1]);
    const out = await session.run(Object.fromEntries(Object.entries(inputs).map(([column, cells]) => [column, tensor(cells)])));
    const [margin, answer] = session.outputNames.map((output) => out[output]?.data ?? new Float64Array());
    expect(gap(margin ?? new Float64Array(), numbers(margins)), "margins").toBeLessThanOrEqual(1e-5);
    expect(gap(answer ?? new Float64Array(), numbers(answers)), "answers").toBeLessThanOrEqual(1e-5);
  });
});
