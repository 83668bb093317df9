/** Which part of the page is shown: kept in the address, so that going back and loading again lead to the same. */
import { signal } from "@preact/signals";

export const parts = ["read", "compare", "lexicon", "checking"] as const;
export type Part = (typeof parts)[number];

export interface Route {
  readonly part: Part;
  /** The document that is open there; empty for none. */
  readonly id: string;
}

export function parse(hash: string): Route {
  const [part = "", ...rest] = hash.replace(/^#\/?/, "").split("/");
  const known = (parts as readonly string[]).includes(part) ? (part as Part) : "read";
  let id = rest.join("/");
  try {
    id = decodeURIComponent(id);
  } catch {
    id = "";
  }
  return { part: known, id };
}

export const route = signal<Route>({ part: "read", id: "" });

export function link(part: Part, id = ""): string {
  return id === "" ? `#/${part}` : `#/${part}/${encodeURIComponent(id)}`;
}

export function go(part: Part, id = ""): void {
  location.hash = link(part, id);
}

export function follow(): void {
  const take = () => {
    route.value = parse(location.hash);
  };
  addEventListener("hashchange", take);
  take();
}
