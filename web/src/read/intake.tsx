/** Where documents come in: pasted, chosen or dropped. */
import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { info } from "../app/info.ts";
import { go, route } from "../app/route.ts";
import { open, openFiles, openText } from "../state/documents.ts";
import { language, languageName, say } from "../words/index.ts";
import { examples } from "./examples.ts";

export function Intake() {
  const [text, setText] = useState("");
  const [spoken, setSpoken] = useState("");
  const files = useRef<HTMLInputElement>(null);
  const take = () => {
    const opened = openText(say("intake.untitled", { n: open.value.length + 1 }), text, spoken);
    if (!opened) return;
    setText("");
    go("read", opened.key);
  };
  const example = () => {
    const { name, text } = examples[language.value];
    const opened = openText(name, text);
    if (opened) go("read", opened.key);
  };
  return (
    <section class="intake">
      <h1>{say("intake.title")}</h1>
      <p class="lead">{say("intake.lead")}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          take();
        }}
      >
        <label for="paste">{say("intake.paste")}</label>
        <textarea
          id="paste"
          rows={14}
          spellcheck={false}
          placeholder={say("intake.placeholder")}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) take();
          }}
        />
        <div class="tools">
          <button type="submit" class="primary">
            {say("intake.read")}
          </button>
          <button type="button" onClick={() => files.current?.click()}>
            {say("intake.files")}
          </button>
          <input
            ref={files}
            type="file"
            multiple
            hidden
            accept=".txt,.text,.md,text/plain"
            onChange={(event) => {
              const { files } = event.currentTarget;
              // A copy: the list empties when the field is cleared.
              if (files) void takeFiles([...files]);
              event.currentTarget.value = "";
            }}
          />
          <button type="button" onClick={example}>
            {say("intake.example")}
          </button>
          <label class="aside">
            {say("intake.language")}{" "}
            <select value={spoken} onChange={(event) => setSpoken(event.currentTarget.value)}>
              <option value="">{say("intake.auto")}</option>
              {(info.value?.languages ?? []).map((code) => (
                <option key={code} value={code}>
                  {languageName(code)}
                </option>
              ))}
            </select>
          </label>
        </div>
      </form>
      <p class="note">{say("intake.local")}</p>
    </section>
  );
}

/** Opens files and shows the first; who compares stays there. */
async function takeFiles(files: Iterable<File>): Promise<void> {
  const opened = await openFiles(files);
  const first = opened[0];
  if (first && route.value.part !== "compare") go("read", first.key);
}

const over = signal(false);

/** Takes files that are dropped anywhere on the page. */
export function Drop() {
  useEffect(() => {
    const has = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const drag = (event: DragEvent) => {
      if (!has(event)) return;
      event.preventDefault();
      over.value = true;
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) over.value = false;
    };
    const drop = (event: DragEvent) => {
      over.value = false;
      if (!has(event)) return;
      event.preventDefault();
      void takeFiles([...(event.dataTransfer?.files ?? [])]);
    };
    addEventListener("dragover", drag);
    addEventListener("dragleave", leave);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragover", drag);
      removeEventListener("dragleave", leave);
      removeEventListener("drop", drop);
    };
  }, []);
  return over.value ? <div class="drop">{say("intake.drop")}</div> : null;
}
