/** Small parts that the views of the record share. */
import type { ComponentChildren } from "preact";
import type { Code, Mention, Value } from "../api/types.ts";
import type { Fact } from "../record/facts.ts";
import { relations } from "../record/said.ts";
import { bar, flag, normal, shown, unitAssumed, usual } from "../record/values.ts";
import { choose, chosen } from "../state/chosen.ts";
import { label, type View } from "../state/view.ts";
import { clean } from "../text/clean.ts";
import { say } from "../words/index.ts";

/** What a row that tells a fact has, to light up with its mentions and to be seen as chosen. */
export function row(fact: Fact) {
  const here = fact.mentions.some((mention) => mention.id === chosen.value);
  return { "data-f": String(fact.id), class: here ? "chosen" : undefined };
}

interface TableOfFacts {
  kind: string;
  title: string;
  facts: readonly Fact[];
  heads: readonly string[];
  line: (fact: Fact) => ComponentChildren;
  /** What stands below the table. */
  children?: ComponentChildren;
}

/** A part of the record as a table, a row a fact. */
export function FactTable({ kind, title, facts, heads, line, children }: TableOfFacts) {
  return (
    <section class="part">
      <h3>
        {title} <span class="count">{facts.length}</span>
      </h3>
      <div class="wide">
        <table class={kind} aria-label={title}>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{facts.map(line)}</tbody>
        </table>
      </div>
      {children}
    </section>
  );
}

/** The name of a fact, which chooses it. */
export function Name({ view, fact }: { view: View; fact: Fact }) {
  const [first] = fact.mentions;
  return (
    <button type="button" class="name" onClick={() => choose(first.id)}>
      {label(view, first)}
    </button>
  );
}

/** The words of the text that say a fact; each leads there. */
export function Quotes({ view, mentions }: { view: View; mentions: readonly Mention[] }) {
  return (
    <span class="evidence">
      {mentions.map((mention, at) => (
        <>
          {at > 0 && " "}
          <Quote key={mention.id} view={view} mention={mention} />
        </>
      ))}
    </span>
  );
}

export function Quote({ view, mention }: { view: View; mention: Mention }) {
  return (
    <button type="button" class="link quote" onClick={() => choose(mention.id)}>
      <q lang={view.told.record.document.language}>{clean(mention.text)}</q>
    </button>
  );
}

export function Codes({ codes }: { codes: readonly Code[] }) {
  if (codes.length === 0) return null;
  return (
    <span class="codes">
      {codes.map(({ system, code }) => (
        <code key={`${system} ${code}`}>{coded(system, code)}</code>
      ))}
    </span>
  );
}

/** Codes that begin with their system's name need it no second time. */
export function coded(system: string, code: string): string {
  return code.includes(":") ? code : `${system} ${code}`;
}

/** How a fact stands to others, with links to them. */
export function Relations({ view, fact }: { view: View; fact: Fact }) {
  return (
    <>
      {relations(view, fact).map(({ words, to }) => (
        <span key={words} class="related">
          {words !== "" && `${words} `}
          {to.map(({ words: other, mention }, at) => (
            <>
              {at > 0 && ", "}
              <button key={mention.id} type="button" class="link" onClick={() => choose(mention.id)}>
                {other}
              </button>
            </>
          ))}
        </span>
      ))}
    </>
  );
}

/** A value as written, with what was taken for granted, and in the usual unit where that is another. */
export function Amount({ value }: { value: Value }) {
  const other = usual(value);
  return (
    <>
      {shown(value)}
      {unitAssumed(value) && <span class="usual">{say("value.assumed")}</span>}
      {other !== null && <span class="usual">{other}</span>}
    </>
  );
}

export function Flag({ value }: { value: Value }) {
  const told = flag(value);
  if (!told) return null;
  if (told.text === "") return <span class="hidden">{told.meaning}</span>;
  return (
    <span class={`flag ${told.level}`} title={told.meaning}>
      <span aria-hidden="true">{told.text}</span>
      <span class="hidden">{told.meaning}</span>
    </span>
  );
}

/** The normal range with a bar that shows where the value lies; the bar says nothing that the words do not. */
export function Range({ value }: { value: Value }) {
  return (
    <>
      <RangeBar value={value} />
      {normal(value)}
    </>
  );
}

export function RangeBar({ value }: { value: Value }) {
  const at = bar(value);
  if (!at) return null;
  const [from, to] = at.normal;
  const shape =
    at.points === null
      ? `M${at.at - 2} 0h4v10h-4z`
      : at.points === "left"
        ? `M${at.at - 4} 5l7-5v10z`
        : `M${at.at + 4} 5l-7-5v10z`;
  return (
    <svg class="bar" viewBox="0 0 100 10" aria-hidden="true">
      <path class="all" d="M0 4h100v2H0z" />
      <path class="normal" d={`M${from} 2h${to - from}v6h-${to - from}z`} />
      <path class={`at ${flag(value)?.level ?? "plain"}`} d={shape} />
    </svg>
  );
}
