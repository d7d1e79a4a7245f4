/**
 * A table of made-up people, to try the workbench without data. Drawn from a rule of our own with a seed, so that it is
 * the same everywhere: older people, smokers and those with high blood pressure are readmitted more often. It says
 * nothing about anybody.
 */

const PEOPLE = 600;

/** SplitMix-like stream of 32 bits: enough for an example. */
function stream(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 4_294_967_296;
  };
}

/** The table as CSV. */
export function exampleTable(): string {
  const draw = stream(20_261_128);
  // Twelve uniform numbers make a normal one, near enough, without a logarithm.
  const normal = (mean: number, deviation: number): number => mean + deviation * (Array.from({ length: 12 }, draw).reduce((sum, one) => sum + one, 0) - 6);
  const lines = ["person,site,sex,age,systolic_bp,bmi,hba1c,creatinine,smoking,earlier_stays,readmitted"];
  for (let person = 1; person <= PEOPLE; person += 1) {
    const male = draw() < 0.52;
    const age = Math.round(Math.min(94, Math.max(28, normal(66, 12))));
    const pressure = Math.round(normal(118 + age * 0.3, 15));
    const bmi = normal(27.5, 4.6);
    const sugar = normal(5.9 + (bmi - 27) * 0.05, 0.8);
    const creatinine = normal(male ? 0.98 : 0.81, 0.2);
    const smoking = ["never", "former", "current"][Math.floor(draw() * 3 * (0.7 + draw() * 0.3))] ?? "never";
    const stays = Math.floor(draw() * draw() * 5);
    const sum = -3.1 + (age - 66) * 0.045 + (pressure - 138) * 0.014 + (sugar - 6) * 0.38 + (smoking === "current" ? 0.7 : smoking === "former" ? 0.25 : 0) + stays * 0.55 + (creatinine - 0.9) * 1.3 + 1.1;
    const back = draw() < 1 / (1 + Math.exp(-sum));
    const gap = (text: string, often: number): string => (draw() < often ? "" : text);
    const site = ["north", "south", "river"][Math.floor(draw() * 3)] ?? "north";
    lines.push([`p${String(person).padStart(3, "0")}`, site, male ? "male" : "female", age, pressure, gap(bmi.toFixed(1), 0.06), gap(sugar.toFixed(1), 0.14), gap(creatinine.toFixed(2), 0.08), gap(smoking, 0.03), stays, back ? "yes" : "no"].join(","));
  }
  return `${lines.join("\r\n")}\r\n`;
}
