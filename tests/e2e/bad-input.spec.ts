/** Files that cannot be right: a clear sentence in both languages, and the earlier answer stands. */
import { deflateRawSync } from "node:zlib";
import { type Chosen, everything, expect, file, json, person, test } from "./support/journey";

const whole = JSON.stringify(person());
const utf16 = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
const zip = Buffer.concat([Buffer.from("PK\u0003\u0004\u0014\0\0\0\u0008\0", "latin1"), deflateRawSync("hello")]);

/** What is dropped, and what its sentence says in each language. */
const refused: [file: Chosen, en: RegExp, zh: RegExp][] = [
  [file("empty.json", ""), /empty/, /空/],
  [file("photo.json", jpeg), /JPEG/, /JPEG/],
  [file("records.zip", zip), /ZIP/, /ZIP/],
  [file("brackets.json", "[".repeat(5_000_000)), /nests too deep|ends in the middle/, /嵌套|中途/],
  [file("cut.json", whole.slice(0, 40)), /ends in the middle/, /中途|结束/],
];

for (const lang of ["en", "zh"] as const) {
  test(`bad files are refused by name and leave the answer standing (${lang})`, async ({ open }) => {
    const { frame, drop, headline } = await open({ lang });
    await drop(json("person.json", person()));
    await expect(headline).toBeVisible();
    const before = await headline.innerText();
    for (const [bad, en, zh] of refused) {
      await drop(bad);
      const said = frame.locator("bedside-error .callout");
      await expect(said, bad.name).toContainText(lang === "en" ? en : zh);
      await expect(said).toContainText(bad.name);
      // Words, not keys.
      await expect(said).not.toContainText(/[a-z]+\.[a-z]+[A-Z]|\{[a-z]+\}/);
      await frame.locator("bedside-door .resume button").click();
      await expect(headline).toHaveText(before);
    }
  });
}

test("facts before the end of a cut file are kept, and the end is told", async ({ open }) => {
  const { frame, drop, rail } = await open();
  await drop(file("cut.json", whole.slice(0, Math.floor(whole.length * 0.8))));
  await expect(frame.locator("bedside-overview bedside-partial")).toContainText("ends in the middle");
  await rail(/^Findings/);
  await expect(frame.locator("bedside-findings bedside-partial")).toContainText("cut.json");
  await expect(frame.locator("tr[data-fact=sbp]")).toContainText("148");
});

test("numbers that cannot be are set aside with a reason; no score uses them", async ({ open }) => {
  const { frame, drop, rail } = await open();
  const values = { ...everything };
  const text = JSON.stringify(person({ values })).replace('"value":241', '"value":1e308').replace('"value":0.93', '"value":-4');
  await drop(file("odd.json", text));
  await frame.locator("bedside-overview").waitFor();
  await rail(/^Findings/);
  const aside = frame.locator("tbody", { hasText: "Set aside, and why" }).last();
  await expect(aside).toContainText("Total cholesterol");
  await expect(aside).toContainText("creatinine");
  await expect(frame.locator("tr[data-fact=total_chol] .value b")).toHaveCount(0);
});

test("NaN is no JSON, and said so with its line", async ({ open }) => {
  const { frame, drop } = await open();
  await drop(file("nan.json", '{"resourceType":"Bundle",\n"type":"collection",\n"total": NaN}'));
  await expect(frame.locator("bedside-error .callout")).toContainText("line 3");
});

test("UTF-16, a byte order mark, CRLF and quoted line breaks are read as they are meant", async ({ open }) => {
  const { frame, drop, rail } = await open();
  await drop(file("wide.csv", utf16('sex,age,sbp mmHg,note\r\nfemale,58,148,"two\r\nlines"\r\n')));
  await frame.locator("bedside-overview").waitFor();
  await rail(/^Findings/);
  await expect(frame.locator("tr[data-fact=sbp]")).toContainText("148");
});

test("ten thousand columns neither freeze the page nor hide the facts", async ({ open }) => {
  const { frame, drop, rail } = await open();
  const extra = Array.from({ length: 10_000 }, (_, i) => `x${i}`);
  await drop(file("wide.csv", `sex,age,sbp mmHg,${extra.join(",")}\nfemale,58,148,${extra.map(() => "1").join(",")}\n`));
  await frame.locator("bedside-overview").waitFor({ timeout: 20_000 });
  await rail(/^Findings/);
  await expect(frame.locator("tr[data-fact=sbp]")).toContainText("148");
});
