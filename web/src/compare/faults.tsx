/** The faults, the most dangerous first, each with the words of every telling. */
import type { Fault } from "../api/types.ts";
import { lead, tail } from "../text/around.ts";
import { harmless } from "../text/clean.ts";
import { name, say } from "../words/index.ts";
import { looked, type Compared } from "./state.ts";

/** So many characters stand on each side of the words in question. */
const around = 28;

export function Faults({ result }: { result: Compared }) {
  const { faults } = result.comparison;
  return (
    <section class="band faults" aria-labelledby="faults">
      <h2 id="faults">
        {say("compare.faults")} <span class="count">{faults.length}</span>
      </h2>
      {faults.length === 0 && <p class="note">{say("compare.no_faults")}</p>}
      <ol>
        {faults.map((fault, at) => (
          <FaultCard key={at} result={result} fault={fault} at={at} />
        ))}
      </ol>
    </section>
  );
}

function FaultCard({ result, fault, at }: { result: Compared; fault: Fault; at: number }) {
  const look = () => {
    looked.value = { fault: at };
    document.getElementById(`row-${fault.row}`)?.scrollIntoView({ block: "center" });
  };
  const here = looked.value !== null && "fault" in looked.value && looked.value.fault === at;
  return (
    <li class={`${fault.danger}${here ? " chosen" : ""}`} data-f={`fault-${at}`}>
      <p>
        <span class="danger">
          <span class="hidden">{say("danger.label")}: </span>
          {name("danger", fault.danger)}
        </span>{" "}
        <button type="button" class="name" onClick={look}>
          {name("fault", fault.code)}: {harmless(fault.about)}
        </button>
      </p>
      <p class="note">{name("means", fault.code)}</p>
      <dl class="pairs">
        {fault.places.map(({ telling, start, end }) => {
          const text = result.texts[telling]!;
          const differs = fault.differs.includes(telling);
          return (
            <div key={`${telling} ${start}`} class={differs ? "differs" : undefined}>
              <dt>
                {result.tellings[telling]!.name}
                {differs && <span class="hidden"> ({say("compare.differs")})</span>}
              </dt>
              <dd lang={result.comparison.tellings[telling]!.language}>
                {lead(text, start, around)}
                <mark class={`fault ${fault.danger}${differs ? " apart" : ""}`}>{harmless(text.slice(start, end))}</mark>
                {tail(text, end, around)}
              </dd>
            </div>
          );
        })}
      </dl>
    </li>
  );
}
