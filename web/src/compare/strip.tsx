/** The fact that is looked at, as each telling says it. */
import type { Said } from "../api/types.ts";
import { clean } from "../text/clean.ts";
import { name, say } from "../words/index.ts";
import { factLabel, looked, type Compared } from "./state.ts";

export function Strip({ result }: { result: Compared }) {
  const eye = looked.value;
  const fact = eye !== null && "fact" in eye ? result.comparison.facts[eye.fact] : undefined;
  if (!fact || eye === null || !("fact" in eye)) return null;
  return (
    <section class="card strip" aria-label={say("compare.chosen")} data-f={`fact-${eye.fact}`}>
      <div class="card-head">
        <h3>{factLabel(result, fact)}</h3>
        <span class="kinds">
          <mark class={fact.kind}>{name("kind", fact.kind)}</mark>
          {fact.differs.length > 0 && (
            <span class="rest caution">
              {say("compare.differs")}: {fact.differs.map(aspect).join(", ")}
            </span>
          )}
        </span>
        <button type="button" class="close" aria-label={say("card.close")} onClick={() => (looked.value = null)}>
          ×
        </button>
      </div>
      <dl class="pairs card-body">
        {result.tellings.map(({ key, name: telling }, at) => {
          const said = fact.said.filter((one) => one.telling === at);
          return (
            <div key={key}>
              <dt>{telling}</dt>
              <dd>
                {said.length === 0 ? (
                  <span class="note">{say("compare.missing")}</span>
                ) : (
                  said.map((one) => (
                    <span key={one.start} class="said">
                      <q lang={result.comparison.tellings[at]!.language}>{clean(one.text)}</q>
                      <span class="rest">{how(one)}</span>
                    </span>
                  ))
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

function how(said: Said): string {
  const words = [name("presence", said.presence)];
  if (said.experiencer !== "patient") words.push(name("person", said.experiencer));
  if (said.time !== "current") words.push(name("time", said.time));
  if (said.side != null) words.push(name("term", said.side));
  return words.join(", ");
}

/** In what tellings differ, in the words that the page has for it. */
function aspect(code: string): string {
  switch (code) {
    case "presence":
      return say("field.presence").toLocaleLowerCase();
    case "person":
      return say("block.patient").toLocaleLowerCase();
    case "time":
      return name("kind", "time");
    case "side":
      return say("attr.laterality").toLocaleLowerCase();
    case "value":
      return say("card.value").toLocaleLowerCase();
    case "dose":
      return say("head.dose").toLocaleLowerCase();
    default:
      return code;
  }
}
