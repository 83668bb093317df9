/** The tellings in columns, sentence beside sentence; what is one fact lights up in all. */
import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { ComparedFact, Fault, Said } from "../api/types.ts";
import { classes } from "../read/marks.ts";
import { lighting } from "../state/chosen.ts";
import { bare, move, settle } from "../state/roving.ts";
import { harmless } from "../text/clean.ts";
import { nest, within, type Nest, type Stretch } from "../text/nest.ts";
import { languageName, say, type Key } from "../words/index.ts";
import { looked, type Compared } from "./state.ts";

/** Which facts are marked. */
export type Shown = "all" | "unlike" | "faults";
const choices: readonly { value: Shown; words: Key }[] = [
  { value: "all", words: "compare.show_all" },
  { value: "unlike", words: "compare.show_unlike" },
  { value: "faults", words: "compare.show_faults" },
];

/** The marks that the keyboard goes to. */
const facts = "mark[data-fact]";

type Marked =
  | { readonly what: "fact"; readonly at: number; readonly fact: ComparedFact; readonly said: Said }
  | { readonly what: "fault"; readonly at: number; readonly fault: Fault; readonly differs: boolean };

export function Columns({ result, shown, onShow }: { result: Compared; shown: Shown; onShow: (shown: Shown) => void }) {
  const { comparison, tellings } = result;
  const marked = useMemo(() => tellings.map((_, telling) => stretches(result, telling, shown)), [result, shown]);
  const worst = useMemo(() => new Map([...comparison.faults].reverse().map((fault) => [fault.row, fault.danger])), [comparison]);
  const root = useRef<HTMLDivElement>(null);
  // One of the facts is the stop of the keyboard, from the beginning and after each change of what is marked.
  useEffect(() => settle(root.current, facts, root.current?.querySelector(facts) ?? null), [result, shown]);
  return (
    <section class="band" aria-labelledby="columns">
      <div class="tools">
        <h2 id="columns">{say("compare.columns")}</h2>
        <label class="aside">
          {say("compare.show")}{" "}
          <select value={shown} onChange={(event) => onShow(event.currentTarget.value as Shown)}>
            {choices.map(({ value, words }) => (
              <option key={value} value={value}>
                {say(words)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div
        ref={root}
        class="scroll"
        tabIndex={0}
        role="region"
        aria-label={say("compare.scroll")}
        onClick={pick}
        onKeyDown={(event) => press(root.current, event)}
        {...lighting}
        onFocusIn={(event) => {
          settle(root.current, facts, event.target);
          lighting.onFocusIn(event);
        }}
      >
        <table class={`columns of-${tellings.length}`}>
          <thead>
            <tr>
              {tellings.map(({ key, name }, at) => (
                <th key={key} scope="col">
                  {name} <span class="note">{languageName(comparison.tellings[at]!.language)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {comparison.rows.map((cells, row) => (
              <tr key={row} id={`row-${row}`} class={worst.get(row)}>
                {cells.map((cell, telling) => (
                  <Cell key={tellings[telling]!.key} result={result} telling={telling} cell={cell} marked={marked[telling]!} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function stretches({ comparison }: Compared, telling: number, shown: Shown): Stretch<Marked>[] {
  const made: Stretch<Marked>[] = [];
  comparison.facts.forEach((fact, at) => {
    if (shown === "faults" || (shown === "unlike" && fact.agreement === "all")) return;
    for (const said of fact.said) {
      if (said.telling === telling) made.push({ start: said.start, end: said.end, of: { what: "fact", at, fact, said } });
    }
  });
  comparison.faults.forEach((fault, at) => {
    for (const { telling: where, start, end } of fault.places) {
      if (where === telling) made.push({ start, end, of: { what: "fault", at, fault, differs: fault.differs.includes(telling) } });
    }
  });
  return made;
}

interface CellProps {
  readonly result: Compared;
  readonly telling: number;
  readonly cell: readonly [number, number] | null;
  readonly marked: readonly Stretch<Marked>[];
}

function Cell({ result, telling, cell, marked }: CellProps) {
  const title = result.tellings[telling]!.name;
  if (!cell) {
    return (
      <td class="none" data-telling={title}>
        <span class="note">
          <span aria-hidden="true">–</span>
          <span class="hidden">{say("compare.missing")}</span>
        </span>
      </td>
    );
  }
  const [start, end] = cell;
  return (
    <td lang={result.comparison.tellings[telling]!.language} data-telling={title}>
      {pieces(result, telling, start, end, nest(within(marked, start, end)))}
    </td>
  );
}

function pieces(result: Compared, telling: number, start: number, end: number, nests: readonly Nest<Marked>[]): ComponentChildren[] {
  const text = result.texts[telling]!;
  const made: ComponentChildren[] = [];
  let at = start;
  for (const one of nests) {
    if (at < one.start) made.push(harmless(text.slice(at, one.start)));
    const inside = pieces(result, telling, one.start, one.end, one.inside);
    made.push(<Piece of={one.of}>{inside}</Piece>);
    at = one.end;
  }
  // The end of a sentence is the end of its cell.
  if (at < end) made.push(harmless(text.slice(at, end)).trimEnd());
  return made;
}

function Piece({ of, children }: { of: Marked; children: ComponentChildren }) {
  const eye = looked.value;
  if (of.what === "fault") {
    const here = eye !== null && "fault" in eye && eye.fault === of.at;
    return (
      <mark class={`fault ${of.fault.danger}${of.differs ? " apart" : ""}`} data-f={`fault-${of.at}`} data-fault={of.at} data-chosen={here ? "" : undefined}>
        {children}
      </mark>
    );
  }
  const here = eye !== null && "fact" in eye && eye.fact === of.at;
  const agreement = of.fact.agreement === "all" ? "" : ` ${of.fact.agreement === "some" ? "some" : "unlike"}`;
  return (
    <mark
      class={classes({ kind: of.fact.kind, presence: of.said.presence }) + agreement}
      role="link"
      tabIndex={-1}
      data-f={`fact-${of.at}`}
      data-fact={of.at}
      data-chosen={here ? "" : undefined}
    >
      {children}
    </mark>
  );
}

/** Arrows go from fact to fact; Enter looks at one. */
function press(root: HTMLElement | null, event: KeyboardEvent): void {
  const at = event.target instanceof Element ? event.target.closest<HTMLElement>(facts) : null;
  if (!root || !at || !bare(event)) return;
  if (event.key === "Enter" || event.key === " ") looked.value = { fact: Number(at.dataset["fact"]) };
  else if (!move(root, facts, at, event.key)) return;
  event.preventDefault();
}

/** What was clicked on, the innermost of it. */
function pick(event: MouseEvent): void {
  const mark = event.target instanceof Element ? event.target.closest<HTMLElement>("mark[data-fact], mark[data-fault]") : null;
  if (!mark) return;
  const { fact, fault } = mark.dataset;
  if (fact !== undefined) looked.value = { fact: Number(fact) };
  else if (fault !== undefined) looked.value = { fault: Number(fault) };
}
