/** All facts, part by part, as the pages of `--format html` tell them. */
import { blocks, valued, type Block } from "../record/blocks.ts";
import type { Fact } from "../record/facts.ts";
import { description, dose, known, often, person, qualifiers } from "../record/said.ts";
import { filter, passes } from "../state/filter.ts";
import type { View } from "../state/view.ts";
import { name, say } from "../words/index.ts";
import { FactTable, Codes, Name, Quotes, Relations, row } from "./bits.tsx";
import { Values } from "./values.tsx";

/** The facts that the filters let through. */
export function shownFacts(view: View): Fact[] {
  const given = filter.value;
  return view.told.facts.filter((fact) => fact.mentions.some((mention) => passes(given, view, mention)));
}

export function Facts({ view }: { view: View }) {
  const facts = shownFacts(view);
  const parts = blocks.map((block) => ({ block, facts: facts.filter((fact) => fact.block === block) }));
  const told = parts.filter((part) => part.facts.length > 0);
  if (told.length === 0) return <p class="note">{say(view.told.facts.length > 0 ? "none.filtered" : "none.facts")}</p>;
  return (
    <>
      {told.map(({ block, facts }) => (
        <Part key={block} view={view} block={block} facts={facts} />
      ))}
    </>
  );
}

function Part({ view, block, facts }: { view: View; block: Block; facts: readonly Fact[] }) {
  const title = name("block", block);
  if (valued.has(block)) return <Values view={view} title={title} facts={facts} />;
  if (block === "medication") return <Drugs view={view} title={title} facts={facts} />;
  return (
    <section class="part">
      <h3>
        {title} {block !== "patient" && <span class="count">{facts.length}</span>}
      </h3>
      <ul class="facts">
        {block === "patient" ? <Person view={view} facts={facts} /> : facts.map((fact) => <Row key={fact.id} view={view} fact={fact} />)}
      </ul>
    </section>
  );
}

/** Sex and age on one line, then what else is said of the person. */
function Person({ view, facts }: { view: View; facts: readonly Fact[] }) {
  const told = person(view);
  const saying = facts.filter((fact) => fact.mentions.some((mention) => told.mentions.includes(mention.id)));
  const rest = facts.filter((fact) => !saying.includes(fact));
  const mentions = saying.flatMap((fact) => fact.mentions);
  return (
    <>
      {told.words !== "" && mentions.length > 0 && (
        <li>
          <span class="told">
            <strong>{told.words}</strong> <Quotes view={view} mentions={mentions} />
          </span>
        </li>
      )}
      {rest.map((fact) => (
        <Row key={fact.id} view={view} fact={fact} />
      ))}
    </>
  );
}

export function Row({ view, fact }: { view: View; fact: Fact }) {
  const [first] = fact.mentions;
  const said = [...qualifiers(fact), ...description(view, fact)];
  const here = row(fact);
  return (
    <li {...here} class={[here.class, first.presence].filter(Boolean).join(" ")}>
      <span class="told">
        <Name view={view} fact={fact} />
        {said.length > 0 && <span class="rest">{said.join(", ")}</span>}
        <Relations view={view} fact={fact} />
        <Quotes view={view} mentions={fact.mentions} />
      </span>
      <Codes codes={first.concept?.codes ?? []} />
    </li>
  );
}

function Drugs({ view, title, facts }: { view: View; title: string; facts: readonly Fact[] }) {
  const heads = [say("head.drug"), say("head.dose"), say("head.route"), say("head.often"), say("head.words")];
  const line = (fact: Fact) => {
    const route = known(fact, (a) => a.route);
    const said = [...qualifiers(fact), ...description(view, fact)];
    return (
      <tr key={fact.id} {...row(fact)}>
        <th scope="row">
          <Name view={view} fact={fact} />
          {said.length > 0 && <span class="rest">{said.join(", ")}</span>}
          <Relations view={view} fact={fact} />
          <Codes codes={fact.mentions[0].concept?.codes ?? []} />
        </th>
        <td class="number">{dose(fact)}</td>
        <td>{route ? name("term", route) : ""}</td>
        <td>{often(fact)}</td>
        <td>
          <Quotes view={view} mentions={fact.mentions} />
        </td>
      </tr>
    );
  };
  return <FactTable kind="drugs" title={title} facts={facts} heads={heads} line={line} />;
}
