import { describe, expect, it } from "vitest";
import { Locale } from "./locale";
import { chunks, phrases } from "./phrases";

const words = new Intl.Segmenter("zh-CN", { granularity: "word" });

describe("where a Chinese heading breaks", () => {
  it("never inside a word, a term or between a number and what it counts", () => {
    const found = chunks(words, "今后10年里大约有9人会发生心肌梗死或卒中。");
    expect(found.join("")).toBe("今后10年里大约有9人会发生心肌梗死或卒中。");
    expect(found).toContain("心肌梗死或");
    for (const word of ["发生", "大约", "卒中"]) expect(found.some((one) => one.includes(word)), word).toBe(true);
    expect(found.some((one) => /\d$/.test(one))).toBe(false);
  });
  it("leaves other languages and templates as they are", () => {
    expect(phrases(new Locale("en", {}), ["Of 100 people", 7])).toEqual(["Of 100 people", 7]);
    expect(phrases(new Locale("zh", {}), [7])).toEqual([7]);
  });
});
