/** Measured values as tables: the value, what it means, a bar that shows where it lies, the normal range. */
import { useState } from "preact/hooks";
import { valued } from "../record/blocks.ts";
import type { Fact } from "../record/facts.ts";
import { qualifiers, site } from "../record/said.ts";
import { abnormal } from "../record/values.ts";
import type { View } from "../state/view.ts";
import { name, say } from "../words/index.ts";
import { FactTable, Amount, Codes, Flag, Name, Quotes, Range, row } from "./bits.tsx";
import { shownFacts } from "./facts.tsx";

/** Vital signs, laboratory and other values, also such as are past, somebody else's or not sure. */
export function AllValues({ view }: { view: View }) {
  const [only, setOnly] = useState(false);
  const measured = shownFacts(view).filter((fact) => fact.mentions[0].kind === "measurement");
  const facts = only ? measured.filter((fact) => fact.mentions[0].value && abnormal(fact.mentions[0].value)) : measured;
  const blocks = ["vitals", "laboratory", "measurements"] as const;
  const rest = facts.filter((fact) => !valued.has(fact.block) && fact.mentions[0].value);
  return (
    <>
      <p class="tools">
        <label>
          <input type="checkbox" checked={only} onChange={(event) => setOnly(event.currentTarget.checked)} /> {say("value.abnormal")}
        </label>
      </p>
      {facts.length === 0 && <p class="note">{say("none.facts")}</p>}
      {blocks.map((block) => {
        const own = facts.filter((fact) => fact.block === block);
        return own.length > 0 && <Values key={block} view={view} title={name("block", block)} facts={own} />;
      })}
      {rest.length > 0 && <Values view={view} title={say("section.other")} facts={rest} />}
    </>
  );
}

export function Values({ view, title, facts }: { view: View; title: string; facts: readonly Fact[] }) {
  const sources = new Set(facts.flatMap((fact) => fact.mentions[0].value?.reference_range?.source ?? []));
  const heads = [say("head.what"), say("head.value"), say("head.flag"), say("head.range"), say("head.words")];
  const line = (fact: Fact) => <ValueRow key={fact.id} view={view} fact={fact} />;
  return (
    <FactTable kind="values" title={title} facts={facts} heads={heads} line={line}>
      {sources.size > 0 && <p class="note">{say("value.sources", { sources: [...sources].join("; ") })}</p>}
    </FactTable>
  );
}

function ValueRow({ view, fact }: { view: View; fact: Fact }) {
  const [first] = fact.mentions;
  const { value } = first;
  const said = [...qualifiers(fact), site(view, first.attributes)].filter(Boolean);
  return (
    <tr {...row(fact)}>
      <th scope="row">
        <Name view={view} fact={fact} />
        {said.length > 0 && <span class="rest">{said.join(", ")}</span>}
        <Codes codes={first.concept?.codes ?? []} />
      </th>
      <td class="number">{value && <Amount value={value} />}</td>
      <td>{value && <Flag value={value} />}</td>
      <td class="range">{value && <Range value={value} />}</td>
      <td>
        <Quotes view={view} mentions={fact.mentions} />
      </td>
    </tr>
  );
}
