/** The frame of the page: where one is, where one can go, the reader's own settings. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { ComparePage } from "../compare/page.tsx";
import { LexiconPage } from "../lexicon/page.tsx";
import { Drop } from "../read/intake.tsx";
import { ReadPage } from "../read/page.tsx";
import { CheckingPage } from "../review/page.tsx";
import { ReviewerDialog, ReviewerName } from "../review/reviewer.tsx";
import { language, languages, say, type Key } from "../words/index.ts";
import { info } from "./info.ts";
import { Notices } from "./notices.tsx";
import { link, route, type Part } from "./route.ts";
import { speak, theme, type Theme } from "./settings.ts";
import { TokenForm } from "./token.tsx";

const pages: readonly { part: Part; words: Key; body: () => ComponentChildren }[] = [
  { part: "read", words: "nav.read", body: () => <ReadPage /> },
  { part: "compare", words: "nav.compare", body: () => <ComparePage /> },
  { part: "lexicon", words: "nav.lexicon", body: () => <LexiconPage /> },
  { part: "checking", words: "nav.stored", body: () => <CheckingPage /> },
];

export function Frame() {
  const { part } = route.value;
  const here = pages.find((page) => page.part === part) ?? pages[0]!;
  useEffect(() => {
    document.title = `${say(here.words)} · Epicrisis`;
  }, [here, language.value]);
  const before = useRef(part);
  useEffect(() => {
    // Whoever hears the page, or has no mouse, goes on where the new part begins.
    if (before.current !== part) document.getElementById("main")?.focus({ preventScroll: true });
    before.current = part;
  }, [part]);
  return (
    <>
      <a class="skip" href="#main" onClick={skip}>
        {say("app.skip_main")}
      </a>
      <header class="bar">
        <a class="brand" href={link("read")}>
          Epicrisis
        </a>
        <nav aria-label={say("nav.label")}>
          <ul>
            {pages.map(({ part: other, words }) =>
              // What needs a store is not offered where there is none.
              other === "checking" && !info.value?.store ? null : (
                <li key={other}>
                  <a href={link(other)} aria-current={other === part ? "page" : undefined}>
                    {say(words)}
                  </a>
                </li>
              ),
            )}
          </ul>
        </nav>
        <Settings />
      </header>
      <Notices />
      <TokenForm />
      <main id="main" tabIndex={-1} class={`page-${part}`}>
        {here.body()}
      </main>
      <footer class="foot">
        <p>{say("app.purpose")}</p>
        <p>
          {info.value && <span>Epicrisis {info.value.version} · </span>}
          <a href="/try">{say("nav.api")}</a>
        </p>
      </footer>
      <ReviewerDialog />
      <Drop />
    </>
  );
}

/** Goes past the head without changing the address, which says what is open. */
function skip(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

export function Settings() {
  return (
    <div class="settings">
      {info.value?.store && <ReviewerName />}
      <select aria-label={say("settings.language")} value={language.value} onChange={(event) => speak(event.currentTarget.value)}>
        {languages.map(({ code, name }) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
      <select
        aria-label={say("settings.theme")}
        value={theme.value}
        onChange={(event) => (theme.value = event.currentTarget.value as Theme)}
      >
        {(["auto", "light", "dark"] as const).map((one) => (
          <option key={one} value={one}>
            {{ auto: "◐", light: "☀", dark: "☾" }[one]} {say(`theme.${one}`)}
          </option>
        ))}
      </select>
    </div>
  );
}
