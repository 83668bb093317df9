/** What is to be known of the document as a whole: warnings, language, length, digest. */
import type { ComponentChildren } from "preact";
import type { Warning } from "../api/types.ts";
import type { View } from "../state/view.ts";
import { clean } from "../text/clean.ts";
import { languageName, name, say } from "../words/index.ts";
import { percent } from "./legend.tsx";
import { rangeOf } from "./places.ts";
import { point } from "./point.ts";

export function AboutDocument({ view, root }: { view: View; root: { current: HTMLElement | null } }) {
  const { document, warnings, schema } = view.told.record;
  const show = (warning: Warning) => {
    const range = root.current && rangeOf(root.current, view, warning.start, warning.end);
    if (range) point(range);
  };
  return (
    <>
      <section class="part">
        <h3>
          {say("doc.warnings")} <span class="count">{warnings.length}</span>
        </h3>
        {warnings.length === 0 && <p class="note">{say("doc.no_warnings")}</p>}
        <ul class="warnings">
          {warnings.map((warning) => (
            <li key={`${warning.code} ${warning.start}`}>
              <strong>{name("warning", warning.code)}</strong>{" "}
              {warning.end > warning.start ? (
                <button type="button" class="link quote" onClick={() => show(warning)}>
                  <q lang={document.language}>{clean(view.text.slice(warning.start, warning.end))}</q>
                </button>
              ) : (
                <span class="note">{say("doc.whole")}</span>
              )}
              <p class="note" lang="en">
                {clean(warning.message)}
              </p>
            </li>
          ))}
        </ul>
      </section>
      <section class="part">
        <h3>{say("tab.document")}</h3>
        <dl class="pairs">
          <Pair term={say("doc.id")}>{clean(document.id)}</Pair>
          <Pair term={say("doc.language")}>
            {languageName(document.language)}, {say("doc.sure", { share: percent(document.language_confidence) })}
          </Pair>
          <Pair term={say("doc.length")}>{say("doc.characters", { n: document.length })}</Pair>
          <Pair term={say("doc.digest")}>
            <code>SHA-256 {document.sha256}</code>
          </Pair>
          <Pair term={say("doc.form")}>
            <code>{schema}</code>
          </Pair>
        </dl>
      </section>
    </>
  );
}

export function Pair({ term, children }: { term: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
