/** What the values of an outcome's column say: that it happened, that it did not, nothing, or something nobody can be sure of. */
import { quantilesOf, wordsOf, type ColumnReport, type Happened } from "./table";

/** Words that mean that it happened. */
const yesLike = /^(1|\+|yes|y|true|t|event|dead|died|death|deceased|m|malignant|pos|positive|case|recur.*|relapsed?|readmitted|是|有|对|真|死亡|已死亡|已故|复发|恶性|阳性|发生|已发生|患病|再入院|住院)$/;
/** Words that mean that it did not. */
const noLike = /^(0|-|−|no|n|false|f|none|never|alive|living|survived|b|benign|neg|negative|control|censored|healthy|normal|absent|否|不是|假|存活|生存|健在|良性|阴性|正常|健康|对照|删失|截尾|[未无没].*)$/;
/** Words that say nothing: nobody asked, or nobody wrote it down. */
const silent = /^(\?+|\.+|n\/?a|nan|nil|null|unk|unknown|missing|refused|declined|not (asked|known|recorded|done|available|applicable|stated)|不详|不明|未知|不清楚?|未记录|未填写?|未查|未做|未测|无记录|缺失|拒.*|失访)$/;

/** As it is compared: full-width letters and capitals make no other word. */
const plain = (word: string): string => word.normalize("NFKC").trim().toLowerCase();

/** What a word says of an outcome. */
export function saying(word: string): "yes" | "no" | "nothing" | "unsure" {
  const told = plain(word);
  if (silent.test(told)) return "nothing";
  return yesLike.test(told) ? "yes" : noLike.test(told) ? "no" : "unsure";
}

/** The different values of a column, as written, where there are few: whole numbers only where some row has them. */
export function valuesOf(column: ColumnReport | undefined): string[] {
  if (column === undefined) return [];
  if (column.kind === "word") return wordsOf(column.picture).map(({ word }) => word);
  const { picture } = column;
  const quantiles = quantilesOf(picture);
  if (column.kind !== "number" || !column.whole || column.different > 12 || quantiles === undefined || picture?.kind !== "number") return [];
  const { least, greatest } = quantiles;
  if (greatest - least > 12) return [];
  // A bin is narrower than 1, so a whole number is there where a bin that touches it holds somebody.
  const there = (value: number): boolean => picture.counts.some((count, at) => count > 0 && (picture.edges[at] ?? 0) <= value + 1e-6 && value - 1e-6 <= (picture.edges[at + 1] ?? 0));
  return Array.from({ length: greatest - least + 1 }, (_, at) => least + at).filter(there).map(String);
}

/** A number for each row, all different: it counts, however few rows there are. */
export const onlyCounts = ({ kind, different, missing }: ColumnReport, rows: number): boolean => kind === "number" && different > 2 && different >= rows - missing;

/**
 * Cells that most likely mean that it happened: words that say so, every grade above none, the greater of two numbers. Words
 * that say neither yes nor no are in no list, so that their rows have no outcome before somebody says what they mean; where
 * no word says anything, two words leave the rarer one, and more leave it open. At a time (`timed`) several numbers are
 * several ways to end, of which somebody must say which is meant.
 */
export function likelyHappened(column: ColumnReport | undefined, timed = false): Happened {
  const values = valuesOf(column);
  if (column?.kind === "number" && values.length > 0) {
    if (timed && values.length > 2) return { yes: [] };
    // Grades from 0 up, as 0 to 4 for how ill: anything above none. Coded 1 and 2, as R writes a status, the greater one.
    return { yes: values[0] === "0" || values.length === 2 ? values.slice(1) : [] };
  }
  if (values.length === 0) {
    const median = quantilesOf(column?.picture)?.median;
    return median === undefined ? { yes: [] } : { above: median };
  }
  const of = (what: ReturnType<typeof saying>): string[] => values.filter((one) => saying(one) === what);
  const [yes, no, unsure] = [of("yes"), of("no"), of("unsure")];
  const more = column?.picture?.kind === "word" && column.picture.rest > 0;
  // What is left over beside a sure word, or one of two unknown words: the rarer one.
  if (yes.length === 0 && unsure.length === 1 && no.length > 0) yes.push(...unsure.splice(0));
  if (no.length === 0 && unsure.length === 1 && yes.length > 0) no.push(...unsure.splice(0));
  if (yes.length + no.length === 0 && unsure.length === 2) {
    const rare = unsure.sort((one, other) => rowsOf(column, one) - rowsOf(column, other))[0];
    return { yes: rare === undefined ? [] : [rare], ...(values.length === 2 ? {} : { no: unsure.slice(1) }) };
  }
  return { yes, ...(yes.length + no.length === values.length && !more ? {} : { no }) };
}

/** Rows with a word. */
export const rowsOf = (column: ColumnReport | undefined, word: string): number => wordsOf(column?.picture).find((one) => one.word === word)?.rows ?? 0;

/** Words of no list that say neither yes nor no: somebody must say what they mean. */
export function undecided(column: ColumnReport | undefined, { yes = [], no = [], above }: Happened): string[] {
  if (above !== undefined || column?.kind !== "word" || (no.length === 0 && yes.length > 0)) return [];
  return valuesOf(column).filter((one) => !yes.includes(one) && !no.includes(one) && saying(one) === "unsure");
}
