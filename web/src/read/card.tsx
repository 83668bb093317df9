/** The card of the chosen mention: all that the record says of it. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Attributes, Mention, Relation } from "../api/types.ts";
import { sectionAt } from "../record/facts.ts";
import { frequencyWords, site, sizeWords, states, timeWords } from "../record/said.ts";
import { durationWords } from "../record/spans.ts";
import { normal, shown, usual } from "../record/values.ts";
import { choose, chosen, lighting } from "../state/chosen.ts";
import { label, type View } from "../state/view.ts";
import { clean } from "../text/clean.ts";
import { language, name, say } from "../words/index.ts";
import { Codes, Flag, Quote, RangeBar } from "./bits.tsx";
import { Pair } from "./document.tsx";
import { percent } from "./legend.tsx";
import { Why } from "./why.tsx";

export interface CardProps {
  readonly view: View;
  readonly root: { current: HTMLElement | null };
  /** Counts up when the keyboard is to go into the card. */
  readonly opened: number;
  /** What may be done about it. */
  readonly actions?: (mention: Mention) => ComponentChildren;
}

export function Card({ view, root, opened, actions }: CardProps) {
  const title = useRef<HTMLHeadingElement>(null);
  const mention = view.told.mentions.get(chosen.value) ?? view.struck.find((one) => one.id === chosen.value);
  useEffect(() => {
    if (opened > 0) title.current?.focus();
  }, [opened]);
  if (!mention) return null;
  const close = () => {
    const { id } = mention;
    choose("");
    root.current?.querySelector<HTMLElement>(`mark[id="${CSS.escape(id)}"]`)?.focus();
  };
  const fact = view.told.factOf.get(mention.id);
  const others = fact?.mentions.filter((other) => other !== mention) ?? [];
  const section = sectionAt(view.told.record, mention.start);
  const how = states(mention);
  return (
    <section
      class="card"
      aria-label={say("card.label")}
      data-f={fact?.id}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
      }}
      {...lighting}
    >
      <div class="card-head">
        <h3 ref={title} tabIndex={-1}>
          {label(view, mention)}
        </h3>
        <span class="kinds">
          <mark class={mention.kind}>{name("kind", mention.kind)}</mark>
          {how.length > 0 && <span class="rest">{how.join(", ")}</span>}
        </span>
        <button type="button" class="close" aria-label={say("card.close")} title={say("card.close")} onClick={close}>
          ×
        </button>
      </div>
      {actions?.(mention)}
      <div class="card-body">
        <dl class="pairs">
          <Pair term={say("head.words")}>
            <Quote view={view} mention={mention} />{" "}
            <span class="note">
              {section !== null && `${name("section", section)}, `}
              {say("card.place").toLocaleLowerCase(language.value)}{" "}
              <span class="number">
                {mention.start}–{mention.end}
              </span>
            </span>
          </Pair>
          {others.length > 0 && (
            <Pair term={say("card.also")}>
              {others.map((other) => (
                <>
                  <Quote key={other.id} view={view} mention={other} />{" "}
                </>
              ))}
            </Pair>
          )}
          {mention.value && mention.kind !== "time" && <ValuePairs mention={mention} />}
          <Details view={view} mention={mention} />
          <Pair term={say("card.codes")}>
            {mention.concept ? (
              <>
                <Codes codes={mention.concept.codes} /> <code class="id">{mention.concept.id}</code>
              </>
            ) : (
              <span class="note">{say("card.no_concept")}</span>
            )}
          </Pair>
          <Links view={view} mention={mention} />
          <Pair term={say("card.confidence")}>
            <meter min={0} max={1} low={0.6} high={0.8} optimum={1} value={mention.confidence} aria-label={say("card.confidence")} />{" "}
            <span class="number">{percent(mention.confidence)}</span>
          </Pair>
        </dl>
        <Why view={view} mention={mention} root={root} />
      </div>
    </section>
  );
}

function ValuePairs({ mention }: { mention: Mention }) {
  const { value } = mention;
  if (!value) return null;
  const other = usual(value);
  const range = normal(value);
  const source = value.reference_range?.source;
  return (
    <>
      <Pair term={say("card.value")}>
        <span class="number">{shown(value)}</span> <Flag value={value} />
        {other !== null && (
          <span class="rest">
            {say("card.usual")}: <span class="number">{other}</span>
          </span>
        )}
        {value.assumed_unit != null && value.unit === null && <span class="rest">{say("value.assumed")}</span>}
      </Pair>
      {range !== null && (
        <Pair term={say("head.range")}>
          <RangeBar value={value} /> <span class="number">{range}</span>
          {source && <span class="rest">{clean(source)}</span>}
        </Pair>
      )}
    </>
  );
}

/** What the record has of attributes, in words; those that it may add later as they are. */
function Details({ view, mention }: { view: View; mention: Mention }) {
  const { attributes } = mention;
  const told = Object.keys(attributes).flatMap((key) => {
    const words = detail(view, attributes, key);
    return words === null ? [] : [{ key, words }];
  });
  return (
    <>
      {mention.kind === "time" && mention.value && <Pair term={say("card.value")}>{timeWords(mention)}</Pair>}
      {told.map(({ key, words }) => (
        <Pair key={key} term={name("attr", key)}>
          {words}
        </Pair>
      ))}
    </>
  );
}

function detail(view: View, attributes: Attributes, key: string): string | null {
  const given: unknown = (attributes as Readonly<Record<string, unknown>>)[key];
  switch (key) {
    case "site":
      return site(view, attributes);
    case "specimen": {
      const specimen = attributes.specimen == null ? undefined : view.told.mentions.get(attributes.specimen);
      return specimen ? label(view, specimen) : null;
    }
    case "size":
      return attributes.size ? sizeWords(attributes.size) : null;
    case "dose":
    case "strength":
      return attributes[key] ? shown(attributes[key]) : null;
    case "frequency":
      return attributes.frequency ? frequencyWords(attributes.frequency) : null;
    case "duration":
      return attributes.duration ? durationWords(attributes.duration) : null;
    case "sex":
      return typeof given === "string" ? name("person.sex", given) : null;
    // A time's direction is in the words of its value.
    case "direction":
      return null;
    default:
      return given == null ? null : typeof given === "string" ? name("term", given) : clean(JSON.stringify(given));
  }
}

/** How it stands to others, seen from it. */
function Links({ view, mention }: { view: View; mention: Mention }) {
  const away = (view.told.from.get(mention.id) ?? []).map((relation) => ({ relation, other: relation.to, words: rel(relation) }));
  const back = (view.told.to.get(mention.id) ?? []).map((relation) => ({ relation, other: relation.from, words: inv(relation) }));
  const told = [...away, ...back].flatMap(({ relation, other, words }) => {
    const to = view.told.mentions.get(other);
    return to ? [{ key: `${relation.kind} ${words} ${other}`, words, to }] : [];
  });
  if (told.length === 0) return null;
  return (
    <Pair term={say("card.relations")}>
      <ul class="links">
        {told.map(({ key, words, to }) => (
          <li key={key}>
            {words}{" "}
            <button type="button" class="link" onClick={() => choose(to.id)}>
              {to.kind === "time" ? timeWords(to) : label(view, to)}
            </button>
          </li>
        ))}
      </ul>
    </Pair>
  );
}

const rel = (relation: Relation) => say(`rel.${relation.kind}`);
const inv = (relation: Relation) => say(`inv.${relation.kind}`);
