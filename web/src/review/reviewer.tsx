/** The reviewer's name: asked once, before the first correction, and kept in this browser. */
import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { reviewer } from "../app/settings.ts";
import { say } from "../words/index.ts";

/** Who waits for a name; `null` while nobody is asked. */
const waiting = signal<((name: string | null) => void) | null>(null);

/** The reviewer's name, asked for where it is not known; `null` where none was given. */
export function whoChecks(): Promise<string | null> {
  return reviewer.value !== "" ? Promise.resolve(reviewer.value) : askName();
}

function askName(): Promise<string | null> {
  return new Promise((resolve) => {
    waiting.value = resolve;
  });
}

export function ReviewerName() {
  if (reviewer.value === "") return null;
  return (
    <button type="button" class="quiet reviewer" aria-label={say("reviewer.change", { name: reviewer.value })} onClick={() => void askName()}>
      <span aria-hidden="true">✎</span> {reviewer.value}
    </button>
  );
}

export function ReviewerDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const [name, setName] = useState("");
  const asked = waiting.value;
  useEffect(() => {
    if (!asked) return;
    setName(reviewer.value);
    dialog.current?.showModal();
  }, [asked]);
  if (!asked) return null;
  const end = (given: string | null) => {
    if (given !== null) reviewer.value = given;
    waiting.value = null;
    asked(given);
  };
  return (
    <dialog ref={dialog} aria-labelledby="who" onClose={() => end(null)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== "") end(name.trim());
        }}
      >
        <h2 id="who">{say("reviewer.title")}</h2>
        <p>{say("reviewer.why")}</p>
        <label>
          {say("reviewer.name")}
          <input required maxLength={100} autocomplete="name" value={name} onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <p class="tools">
          <button type="submit" class="primary">
            {say("reviewer.ok")}
          </button>
          <button type="button" onClick={() => end(null)}>
            {say("review.cancel")}
          </button>
        </p>
      </form>
    </dialog>
  );
}
