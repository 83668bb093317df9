/** The problem list: what the patient has, had, may have, and what runs in the family, one row a problem. */
import type { Block } from "../record/blocks.ts";
import type { Fact } from "../record/facts.ts";
import { description } from "../record/said.ts";
import type { View } from "../state/view.ts";
import { name, say } from "../words/index.ts";
import { FactTable, Codes, Name, Quotes, Relations, row } from "./bits.tsx";
import { shownFacts } from "./facts.tsx";

/** In this order: what is treated now first. */
const order: readonly Block[] = ["diagnoses", "problems", "uncertain", "past", "planned", "family", "others", "absent"];

export function Problems({ view }: { view: View }) {
  const problems = shownFacts(view).filter((fact) => fact.mentions[0].kind === "problem");
  const facts = order.flatMap((block) => problems.filter((fact) => fact.block === block));
  if (facts.length === 0) return <p class="note">{say("none.facts")}</p>;
  const heads = [say("head.what"), say("head.state"), say("head.codes"), say("head.words")];
  const line = (fact: Fact) => {
    const said = description(view, fact);
    return (
      <tr key={fact.id} {...row(fact)}>
        <th scope="row">
          <Name view={view} fact={fact} />
          {said.length > 0 && <span class="rest">{said.join(", ")}</span>}
          <Relations view={view} fact={fact} />
        </th>
        <td>{state(fact)}</td>
        <td>
          <Codes codes={fact.mentions[0].concept?.codes ?? []} />
        </td>
        <td>
          <Quotes view={view} mentions={fact.mentions} />
        </td>
      </tr>
    );
  };
  return <FactTable kind="problems" title={say("tab.problems")} facts={facts} heads={heads} line={line} />;
}

/** In a word: a diagnosis, there, suspected, past, somebody else's, denied. */
function state(fact: Fact): string {
  const [first] = fact.mentions;
  switch (fact.block) {
    case "diagnoses":
      return name("section", "diagnosis").toLocaleLowerCase();
    case "uncertain":
      return name("presence", first.presence);
    case "past":
    case "planned":
      return name("time", first.time);
    case "family":
    case "others":
      return [name("person", first.experiencer), ...(first.presence === "present" ? [] : [name("presence", first.presence)])].join(", ");
    case "absent":
      return name("presence", "absent");
    default:
      return name("presence", "present");
  }
}
