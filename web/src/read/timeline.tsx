/** What was when, in the order of time. */
import { timeline, when } from "../record/timeline.ts";
import { choose, chosen } from "../state/chosen.ts";
import { filter, passes } from "../state/filter.ts";
import { label, type View } from "../state/view.ts";
import { name, say } from "../words/index.ts";
import { Quote } from "./bits.tsx";

export function Timeline({ view }: { view: View }) {
  const moments = timeline(view.told)
    .map((moment) => ({ ...moment, events: moment.events.filter((event) => passes(filter.value, view, event)) }))
    .filter((moment) => moment.events.length > 0);
  if (moments.length === 0) return <p class="note">{say("none.facts")}</p>;
  return (
    <section class="part">
      <h3>{say("tab.timeline")}</h3>
      <ol class="moments">
        {moments.map(({ time, events }) => (
          <li key={time.id}>
            <span class="when">
              {when(time)} <Quote view={view} mention={time} />
            </span>
            <ul>
              {events.map((event) => {
                const beside = [
                  ...(event.experiencer === "patient" ? [] : [name("person", event.experiencer)]),
                  ...(event.time === "planned" ? [name("time", event.time)] : []),
                ];
                return (
                  <li key={event.id} data-f={view.told.factOf.get(event.id)?.id} class={chosen.value === event.id ? "chosen" : undefined}>
                    <button type="button" class="name" onClick={() => choose(event.id)}>
                      {label(view, event)}
                    </button>
                    <span class="rest">{name("kind", event.kind)}</span>
                    {beside.length > 0 && <span class="rest">{beside.join(", ")}</span>}
                  </li>
                );
              })}
            </ul>
          </li>
        ))}
      </ol>
    </section>
  );
}
