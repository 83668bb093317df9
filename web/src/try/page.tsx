/** A page that lists what the service does and lets one try it. */
import { useEffect, useState } from "preact/hooks";
import { ask } from "../app/info.ts";
import { get } from "../api/client.ts";
import { Settings } from "../app/frame.tsx";
import { attempt, Notices } from "../app/notices.tsx";
import { TokenForm } from "../app/token.tsx";
import { language, say } from "../words/index.ts";
import { operations, type OpenApi } from "./openapi.ts";
import { Try } from "./operation.tsx";

export function TryPage() {
  const [api, setApi] = useState<OpenApi | null>(null);
  useEffect(() => {
    void ask();
    void attempt(say("busy.wait"), () => get<OpenApi>("/openapi.json")).then(setApi);
  }, []);
  useEffect(() => {
    document.title = `${say("try.title")} · Epicrisis`;
  }, [language.value]);
  return (
    <>
      <header class="bar">
        <a class="brand" href="/">
          Epicrisis
        </a>
        <nav aria-label={say("nav.label")}>
          <ul>
            <li>
              <a href="/">{say("try.back")}</a>
            </li>
          </ul>
        </nav>
        <Settings />
      </header>
      <Notices />
      <TokenForm />
      <main id="main" class="page-try">
        <section class="sheet">
          <h1>{say("try.title")}</h1>
          <p class="lead">
            {say("try.lead")} <a href="/openapi.json">{say("try.document")}</a>
          </p>
          {api && (
            <>
              <h2>{say("try.operations")}</h2>
              {operations(api).map((listed) => (
                <Try key={`${listed.method} ${listed.path}`} api={api} listed={listed} />
              ))}
            </>
          )}
        </section>
      </main>
    </>
  );
}
