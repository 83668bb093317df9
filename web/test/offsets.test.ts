import assert from "node:assert/strict";
import { test } from "node:test";
import { CodePoints } from "../src/text/offsets.ts";

test("plain text counts as it is", () => {
  const text = new CodePoints("Niega fiebre.");
  assert.equal(text.length, 13);
  assert.equal(text.units(6), 6);
  assert.equal(text.points(6), 6);
  assert.equal(text.slice(6, 12), "fiebre");
});

test("characters beyond the basic plane count once", () => {
  const text = new CodePoints("a𝛽b🫀🫁c");
  assert.equal(text.length, 6);
  assert.deepEqual([0, 1, 2, 3, 4, 5, 6].map((point) => text.units(point)), [0, 1, 3, 4, 6, 8, 9]);
  assert.deepEqual([0, 1, 3, 4, 6, 8, 9].map((unit) => text.points(unit)), [0, 1, 2, 3, 4, 5, 6]);
  assert.equal(text.slice(3, 5), "🫀🫁");
});

test("the middle of a pair belongs to the pair", () => {
  const text = new CodePoints("🫀a");
  assert.equal(text.points(1), 0);
  assert.equal(new CodePoints("x🫀🫁").points(4), 2);
});

test("what lies beyond the text is its end", () => {
  const text = new CodePoints("🫀");
  assert.equal(text.units(9), 2);
  assert.equal(text.points(9), 1);
  assert.equal(text.units(-1), 0);
  assert.equal(new CodePoints("").length, 0);
});

test("half a pair alone is one code point, as the engine would have replaced it", () => {
  const text = new CodePoints("a\ud83eb");
  assert.equal(text.length, 3);
  assert.equal(text.units(2), 2);
});

test("there and back, over every offset of texts of all kinds of characters", () => {
  let seed = 7;
  const random = (most: number) => (seed = (seed * 48271) % 2147483647) % most;
  const letters = ["a", "ș", "é", "\n", "𝛽", "🫀", "\u0301", "—"];
  for (let round = 0; round < 200; round++) {
    const parts = Array.from({ length: random(40) }, () => letters[random(letters.length)]!);
    const text = new CodePoints(parts.join(""));
    const points = Array.from(text.text);
    assert.equal(text.length, points.length);
    for (let point = 0; point <= points.length; point++) {
      const unit = points.slice(0, point).join("").length;
      assert.equal(text.units(point), unit);
      assert.equal(text.points(unit), point);
    }
  }
});
