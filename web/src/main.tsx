/** Starts the page, or the page that tries the interface for programs. */
import { render } from "preact";
import { Frame } from "./app/frame.tsx";
import { ask } from "./app/info.ts";
import { follow } from "./app/route.ts";
import { startSettings } from "./app/settings.ts";
import { startCompare } from "./compare/state.ts";
import { startDocuments } from "./state/documents.ts";
import { TryPage } from "./try/page.tsx";

startSettings();
const place = document.getElementById("app");
if (place) {
  if (document.documentElement.dataset["page"] === "try") {
    render(<TryPage />, place);
  } else {
    startDocuments();
    startCompare();
    follow();
    render(<Frame />, place);
    void ask();
  }
}
