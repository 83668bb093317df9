/** Why a mention is read as it is: the cue in the text, the rule, and what the cue holds for. */
import type { Cue, Mention } from "../api/types.ts";
import type { View } from "../state/view.ts";
import { clean } from "../text/clean.ts";
import { name, say } from "../words/index.ts";
import { rangeOf } from "./places.ts";
import { paint, point } from "./point.ts";

export interface WhyProps {
  readonly view: View;
  readonly mention: Mention;
  readonly root: { current: HTMLElement | null };
}

export function Why({ view, mention, root }: WhyProps) {
  return (
    <section class="why">
      <h4>{say("card.why")}</h4>
      {mention.cues.length === 0 ? (
        <p class="note">{say("card.plain")}</p>
      ) : (
        <ul>
          {mention.cues.map((cue) => (
            <CueLine key={`${cue.role} ${cue.start}`} view={view} cue={cue} root={root} />
          ))}
        </ul>
      )}
    </section>
  );
}

function CueLine({ view, cue, root }: { view: View; cue: Cue; root: WhyProps["root"] }) {
  const scope = cue.scope;
  const range = (start: number, end: number) => root.current && rangeOf(root.current, view, start, end);
  const show = (start: number, end: number) => {
    const found = range(start, end);
    if (found) point(found);
  };
  const lang = view.told.record.document.language;
  return (
    <li onMouseEnter={() => scope && paint(range(scope[0], scope[1]))} onMouseLeave={() => paint(null)}>
      <span class="role">{name("role", cue.role)}</span>{" "}
      <button type="button" class="link quote" onClick={() => show(cue.start, cue.end)}>
        <q lang={lang}>{clean(view.text.slice(cue.start, cue.end))}</q>
      </button>
      {cue.rule != null && <span class="rest">{name("rule", cue.rule)}</span>}
      {scope && (
        <span class="rest">
          {say("card.holds")}{" "}
          <button type="button" class="link quote" onClick={() => show(scope[0], scope[1])}>
            <q lang={lang}>{shortened(clean(view.text.slice(scope[0], scope[1])))}</q>
          </button>
        </span>
      )}
    </li>
  );
}

/** Long stretches by their ends. */
function shortened(text: string): string {
  const letters = Array.from(text);
  return letters.length <= 90 ? text : `${letters.slice(0, 55).join("").trimEnd()} … ${letters.slice(-30).join("").trimStart()}`;
}
