/**
 * The one place where offsets are turned into each other. The record counts Unicode code points; strings of JavaScript and the
 * browser's selections count UTF-16 units, of which a character beyond the basic plane takes two.
 */
export class CodePoints {
  readonly text: string;
  /** How many code points the text has. */
  readonly length: number;
  /** The code points, by their number, that take two units; in order. */
  readonly #wide: number[] = [];

  constructor(text: string) {
    this.text = text;
    let points = 0;
    for (let unit = 0; unit < text.length; points++) {
      const wide = text.codePointAt(unit)! > 0xffff;
      if (wide) this.#wide.push(points);
      unit += wide ? 2 : 1;
    }
    this.length = points;
  }

  /** The unit at which a code point begins; what lies beyond the text is its end. */
  units(point: number): number {
    const at = Math.max(0, Math.min(point, this.length));
    return at + below(this.#wide, at);
  }

  /** The code point that a unit belongs to; the middle of a pair belongs to the pair. */
  points(unit: number): number {
    const at = Math.max(0, Math.min(unit, this.text.length));
    // Each wide code point before it took one unit more than it counts.
    let low = 0;
    let high = this.#wide.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#wide[middle]! + middle + 1 < at) low = middle + 1;
      else high = middle;
    }
    const wide = this.#wide[low];
    return wide !== undefined && wide + low + 1 === at ? wide : at - low;
  }

  /** The characters from one code point to another. */
  slice(start: number, end: number): string {
    return this.text.slice(this.units(start), this.units(end));
  }
}

/** How many of sorted numbers are below a limit. */
function below(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
