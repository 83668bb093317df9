/** Searches the lexicon while the reader types: what is asked anew takes the place of what was asked before. */
import { useEffect, useState } from "preact/hooks";
import { get } from "../api/client.ts";
import type { Concept } from "../api/types.ts";
import { blame } from "../app/notices.tsx";
import { language } from "../words/index.ts";

/** How long to wait for the next letter, in milliseconds. */
const pause = 150;

export interface Wanted {
  readonly query: string;
  readonly kind?: string;
  readonly limit?: number;
}

/** What was found; `null` while nothing is asked or known. */
export function useSearch({ query, kind = "", limit = 20 }: Wanted): readonly Concept[] | null {
  const [found, setFound] = useState<readonly Concept[] | null>(null);
  const q = query.trim();
  // Its labels are looked at first; names of all languages are found.
  const first = language.value;
  useEffect(() => {
    if (q === "") {
      setFound(null);
      return;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      get<{ concepts: Concept[] }>("/v1/lexicon/search", { q, language: first, kind, limit: String(limit) }, stop.signal)
        .then(({ concepts }) => setFound(concepts))
        .catch((error: unknown) => {
          if (!stop.signal.aborted) blame(error);
        });
    }, pause);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [q, first, kind, limit]);
  return found;
}
