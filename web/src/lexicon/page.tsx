/** The lexicon: what is known, under which names, with which codes. */
import { useEffect, useState } from "preact/hooks";
import { get } from "../api/client.ts";
import type { Concept } from "../api/types.ts";
import { blame } from "../app/notices.tsx";
import { go, route } from "../app/route.ts";
import { Codes } from "../read/bits.tsx";
import { kinds } from "../read/marks.ts";
import { labelIn } from "../state/view.ts";
import { capital, language, languageName, name, say } from "../words/index.ts";
import { useSearch } from "./search.ts";

export function LexiconPage() {
  const [query, setQuery] = useState("");
  const [kind, setKind] = useState("");
  const found = useSearch({ query, kind, limit: 50 });
  return (
    <div class="lexicon">
      <section class="sheet">
        <h1>{say("lexicon.title")}</h1>
        <form class="tools" role="search" onSubmit={(event) => event.preventDefault()}>
          <label class="grow">
            {say("lexicon.query")}
            <input type="search" value={query} autocomplete="off" onInput={(event) => setQuery(event.currentTarget.value)} />
          </label>
          <label>
            {say("field.kind")}
            <select value={kind} onChange={(event) => setKind(event.currentTarget.value)}>
              <option value="">{say("lexicon.any_kind")}</option>
              {kinds.map((one) => (
                <option key={one} value={one}>
                  {name("kind", one)}
                </option>
              ))}
            </select>
          </label>
        </form>
        <p class="note" role="status">
          {found === null ? say("lexicon.hint") : found.length === 0 ? say("lexicon.none") : say("lexicon.found", { count: found.length })}
        </p>
        {found !== null && found.length > 0 && (
          <ul class="facts">
            {found.map((concept) => (
              <li key={concept.id} class={route.value.id === concept.id ? "chosen" : undefined}>
                <span class="told">
                  <button type="button" class="name" onClick={() => go("lexicon", concept.id)}>
                    {capital(labelIn(concept, language.value))}
                  </button>
                  <mark class={concept.kind}>{name("kind", concept.kind)}</mark>{" "}
                  {matchedOtherwise(concept) && <span class="evidence">{concept.matched}</span>}
                </span>
                <Codes codes={concept.codes} />
              </li>
            ))}
          </ul>
        )}
      </section>
      {route.value.id !== "" && <ConceptSheet id={route.value.id} />}
    </div>
  );
}

/** Whether it was found by another name than its label. */
function matchedOtherwise(concept: Concept): boolean {
  const lower = (words: string) => words.toLocaleLowerCase(language.value);
  return concept.matched != null && lower(concept.matched) !== lower(labelIn(concept, language.value));
}

function ConceptSheet({ id }: { id: string }) {
  const [concept, setConcept] = useState<Concept | null>(null);
  useEffect(() => {
    setConcept(null);
    get<Concept>(`/v1/lexicon/concepts/${encodeURIComponent(id)}`).then(setConcept).catch(blame);
  }, [id]);
  if (!concept) return null;
  const terms = Object.entries(concept.terms ?? Object.fromEntries(Object.entries(concept.labels).map(([code, words]) => [code, [words]])));
  return (
    <section class="sheet concept" aria-labelledby="concept">
      <h2 id="concept">{capital(labelIn(concept, language.value))}</h2>
      <p>
        <mark class={concept.kind}>{name("kind", concept.kind)}</mark> <code class="id">{concept.id}</code> <Codes codes={concept.codes} />
      </p>
      <h3>{say("lexicon.terms")}</h3>
      <dl class="pairs">
        {terms.map(([code, words]) => (
          <div key={code}>
            <dt>{languageName(code)}</dt>
            <dd lang={code}>{words.join(" · ")}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
