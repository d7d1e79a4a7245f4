/** A model's file, as far as the page reads it; the engine wrote it and checks it. */
import type { Conformal } from "../promise";
import type { Question } from "../table";
import type { PageField } from "./page";

interface ModelFile {
  name: string;
  protocol: { question: Question };
  scorer: { task: { task: string }; pipeline: { columns: readonly { name: string; source: { kind: string; day?: boolean; words?: readonly string[] } }[] } };
  conformal?: Conformal | null;
  evaluation: wasm_bindgen.Evaluation;
  training?: { columns: readonly { name: string; spread: { least?: number; most?: number } }[]; background?: { curves: readonly { column: string }[] } | null };
}

/** The file, a field for each column that the model reads, with least and greatest of training, and the columns whose curve it keeps. */
export function readModel(text: string): Omit<ModelFile, "training"> & { fields: PageField[]; share: boolean; curves: readonly string[] } {
  const { training, ...file } = JSON.parse(text) as ModelFile;
  const fields = file.scorer.pipeline.columns.map(({ name, source }): PageField => {
    if (source.words !== undefined) return { name, words: source.words };
    const spread = training?.columns.find((one) => one.name === name)?.spread;
    return { name, day: source.day === true, ...(spread?.least === undefined || spread.most === undefined ? {} : { low: spread.least, high: spread.most }) };
  });
  return { ...file, fields, curves: training?.background?.curves.map(({ column }) => column) ?? [], share: file.scorer.task.task !== "continuous" };
}
