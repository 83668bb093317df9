/** Saves what was read in a format of the service's. */
import { useRef } from "preact/hooks";
import { answer } from "../api/client.ts";
import { info } from "../app/info.ts";
import { attempt } from "../app/notices.tsx";
import { name, say } from "../words/index.ts";

const endings: Readonly<Record<string, string>> = { text: "txt", html: "html", jsonl: "jsonl", brat: "ann", xmi: "xmi" };
const names: Readonly<Record<string, string>> = {
  jsonl: "JSON Lines",
  fhir: "FHIR R4",
  "fhir-r5": "FHIR R5",
  "fhir-transaction": "FHIR R4 transaction",
  phenopacket: "Phenopacket",
  brat: "brat",
  xmi: "UIMA CAS (XMI)",
};

export function formatName(format: string): string {
  return names[format] ?? name("export", format);
}

export interface ExportsProps {
  readonly name: string;
  readonly text: string;
  readonly language: string;
  /** Of a kept document, where what was corrected is to be had. */
  readonly kept?: string;
}

export function Exports({ name, text, language, kept }: ExportsProps) {
  const formats = info.value?.formats ?? [];
  const save = async (path: string, init: RequestInit, format: string) => {
    const blob = await attempt(say("busy.wait"), async () => (await answer(path, init)).blob());
    if (blob) download(blob, `${fileName(name)}.${endings[format] ?? "json"}`);
  };
  const menu = useRef<HTMLDetailsElement>(null);
  const close = () => {
    if (menu.current) menu.current.open = false;
  };
  const choose = (source: "kept" | "read", format: string) => {
    close();
    if (source === "kept") {
      void save(`/v1/documents/${encodeURIComponent(kept ?? "")}/export?format=${encodeURIComponent(format)}`, {}, format);
      return;
    }
    const spoken = language === "" ? {} : { language };
    const body = JSON.stringify({ id: name, text, ...spoken });
    const init = { method: "POST", headers: { "content-type": "application/json" }, body };
    void save(`/v1/extract?format=${encodeURIComponent(format)}`, init, format);
  };
  return (
    <details
      ref={menu}
      class="menu"
      onFocusOut={(event) => {
        if (!(event.relatedTarget instanceof Node && menu.current?.contains(event.relatedTarget))) close();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        close();
        menu.current?.querySelector("summary")?.focus();
      }}
    >
      <summary>{say("doc.export")}</summary>
      <ul>
        {kept !== undefined &&
          ["brat", "json"].map((format) => (
            <li key={`kept ${format}`}>
              <button type="button" onClick={() => choose("kept", format)}>
                {formatName(format)}, {say("export.reviewed")}
              </button>
            </li>
          ))}
        {formats.map(({ name: format }) => (
          <li key={format}>
            <button type="button" onClick={() => choose("read", format)}>
              {formatName(format)}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** A name that no system takes for more than a name. */
function fileName(name: string): string {
  return name.replace(/[^\p{L}\p{N}._ -]/gu, "_").replace(/^\.+/, "_").slice(0, 80) || "case";
}

function download(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
