/** Files that cannot be right: a clear sentence in both languages, and the earlier answer stands. */
import { ftruncateSync, mkdtempSync, openSync, closeSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync, gzipSync } from "node:zlib";
import { type Chosen, type Here, everything, expect, file, json, person, test } from "./support/journey";
import { root } from "./support/paths";

type Lang = "en" | "zh";
const languages = ["en", "zh"] as const;
const words = (lang: Lang, name: string): object => JSON.parse(readFileSync(join(root, `www/locales/${lang}/${name}.json`), "utf8")) as object;
const sentences = Object.fromEntries(languages.map((lang) => [lang, { ...words(lang, "errors"), nothing: (words(lang, "door") as { nothing: object }).nothing }])) as Record<Lang, object>;

/** The sentence of a key as the page must say it, whatever stands in its places. */
function said(lang: Lang, key: string): RegExp {
  const text = key.split(".").reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], sentences[lang]);
  if (typeof text !== "string") throw new Error(`no sentence ${key}`);
  return new RegExp(text.split(/\{\w+\}/).map((part) => part.trim().replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+")).join("[^]+"));
}

const whole = JSON.stringify(person());
const utf16 = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
const zip = (member: string): Buffer => Buffer.concat([Buffer.from(`PK\u0003\u0004\u0014\0\0\0\u0008\0${"\0".repeat(16)}${member}`, "latin1"), deflateRawSync("hello")]);
const table = "sex,age,sbp mmHg,note\r\nfemale,58,148,\"two\r\nlines\"\r\n";

/** What is dropped, and the key of the sentence it must give. */
const refused: [file: Chosen, key: string][] = [
  [file("empty.json", ""), "format.empty"],
  [file("blank.csv", " \r\n\t "), "format.empty"],
  [file("cut.json", whole.slice(0, 40)), "nothing.json.truncated"],
  [file("brackets.json", "[".repeat(5_000_000)), "nothing.json.tooDeep"],
  [file("nested.json", `{"resourceType":"Bundle","entry":${'[{"resource":{"entry":'.repeat(20_000)}`), "nothing.json.tooDeep"],
  [file("nan.json", '{"resourceType":"Bundle",\n"type":"collection",\n"total": NaN}'), "nothing.json.syntax"],
  [file("large.json", '{"resourceType":"Observation",\n"valueQuantity":{"value": 1e999}}'), "nothing.json.number"],
  [file("other.json", '{"__proto__":{"resource":1},"constructor":{"prototype":2}}'), "format.otherJson"],
  [file("nobody.json", '{"resourceType":"Bundle","type":"collection"}'), "read.nothing"],
  [file("photo.json", jpeg), "format.jpeg"],
  [file("records.zip", zip("a.json")), "format.zip"],
  [file("labs.xlsx", zip("xl/workbook.xml")), "format.xlsx"],
  [file("record.json.gz", gzipSync(whole)), "format.gzip"],
  [file("report.pdf", "%PDF-1.7\n%\u00e2\u00e3"), "format.pdf"],
  [file("scan.dcm", Buffer.concat([Buffer.alloc(128), Buffer.from("DICM\u0002\0")])), "format.dicom"],
  [file("summary.xml", '<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"><title>x</title></ClinicalDocument>'), "format.ccda"],
  [file("utf16.csv", Buffer.from(table, "utf16le")), "format.utf16"],
  [file("nulls.csv", table.replace("female", "fe\0male")), "format.nulls"],
  [file("latin1.csv", Buffer.from("name,sex,age\nJos\u00e9,male,50\n", "latin1")), "nothing.text.notUtf8"],
  [file("head.csv", "sex,age,sbp mmHg\r\n"), "csv.noRows"],
  [file("headings.csv", "__proto__,constructor,foo\r\n1,2,3\r\n"), "csv.unknownColumns"],
  [file("quote.csv", 'sex,age,sbp mmHg\r\nfemale,58,"148\r\n'), "csv.openQuote"],
];

/** The second view of a person, whatever the language calls it. */
const findings = async (frame: Here["frame"]): Promise<void> => frame.locator("bedside-rail button").nth(1).click();

async function openPerson(here: Here): Promise<string> {
  await here.drop(json("person.json", person()));
  await expect(here.headline).toBeVisible();
  return here.headline.innerText();
}

for (const lang of languages) {
  test(`bad files are refused by name and leave the answer standing (${lang})`, async ({ open }) => {
    test.setTimeout(120_000);
    const here = await open({ lang });
    const { frame, drop, headline } = here;
    const before = await openPerson(here);
    const callout = frame.locator("bedside-error .callout");
    for (const [bad, key] of refused) {
      await drop(bad);
      await expect(callout, bad.name).toContainText(said(lang, key));
      await expect(callout).toContainText(bad.name);
      // Words, not keys or empty places.
      await expect(callout).not.toContainText(/[a-z]+\.[a-z]+[A-Z]|\{[a-z]+\}/);
      await frame.locator("bedside-door .resume button").click();
      await expect(headline, bad.name).toHaveText(before);
      // What was refused is no file of the person who is open.
      await expect(frame.locator("bedside-partial .callout")).toHaveCount(0);
    }
    await drop(json("next.json", person({ id: "two", name: "Ben Example", gender: "male" })));
    await expect(headline).toBeVisible();
    await expect(headline).not.toHaveText(before);
  });

  test(`numbers, ages and dates that cannot be are set aside with a reason (${lang})`, async ({ open }) => {
    const { frame, drop } = await open({ lang });
    const text = JSON.stringify(person({ values: { ...everything, ldl: 150 } }))
      .replace('"value":241', '"value":1e308')
      .replace('"value":0.93', '"value":-4')
      .replace('"value":150,"unit":"mg/dL","system":"http://unitsofmeasure.org","code":"mg/dL"', '"value":150,"unit":"mm[Hg]","system":"http://unitsofmeasure.org","code":"mm[Hg]"');
    await drop(file("odd.json", text));
    await frame.locator("bedside-overview").waitFor();
    await findings(frame);
    const reasons = frame.locator("tr.aside .from");
    await expect(reasons.filter({ hasText: said(lang, "setAside.hardRange") })).toHaveCount(2);
    await expect(reasons.filter({ hasText: said(lang, "setAside.unitUnknown") })).toHaveCount(1);
    await expect(frame.locator("tr[data-fact=total_chol] .value b")).toHaveCount(0);

    for (const age of ["-3", "130", "1e999"]) {
      await drop(file(`${age}.csv`, `sex,age,sbp mmHg\nfemale,${age},148\n`));
      await frame.locator("bedside-overview").waitFor();
      await findings(frame);
      await expect(frame.locator("tr.aside .from"), age).toContainText(said(lang, "setAside.ageImpossible"));
    }

    // Born tomorrow, measured in five years: no age, no score from them.
    const later = `${new Date().getUTCFullYear() + 5}`;
    const future = JSON.stringify(person()).replace(/"birthDate":"\d{4}/, `"birthDate":"${later}`).replace(/("effectiveDateTime":")\d{4}/g, `$1${later}`);
    await drop(file("future.json", future));
    await frame.locator("bedside-overview").waitFor();
    await expect(frame.locator("bedside-headline .headline-number")).toHaveCount(0);
  });

  test(`a cut file keeps what stands before the break, and the end is told (${lang})`, async ({ open }) => {
    const { frame, drop } = await open({ lang });
    await drop(file("cut.json", whole.slice(0, Math.floor(whole.length * 0.8))));
    await expect(frame.locator("bedside-overview bedside-partial")).toContainText(said(lang, "json.truncated"));
    await findings(frame);
    await expect(frame.locator("bedside-findings bedside-partial")).toContainText("cut.json");
    await expect(frame.locator("tr[data-fact=sbp]")).toContainText("148");
  });

  test(`odd but right files are read as they are meant (${lang})`, async ({ open }) => {
    const { frame, drop } = await open({ lang });
    const extra = Array.from({ length: 10_000 }, (_, i) => `x${i}`);
    const chinese = "姓名,性别,年龄,收缩压(mmHg)\r\n张三,女,58,148\r\n";
    const files = [
      file("utf16-mark.csv", utf16(table)),
      file("utf8-mark.csv", `\ufeff${table}`),
      file("mac.csv", table.replaceAll("\r\n", "\r")),
      file("chinese.csv", utf16(chinese)),
      file("ten-thousand.csv", `sex,age,sbp mmHg,${extra.join(",")}\nfemale,58,148,${extra.map(() => "1").join(",")}\n`),
      file("twice.csv", "sex,age,sbp mmHg,sbp mmHg\nfemale,58,148,148\n"),
      file("proto.csv", "__proto__,constructor,sex,age,sbp mmHg\n1,2,female,58,148\n"),
      file("proto.json", whole.replace('"gender"', '"__proto__":{"gender":"male"},"constructor":{},"gender":"male","gender"')),
      file("half.json", whole.replace("Robin", "Robin \\ud83d")),
    ];
    for (const one of files) {
      await drop(one);
      await frame.locator("bedside-overview").waitFor({ timeout: 20_000 });
      await findings(frame);
      await expect(frame.locator("tr[data-fact=sbp]"), one.name).toContainText("148");
    }
  });
}

test("names and words that try to be more than text stay text", async ({ open }) => {
  const { page, frame, drop, rail } = await open();
  const attack = "<img src=x onerror=\"window.hit=1\"><script>window.hit=1</script>";
  const names = [attack, "Ana \u202eelpmaxE\u202d", "Bo\u200b\u200d\u2060b", "Robin ".repeat(200_000)];
  const several = names.map((name, at) => person({ id: `p${at}`, name, conditions: [attack, "\u202egout"] }).entry).flat();
  await drop(json("<b>several</b>.json", { resourceType: "Bundle", type: "collection", entry: several }));
  const people = frame.locator("bedside-people li");
  await expect(people).toHaveCount(4);
  await expect(people.nth(0).locator("b")).toHaveText(attack);
  // A direction mark ends with its name: what we say behind it runs the right way.
  const isolated = await people.nth(1).locator("bdi").evaluate((element) => getComputedStyle(element).unicodeBidi);
  expect(isolated).toBe("isolate");
  expect((await people.nth(3).innerText()).length).toBeLessThan(400);
  await people.nth(0).locator("button").click();
  await frame.locator("bedside-overview").waitFor();
  await findings(frame);
  await expect(frame.getByText(attack).first()).toBeVisible();
  await rail(/^Plan/);
  await rail(/^Share/);
  await expect(frame.locator("img")).toHaveCount(0);
  for (const where of [page.mainFrame(), frame]) expect(await where.evaluate(() => (window as { hit?: number }).hit)).toBeUndefined();
});

test("none of several people: who was open before stays", async ({ open }) => {
  const here = await open();
  const { frame, drop, headline } = here;
  const before = await openPerson(here);
  await drop(json("two.json", { ...person(), entry: [...person({ id: "a", name: "Ana" }).entry, ...person({ id: "b", name: "Ben" }).entry] }));
  await frame.locator("bedside-people .buttons button").click();
  await expect(headline).toHaveText(before);
});

test.describe("files of hundreds of megabytes", () => {
  let folder = "";
  test.beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "bedside-large-"));
    const brackets = openSync(join(folder, "brackets.json"), "w");
    const part = Buffer.alloc(4 << 20, "[");
    for (let i = 0; i < 50; i += 1) writeSync(brackets, part);
    closeSync(brackets);
    // Holes cost no disk: what counts is the size.
    for (const [name, start] of [["table.csv", `id,sex,age\n${"1,male,50\n".repeat(9000)}`], ["record.json", '{"resourceType":"Bundle"}']] as const) {
      writeFileSync(join(folder, name), start);
      const large = openSync(join(folder, name), "r+");
      ftruncateSync(large, 300_000_000);
      closeSync(large);
    }
  });
  test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

  for (const lang of languages) {
    test(`are answered in seconds, and the page goes on (${lang})`, async ({ open }) => {
      const here = await open({ lang });
      const { frame, headline } = here;
      const before = await openPerson(here);
      for (const [name, key] of [["brackets.json", "nothing.json.tooDeep"], ["table.csv", "file.tooLarge"], ["record.json", "file.tooLarge"]] as const) {
        await frame.locator("bedside-header .brand").click();
        await frame.locator("bedside-door input[type=file]").setInputFiles(join(folder, name));
        const callout = frame.locator("bedside-error .callout");
        await expect(callout, name).toContainText(said(lang, key), { timeout: 20_000 });
        await expect(callout).toContainText(name);
        await frame.locator("bedside-door .resume button").click();
        await expect(headline, name).toHaveText(before);
      }
      await here.drop(json("next.json", person({ id: "two", name: "Ben Example", gender: "male" })));
      await expect(headline).not.toHaveText(before);
    });
  }
});
