#!/usr/bin/env node
/** The command line. Exit codes: 0 answered, 1 bad input (one clear line), 2 misuse. */
import { BedsideError, open } from "../node";
import { assess } from "./assess";
import { batch } from "./batch";
import { catalog } from "./catalog";
import { evaluate } from "./evaluate";
import { Misuse } from "./misuse";
import { errorLine } from "./words";

const usage = `bedside: scores and next steps from health records, on this device alone

  bedside catalog [--json]                         what this build can do
  bedside assess FILE… [--as-of DATE] [--json]     one person's files → scores and next steps
          [--country CC] [--region us|uk|eu|cn|other] [--person N]
  bedside evaluate ID [name=value…] [--json]       one equation: total_chol=5.2mmol/L sex=female
  bedside batch IN.csv OUT.csv [--as-of DATE]      a table of people → the same table with results
          [--country CC] [--region …]

Exit codes: 0 answered, 1 bad input, 2 misuse.`;

async function main([command, ...args]: string[]): Promise<number> {
  if (command === "--help" || command === "-h" || command === "help") {
    console.log(usage);
    return 0;
  }
  if (command === undefined) {
    console.error(usage);
    return 2;
  }
  const known = ["catalog", "assess", "evaluate", "batch", "--version"];
  if (!known.includes(command)) throw new Misuse(`${command} is not a command.`);
  const client = await open();
  try {
    switch (command) {
      case "--version":
        console.log(client.catalog().version);
        return 0;
      case "catalog":
        console.log(catalog(client, args));
        return 0;
      case "evaluate":
        console.log(await evaluate(client, args));
        return 0;
      case "batch":
        console.error(await batch(client, args, (line) => process.stderr.isTTY && process.stderr.write(`\r${line} `)));
        return 0;
      default: {
        const { text, problems } = await assess(client, args);
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
function complain(problem: unknown): number {
  if (problem instanceof Misuse) {
    console.error(`${problem.message}\n\n${usage}`);
    return 2;
  }
  if (problem instanceof BedsideError) {
    console.error(errorLine(problem));
    return problem.kind === "usage" ? 2 : 1;
  }
  console.error(problem instanceof Error ? problem.message : String(problem));
  return 1;
}

// A reader that closes early (`bedside catalog | head`) is no fault.
process.stdout.on("error", (problem: NodeJS.ErrnoException) => process.exit(problem.code === "EPIPE" ? 0 : 1));
process.exitCode = await main(process.argv.slice(2)).catch(complain);
