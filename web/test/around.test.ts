import assert from "node:assert/strict";
import { test } from "node:test";
import { lead, tail } from "../src/text/around.ts";
import { CodePoints } from "../src/text/offsets.ts";

const text = new CodePoints("Uno dos\ntres 🫀 cuatro cinco.");

test("whole words, on one line", () => {
  assert.equal(lead(text, 15, 9), "… tres 🫀 ");
  assert.equal(lead(text, 4, 9), "Uno ");
  assert.equal(tail(text, 7, 9), " tres 🫀 …");
  assert.equal(tail(text, 21, 9), " cinco.");
});
