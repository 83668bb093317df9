/** Reading: what is open, and the one that is shown. */
import { useEffect, useRef } from "preact/hooks";
import { info } from "../app/info.ts";
import { go, link, route } from "../app/route.ts";
import { person } from "../record/said.ts";
import { keepForChecking } from "../review/keeping.ts";
import { choose } from "../state/chosen.ts";
import { clearFilter } from "../state/filter.ts";
import { closeDocument, open, readIn, retry, viewFor, type Open } from "../state/documents.ts";
import { capital, languageName, say } from "../words/index.ts";
import { busy } from "../app/notices.tsx";
import { Exports } from "./exports.tsx";
import { Intake } from "./intake.tsx";
import { Panes } from "./panes.tsx";

export function ReadPage() {
  const { id } = route.value;
  const document = open.value.find(({ key }) => key === id);
  return (
    <>
      {open.value.length > 0 && <OpenDocuments shown={document?.key ?? ""} />}
      {document ? <Reading key={document.key} document={document} /> : <Intake />}
    </>
  );
}

function OpenDocuments({ shown }: { shown: string }) {
  return (
    <nav class="documents" aria-label={say("docs.label")}>
      <ul>
        {open.value.map(({ key, name }) => (
          <li key={key} class={key === shown ? "current" : undefined}>
            <a href={link("read", key)} aria-current={key === shown ? "page" : undefined}>
              {name}
            </a>
            <button type="button" class="close" aria-label={say("docs.close", { name })} onClick={() => closeDocument(key)}>
              ×
            </button>
          </li>
        ))}
        <li class={shown === "" ? "add current" : "add"}>
          <a href={link("read")} aria-current={shown === "" ? "page" : undefined}>
            <span aria-hidden="true">+ </span>
            {say("docs.add")}
          </a>
        </li>
      </ul>
    </nav>
  );
}

function Reading({ document }: { document: Open }) {
  const root = useRef<HTMLDivElement>(null);
  const view = viewFor(document);
  useEffect(() => {
    choose("");
    clearFilter();
  }, [document.key]);
  if (!view) {
    return (
      <p class="waiting">
        {busy.value !== "" ? (
          busy.value
        ) : (
          <button type="button" onClick={() => retry(document)}>
            {say("error.retry")}
          </button>
        )}
      </p>
    );
  }
  const { record } = view.told;
  const keep = async () => {
    const id = await keepForChecking(document);
    if (id !== null) go("checking", id);
  };
  return (
    <article class="case">
      <header class="case-head">
        <h1>{document.name}</h1>
        <p class="who">{capital(person(view).words)}</p>
        <select
          class="plain"
          aria-label={say("intake.language")}
          value={document.language}
          onChange={(event) => readIn(document.key, event.currentTarget.value)}
        >
          <option value="">
            {languageName(record.document.language)}, {say("intake.auto")}
          </option>
          {(info.value?.languages ?? []).map((code) => (
            <option key={code} value={code}>
              {languageName(code)}
            </option>
          ))}
        </select>
        <div class="tools">
          <Exports name={document.name} text={document.text} language={document.language} />
          {info.value?.store && (
            <button type="button" onClick={() => void keep()}>
              {say("doc.keep")}
            </button>
          )}
        </div>
      </header>
      <Panes view={view} rootRef={root} />
    </article>
  );
}
