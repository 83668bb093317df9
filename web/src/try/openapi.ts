/** As much of an OpenAPI document as it takes to try its operations. */

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly example?: unknown;
  readonly examples?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly description?: string;
}

export interface Media {
  readonly schema?: Schema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value?: unknown }>>;
}

export interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: Schema;
  readonly example?: unknown;
}

export interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, Media>> };
  readonly responses?: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> }>>;
}

export interface OpenApi {
  readonly info?: { readonly title?: string; readonly version?: string };
  readonly paths?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface Listed {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

const methods = ["get", "post", "put", "patch", "delete"] as const;

/** Every operation, in the order of the document. */
export function operations(api: OpenApi): Listed[] {
  return Object.entries(api.paths ?? {}).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method];
      if (typeof operation !== "object" || operation === null) return [];
      const shared = Array.isArray(item["parameters"]) ? (item["parameters"] as Parameter[]) : [];
      const own = operation as Operation;
      const parameters = [...shared, ...(own.parameters ?? [])].map((parameter) => follow<Parameter>(api, parameter));
      return [{ method: method.toUpperCase(), path, operation: { ...own, parameters } }];
    }),
  );
}

/** What a reference leads to within the document. */
export function follow<T extends object>(api: OpenApi, at: T & { readonly $ref?: string }): T {
  const steps = at.$ref?.startsWith("#/") ? at.$ref.slice(2).split("/") : [];
  if (steps.length === 0) return at;
  const found = steps.reduce<unknown>(
    (node, step) => (typeof node === "object" && node !== null ? (node as Record<string, unknown>)[step.replace(/~1/g, "/").replace(/~0/g, "~")] : undefined),
    api,
  );
  return typeof found === "object" && found !== null ? (found as T) : at;
}

/** What could be sent: the document's own example, else one made of what is required. */
export function sample(api: OpenApi, media: Media): unknown {
  const named = Object.values(media.examples ?? {})[0]?.value;
  return media.example ?? named ?? instance(api, media.schema ?? {}, 0);
}

/** So deep an example goes; types may hold themselves. */
const deepest = 6;

function instance(api: OpenApi, given: Schema, depth: number): unknown {
  const schema = follow<Schema>(api, given);
  const own = schema.example ?? schema.examples?.[0] ?? schema.const ?? schema.default ?? schema.enum?.[0];
  if (own !== undefined) return own;
  if (depth > deepest) return null;
  const other = schema.allOf?.[0] ?? schema.oneOf?.[0] ?? schema.anyOf?.[0];
  if (other && !schema.properties) return instance(api, other, depth + 1);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case "string":
      return "";
    case "integer":
    case "number":
      return 0;
    case "boolean":
      return false;
    case "array":
      return [instance(api, schema.items ?? {}, depth + 1)];
    default: {
      const required = new Set(schema.required ?? []);
      const parts = Object.entries(schema.properties ?? {}).filter(([name]) => required.has(name));
      return Object.fromEntries(parts.map(([name, part]) => [name, instance(api, part, depth + 1)]));
    }
  }
}

/** The address of a request. */
export function address(path: string, parameters: readonly Parameter[], given: Readonly<Record<string, string>>): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(given[name] ?? ""));
  const query = new URLSearchParams();
  for (const { name, in: place } of parameters) {
    const value = given[name] ?? "";
    if (place === "query" && value !== "") query.append(name, value);
  }
  return query.size > 0 ? `${filled}?${query}` : filled;
}
