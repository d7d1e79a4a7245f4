#!/usr/bin/env node
/** The command line. Exit codes: 0 answered, 1 bad input (one clear line), 2 misuse. */
import { BedsideError, open } from "../node";
import type { Locale } from "../../../www/src/locale";
import { assess } from "./assess";
import { batch } from "./batch";
import { catalog } from "./catalog";
import { evaluate } from "./evaluate";
import { Misuse } from "./misuse";
import { errorLine } from "./answer";
import { withoutLanguage } from "./arguments";
import { languageOf, localeOf } from "./speech";

async function main(locale: Locale, [command, ...args]: string[]): Promise<number> {
  const usage = locale.t("cli.usage");
  if (command === "--help" || command === "-h" || command === "help") {
    console.log(usage);
    return 0;
  }
  if (command === undefined) {
    console.error(usage);
    return 2;
  }
  const known = ["catalog", "assess", "evaluate", "batch", "--version"];
  if (!known.includes(command)) throw new Misuse("command", { word: command });
  const client = await open();
  try {
    switch (command) {
      case "--version":
        console.log(client.catalog().version);
        return 0;
      case "catalog":
        console.log(catalog(client, locale, args));
        return 0;
      case "evaluate":
        console.log(await evaluate(client, locale, args));
        return 0;
      case "batch":
        console.error(await batch(client, locale, args, (line) => process.stderr.isTTY && process.stderr.write(`\r${line} `)));
        return 0;
      default: {
        const { text, problems } = await assess(client, locale, args);
        for (const line of problems) console.error(line);
        if (text) console.log(text);
        // A file that was refused, or read only in part, is bad input even where the rest gave an answer.
        return problems.length > 0 ? 1 : 0;
      }
    }
  } finally {
    await client.close();
  }
}

/** Ends with one line for anything that went wrong. */
function complain(locale: Locale, problem: unknown): number {
  if (problem instanceof Misuse) {
    console.error(`${locale.t(`cli.misuse.${problem.message}`, problem.args)}\n\n${locale.t("cli.usage")}`);
    return 2;
  }
  if (problem instanceof BedsideError) {
    console.error(errorLine(locale, problem));
    return problem.kind === "usage" ? 2 : 1;
  }
  console.error(problem instanceof Error ? problem.message : String(problem));
  return 1;
}

/** The whole run, in the language asked for. */
async function run(args: string[]): Promise<number> {
  let locale = localeOf(languageOf(undefined, process.env) ?? "en");
  try {
    const { chosen, rest } = withoutLanguage(args);
    if (chosen !== undefined) {
      const language = languageOf(chosen, {});
      if (language === undefined) throw new Misuse("language", { word: chosen });
      locale = localeOf(language);
    }
    return await main(locale, rest);
  } catch (problem) {
    return complain(locale, problem);
  }
}

// A reader that closes early (`bedside catalog | head`) is no fault.
process.stdout.on("error", (problem: NodeJS.ErrnoException) => process.exit(problem.code === "EPIPE" ? 0 : 1));
process.exitCode = await run(process.argv.slice(2));
