/** Tellings of one case side by side: the faults first, then the texts in columns. */
import { useEffect, useState } from "preact/hooks";
import { link } from "../app/route.ts";
import { open } from "../state/documents.ts";
import { toggled } from "../state/filter.ts";
import { languageName, say } from "../words/index.ts";
import { Columns, type Shown } from "./columns.tsx";
import { Faults } from "./faults.tsx";
import { compare, compared, fewest, left, most, summary, taken, wasCompared } from "./state.ts";
import { Strip } from "./strip.tsx";

export function ComparePage() {
  const [shown, setShown] = useState<Shown>("all");
  useEffect(() => {
    if (!compared.value && wasCompared) void compare();
  }, []);
  const result = compared.value;
  const few = taken.value.length < fewest || taken.value.length > most;
  return (
    <div class="comparing">
      <section class="sheet chooser">
        <h1>{say("compare.title")}</h1>
        <p class="lead">{say("compare.lead")}</p>
        {open.value.length === 0 ? (
          <p>
            {say("compare.none_open")} <a href={link("read")}>{say("nav.read")}</a>
          </p>
        ) : (
          <form
            class="tools"
            onSubmit={(event) => {
              event.preventDefault();
              void compare();
            }}
          >
            <fieldset class="choices">
              <legend class="hidden">{say("compare.choose")}</legend>
              {open.value.map(({ key, name }) => (
                <label key={key}>
                  <input
                    type="checkbox"
                    checked={!left.value.has(key)}
                    onChange={() => {
                      left.value = toggled(left.value, key);
                    }}
                  />{" "}
                  {name}
                </label>
              ))}
            </fieldset>
            <button type="submit" class="primary" disabled={few}>
              {say("compare.run")}
            </button>
            {few && <span class="note">{say("compare.few")}</span>}
          </form>
        )}
      </section>
      {result && (
        <>
          <p class="summary">
            <strong>
              {result.comparison.tellings.map((telling, at) => (
                <span key={result.tellings[at]!.key}>
                  {at > 0 && " · "}
                  {result.tellings[at]!.name} <span class="note">{languageName(telling.language)}</span>
                </span>
              ))}
            </strong>
            <span>{summary(result.comparison)}</span>
          </p>
          <Faults result={result} />
          <Columns result={result} shown={shown} onShow={setShown} />
          <Strip result={result} />
        </>
      )}
    </div>
  );
}
