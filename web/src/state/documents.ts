/** The documents that are open. They last as long as the tab: a document is a patient's, so nothing is kept longer. */
import { effect, signal } from "@preact/signals";
import { post } from "../api/client.ts";
import type { Viewed } from "../api/types.ts";
import { attempt, fault, news } from "../app/notices.tsx";
import { go, route } from "../app/route.ts";
import { keep, recall } from "../app/settings.ts";
import { clean } from "../text/clean.ts";
import { language, say } from "../words/index.ts";
import { labelsOf, viewOf, type View } from "./view.ts";

export interface Open {
  readonly key: string;
  readonly name: string;
  readonly text: string;
  /** The language it is read in; empty to have it told from the text. */
  readonly language: string;
}

export const open = signal<readonly Open[]>([]);
/** What was read, by key, language that it was read in, and language of the page. */
const read = signal<ReadonlyMap<string, View>>(new Map());
const running = new Set<string>();

const place = ({ key, language: spoken }: Open) => `${key} ${spoken} ${language.value}`;

export function startDocuments(): void {
  try {
    const kept: unknown = JSON.parse(recall("sessionStorage", "open") ?? "[]");
    if (Array.isArray(kept)) open.value = kept.filter(isOpen);
  } catch {
    // What cannot be read was not written by this page.
  }
  effect(() => keep("sessionStorage", "open", JSON.stringify(open.value)));
}

function isOpen(kept: unknown): kept is Open {
  if (typeof kept !== "object" || kept === null) return false;
  return ["key", "name", "text", "language"].every((field) => typeof (kept as Record<string, unknown>)[field] === "string");
}

/** A key that no open document has. */
function freeKey(): string {
  const used = open.value.map((document) => Number(document.key));
  return String(Math.max(0, ...used.filter(Number.isFinite)) + 1);
}

export function openText(name: string, text: string, spoken = ""): Open | null {
  if (text.trim() === "") {
    fault.value = say("error.empty", { name });
    return null;
  }
  const opened = { key: freeKey(), name: title(name), text, language: spoken };
  open.value = [...open.value, opened];
  return opened;
}

/** So long a name may be, in characters; the service takes no longer ones for ids. */
const longest = 100;

/** A name on one line, of any file. */
function title(name: string): string {
  return Array.from(clean(name)).slice(0, longest).join("") || "?";
}

/** Opens the files that are text; how many were. */
export async function openFiles(files: Iterable<File>): Promise<Open[]> {
  const opened: Open[] = [];
  for (const file of files) {
    const text = decode(new Uint8Array(await file.arrayBuffer()));
    if (text === null) {
      fault.value = say("error.not_text", { name: file.name });
      continue;
    }
    const one = openText(file.name.replace(/\.(txt|text|md)$/i, ""), text);
    if (one) opened.push(one);
  }
  return opened;
}

/** The text of bytes: UTF-8, or UTF-16 with its mark, or Windows-1252 as the old systems have it; `null` for what is no text. */
function decode(bytes: Uint8Array): string | null {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
  if (wide) return new TextDecoder(wide).decode(bytes);
  if (bytes.subarray(0, 4096).includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** Has a document read in another language; empty to have it told from the text. */
export function readIn(key: string, spoken: string): void {
  open.value = open.value.map((document) => (document.key === key ? { ...document, language: spoken } : document));
}

export function closeDocument(key: string): void {
  const at = open.value.findIndex((document) => document.key === key);
  open.value = open.value.filter((document) => document.key !== key);
  if (route.value.part === "read" && route.value.id === key) {
    const next = open.value[Math.min(at, open.value.length - 1)];
    go("read", next ? next.key : "");
  }
}

/** What was read of a document; asks for it where it was not, and gives `null` until it is there. */
export function viewFor(document: Open): View | null {
  const known = read.value.get(place(document));
  if (known) return known;
  void load(document);
  // While the same is read in another language, what is there stays in sight.
  for (const [at, view] of read.value) if (at.startsWith(`${document.key} `)) return view;
  return null;
}

async function load(document: Open): Promise<void> {
  const at = place(document);
  if (running.has(at)) return;
  running.add(at);
  const { name, text } = document;
  const spoken = document.language === "" ? {} : { language: document.language };
  const viewed = await attempt(say("busy.reading", { name }), () =>
    post<Viewed>("/v1/view", { id: name, text, ...spoken, interface: language.value }),
  );
  if (!viewed) return;
  running.delete(at);
  const next = new Map(read.value);
  next.set(at, viewOf(name, text, viewed.record, labelsOf(viewed)));
  read.value = next;
  news.value = say("done.read", { name, count: viewed.record.mentions.length });
}

/** Lets what could not be read be tried again. */
export function retry(document: Open): void {
  running.delete(place(document));
  read.value = new Map(read.value);
}
