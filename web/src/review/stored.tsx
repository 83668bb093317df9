/** The documents that are kept for checking, how far reviewers agree, and how good the engine is by what they said. */
import { useEffect, useState } from "preact/hooks";
import { get } from "../api/client.ts";
import type { Agreement, Evaluation, KindScore, StoredSummary } from "../api/types.ts";
import { attempt } from "../app/notices.tsx";
import { link } from "../app/route.ts";
import { stamp } from "../record/spans.ts";
import { clean } from "../text/clean.ts";
import { languageName, locale, name, say } from "../words/index.ts";

/** A share with three digits behind the mark; a dash for none. */
function share(value: number | null): string {
  if (value === null) return "–";
  return new Intl.NumberFormat(locale.value, { minimumFractionDigits: 3, maximumFractionDigits: 3 }).format(value);
}

export function StoredList() {
  const [documents, setDocuments] = useState<readonly StoredSummary[] | null>(null);
  const [agreement, setAgreement] = useState<Agreement | null>(null);
  const [evaluation, setEvaluation] = useState<Evaluation | null>(null);
  useEffect(() => {
    void attempt(say("busy.wait"), async () => {
      const list = await get<{ documents: StoredSummary[] }>("/v1/documents");
      setDocuments(list.documents);
      setAgreement(await get<Agreement>("/v1/agreement"));
      setEvaluation(await get<Evaluation>("/v1/evaluation"));
    });
  }, []);
  return (
    <section class="sheet kept">
      <h1>{say("stored.title")}</h1>
      {documents?.length === 0 && <p class="note">{say("stored.none")}</p>}
      {documents && documents.length > 0 && (
        <div class="wide">
          <table aria-label={say("stored.title")}>
            <thead>
              <tr>
                <th scope="col">{say("stored.document")}</th>
                <th scope="col">{say("doc.language")}</th>
                <th scope="col" class="number">
                  {say("stored.corrections")}
                </th>
                <th scope="col">{say("stored.updated")}</th>
              </tr>
            </thead>
            <tbody>
              {documents.map((document) => (
                <tr key={document.id}>
                  <th scope="row">
                    <a href={link("checking", document.id)}>{document.id}</a>
                    {document.title !== document.id && <span class="rest">{clean(document.title)}</span>}
                  </th>
                  <td>{languageName(document.language)}</td>
                  <td class="number">{document.corrections}</td>
                  <td>{stamp(document.updated)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {agreement && <Agreeing agreement={agreement} />}
      {evaluation && evaluation.kinds.length > 0 && <Evaluated evaluation={evaluation} />}
    </section>
  );
}

function Agreeing({ agreement }: { agreement: Agreement }) {
  return (
    <>
      <h2>{say("agreement.title")}</h2>
      {agreement.pairs.length === 0 ? (
        <p class="note">{say("agreement.none")}</p>
      ) : (
        <table class="figures" aria-label={say("agreement.title")}>
          <thead>
            <tr>
              <th scope="col">{say("agreement.pair")}</th>
              <th scope="col">{say("agreement.documents")}</th>
              <th scope="col">{say("agreement.agreed")}</th>
              <th scope="col">{say("agreement.f1")}</th>
            </tr>
          </thead>
          <tbody>
            {agreement.pairs.map(({ a, b, documents, agreed, of, f1 }) => (
              <tr key={`${a} ${b}`}>
                <th scope="row">
                  {a} · {b}
                </th>
                <td>{documents}</td>
                <td>
                  {agreed} / {of}
                </td>
                <td>{share(f1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function Evaluated({ evaluation }: { evaluation: Evaluation }) {
  const rows: KindScore[] = [...evaluation.kinds, ...(evaluation.total ? [evaluation.total] : [])];
  return (
    <>
      <h2>{say("evaluation.title")}</h2>
      <table class="figures" aria-label={say("evaluation.title")}>
        <thead>
          <tr>
            <th scope="col">{say("evaluation.kind")}</th>
            <th scope="col">{say("evaluation.precision")}</th>
            <th scope="col">{say("evaluation.recall")}</th>
            <th scope="col">{say("agreement.f1")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ kind, overlapping: { precision, recall, f1 } }) => (
            <tr key={kind}>
              <th scope="row">{kind === "all" ? say("evaluation.all") : name("kind", kind)}</th>
              <td>{share(precision)}</td>
              <td>{share(recall)}</td>
              <td>{share(f1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
