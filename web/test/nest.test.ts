import assert from "node:assert/strict";
import { test } from "node:test";
import { nest, within, type Nest, type Stretch } from "../src/text/nest.ts";

const stretch = (start: number, end: number, of: string): Stretch<string> => ({ start, end, of });
const shape = (nests: Nest<string>[]): string =>
  nests.map((n) => `${n.of}[${n.start},${n.end}${n.inside.length ? " " + shape(n.inside) : ""}]`).join(" ");

test("what lies in another is inside", () => {
  assert.equal(shape(nest([stretch(2, 4, "b"), stretch(0, 6, "a"), stretch(7, 9, "c")])), "a[0,6 b[2,4]] c[7,9]");
});

test("of two at one start the longer is outside; of two alike the first", () => {
  assert.equal(shape(nest([stretch(0, 3, "b"), stretch(0, 5, "a")])), "a[0,5 b[0,3]]");
  assert.equal(shape(nest([stretch(0, 3, "a"), stretch(0, 3, "b")])), "a[0,3 b[0,3]]");
});

test("what crosses is cut where the other ends", () => {
  assert.equal(shape(nest([stretch(0, 4, "a"), stretch(2, 6, "b")])), "a[0,4 b[2,4]] b[4,6]");
  assert.equal(
    shape(nest([stretch(0, 4, "a"), stretch(2, 8, "b"), stretch(5, 9, "c")])),
    "a[0,4 b[2,4]] b[4,8 c[5,8]] c[8,9]",
  );
});

test("empty stretches are left out", () => {
  assert.equal(shape(nest([stretch(3, 3, "a"), stretch(5, 4, "b")])), "");
});

test("every covered character is covered by the same stretches, whatever crosses", () => {
  let seed = 11;
  const random = (most: number) => (seed = (seed * 48271) % 2147483647) % most;
  for (let round = 0; round < 300; round++) {
    const given = Array.from({ length: random(12) }, (_, i) => {
      const start = random(30);
      return stretch(start, start + 1 + random(10), String(i));
    });
    const covered = (at: number) => given.filter((s) => s.start <= at && at < s.end).map((s) => s.of).sort();
    const found = (nests: Nest<string>[], at: number): string[] =>
      nests.flatMap((n) => (n.start <= at && at < n.end ? [n.of, ...found(n.inside, at)] : []));
    const nests = nest(given);
    for (let at = 0; at < 42; at++) assert.deepEqual(found(nests, at).sort(), covered(at));
  }
});

test("a window keeps the offsets of what it shows", () => {
  assert.deepEqual(within([stretch(0, 5, "a"), stretch(6, 9, "b")], 3, 8), [stretch(3, 5, "a"), stretch(6, 8, "b")]);
});
