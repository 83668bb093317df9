/** One operation: what it does, what it takes, a request to send, the answer. */
import { useState } from "preact/hooks";
import { send } from "../api/client.ts";
import { attempt } from "../app/notices.tsx";
import { say } from "../words/index.ts";
import { address, sample, type Listed, type OpenApi } from "./openapi.ts";

interface Answer {
  readonly status: string;
  readonly type: string;
  readonly took: number;
  readonly body: string;
}

/** So much of an answer is shown. */
const most = 200_000;

export function Try({ api, listed }: { api: OpenApi; listed: Listed }) {
  const { method, path, operation } = listed;
  const parameters = (operation.parameters ?? []).filter(({ in: place }) => place === "path" || place === "query");
  const bodies = Object.entries(operation.requestBody?.content ?? {});
  const answers = [...new Set(Object.entries(operation.responses ?? {}).flatMap(([status, { content }]) => (status.startsWith("2") ? Object.keys(content ?? {}) : [])))];
  const [given, setGiven] = useState<Readonly<Record<string, string>>>({});
  const [type, setType] = useState(usual(bodies.map(([name]) => name)));
  const [accept, setAccept] = useState(usual(answers));
  const [body, setBody] = useState<string | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const media = bodies.find(([name]) => name === type)?.[1];
  const written = body ?? (media ? text(sample(api, media)) : "");
  const go = async () => {
    const init: RequestInit = { method, headers: { ...(accept ? { accept } : {}), ...(media ? { "content-type": type } : {}) } };
    if (media) init.body = written;
    const begun = performance.now();
    const came = await attempt(say("busy.wait"), async () => {
      const response = await send(address(path, parameters, given), init);
      return { response, body: await response.text() };
    });
    if (!came) return;
    const kind = came.response.headers.get("content-type") ?? "";
    setAnswer({
      status: `${came.response.status} ${came.response.statusText}`.trim(),
      type: kind,
      took: performance.now() - begun,
      body: pretty(kind, came.body),
    });
  };
  return (
    <details class="operation">
      <summary>
        <span class={`method ${method.toLowerCase()}`}>{method}</span> <code class="path">{path}</code>{" "}
        <span class="rest" lang="en">
          {operation.summary ?? ""}
        </span>
      </summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void go();
        }}
      >
        {operation.description && (
          <p class="note" lang="en">
            {operation.description}
          </p>
        )}
        {parameters.length > 0 && (
          <fieldset>
            <legend>{say("try.parameters")}</legend>
            {parameters.map((parameter) => (
              <label key={parameter.name}>
                <span>
                  <code>{parameter.name}</code> {parameter.required && <em>{say("try.required")}</em>}{" "}
                  <span class="note" lang="en">
                    {parameter.description ?? ""}
                  </span>
                </span>
                <input
                  required={parameter.required ?? false}
                  value={given[parameter.name] ?? ""}
                  onInput={(event) => setGiven({ ...given, [parameter.name]: event.currentTarget.value })}
                />
              </label>
            ))}
          </fieldset>
        )}
        {media && (
          <>
            <label>
              {say("try.type")}{" "}
              <select
                value={type}
                onChange={(event) => {
                  setType(event.currentTarget.value);
                  setBody(null);
                }}
              >
                {bodies.map(([name]) => (
                  <option key={name}>{name}</option>
                ))}
              </select>
            </label>
            <label>
              {say("try.body")}
              <textarea rows={8} spellcheck={false} value={written} onInput={(event) => setBody(event.currentTarget.value)} />
            </label>
          </>
        )}
        <p class="tools">
          <button type="submit" class="primary">
            {say("try.send")}
          </button>
          {answers.length > 1 && (
            <label>
              {say("try.accept")}{" "}
              <select value={accept} onChange={(event) => setAccept(event.currentTarget.value)}>
                {answers.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </select>
            </label>
          )}
        </p>
        <div role="status">
          {answer && (
            <>
              <p>
                <strong>
                  {say("try.answer")}: {answer.status}
                </strong>{" "}
                <span class="note">
                  {answer.type} · {Math.round(answer.took)} ms
                </span>
              </p>
              <pre tabIndex={0}>{answer.body}</pre>
            </>
          )}
        </div>
      </form>
    </details>
  );
}

/** JSON where there is a choice. */
function usual(types: readonly string[]): string {
  return types.find((type) => type === "application/json") ?? types[0] ?? "";
}

function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}

function pretty(type: string, body: string): string {
  let shown = body;
  if (/[/+]json/.test(type) && body.length <= most) {
    try {
      shown = JSON.stringify(JSON.parse(body), null, 2);
    } catch {
      // Shown as it came.
    }
  }
  return shown.length > most ? `${shown.slice(0, most)}\n…` : shown;
}
