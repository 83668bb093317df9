/** A UCUM unit as it is written by hand; empty for the unit of pure numbers. */
export function unit(ucum: string): string {
  // Annotations in braces say what is counted, not in what.
  const bare = ucum.replace(/\{[^}]*\}/g, "");
  const micro = bare.replace(/(^|[/.])u(?=[A-Za-z[])/g, "$1µ");
  const written = pairs.reduce((text, [from, to]) => text.replaceAll(from, to), micro);
  return written === "1" ? "" : written;
}

const pairs: readonly (readonly [string, string])[] = [
  ["mm[Hg]", "mmHg"],
  ["Cel", "°C"],
  ["[degF]", "°F"],
  ["[IU]", "IU"],
  ["[iU]", "IU"],
  ["[pH]", ""],
  ["10*12", "10¹²"],
  ["10*9", "10⁹"],
  ["10*6", "10⁶"],
  ["10*3", "10³"],
];

/** A number and its unit, with a blank where one belongs. */
export function join(number: string, unit: string): string {
  if (unit === "") return number;
  return /^[%°/]/.test(unit) ? number + unit : `${number}\u00a0${unit}`;
}
