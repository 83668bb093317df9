import assert from "node:assert/strict";
import { test } from "node:test";
import { readFileSync } from "node:fs";
import { address, operations, sample, type OpenApi } from "../src/try/openapi.ts";
import { parse } from "../src/app/route.ts";

const api = JSON.parse(readFileSync(new URL("../../openapi.json", import.meta.url), "utf8")) as OpenApi;

test("every operation of the service is listed", () => {
  const listed = operations(api).map(({ method, path }) => `${method} ${path}`);
  for (const one of ["POST /v1/extract", "GET /v1/info", "POST /v1/documents/{id}/corrections"]) assert.ok(listed.includes(one), one);
  const count = Object.values(api.paths ?? {}).flatMap((item) => Object.keys(item).filter((key) => ["get", "post", "put", "delete"].includes(key)));
  assert.equal(listed.length, count.length);
});

test("each body has an example that is JSON", () => {
  for (const { path, operation } of operations(api)) {
    for (const [type, media] of Object.entries(operation.requestBody?.content ?? {})) {
      if (type !== "application/json") continue;
      const made = sample(api, media);
      assert.equal(typeof made, "object", path);
      assert.ok(made && Object.keys(made).length > 0, path);
    }
  }
});

test("types that hold themselves end", () => {
  const self: OpenApi = { components: { schemas: { A: { type: "object", required: ["a"], properties: { a: { $ref: "#/components/schemas/A" } } } } } };
  assert.ok(JSON.stringify(sample(self, { schema: { $ref: "#/components/schemas/A" } })).length < 200);
});

test("what is put into an address stays in its place", () => {
  const parameters = [
    { name: "id", in: "path" },
    { name: "q", in: "query" },
    { name: "empty", in: "query" },
  ];
  assert.equal(address("/v1/documents/{id}/undo", parameters, { id: "a/b?c", q: "x&y=1", empty: "" }), "/v1/documents/a%2Fb%3Fc/undo?q=x%26y%3D1");
});

test("an address of the page leads to a part of it, whatever it is", () => {
  assert.deepEqual(parse("#/checking/a%2Fb"), { part: "checking", id: "a/b" });
  assert.deepEqual(parse("#/checking/a/b"), { part: "checking", id: "a/b" });
  assert.deepEqual(parse(""), { part: "read", id: "" });
  assert.deepEqual(parse("#/nowhere/x"), { part: "read", id: "x" });
  assert.deepEqual(parse("#/read/%E0%A4%A"), { part: "read", id: "" });
});
