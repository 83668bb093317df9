/** What the page says, in the reader's language. */
import { computed, signal } from "@preact/signals";
import en from "./en.json" with { type: "json" };
import es from "./es.json" with { type: "json" };
import fr from "./fr.json" with { type: "json" };
import it from "./it.json" with { type: "json" };
import pt from "./pt.json" with { type: "json" };
import ro from "./ro.json" with { type: "json" };

export type Key = keyof typeof en;
/** Every language has every key, or the page is not built. */
const tables = { es, fr, it, pt, ro, en } satisfies Record<string, Record<Key, string>>;
export type Language = keyof typeof tables;

/** The languages of the page, by their own names. */
export const languages: readonly { code: Language; name: string }[] = [
  { code: "es", name: "Español" },
  { code: "fr", name: "Français" },
  { code: "it", name: "Italiano" },
  { code: "pt", name: "Português" },
  { code: "ro", name: "Română" },
  { code: "en", name: "English" },
];

/** How numbers and dates are written where the reader's browser names no country. */
const homes: Record<Language, string> = { es: "es-ES", fr: "fr-FR", it: "it-IT", pt: "pt-PT", ro: "ro-RO", en: "en-GB" };

/** The first of a reader's languages that the page has. */
export function preferred(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const base = tag.toLowerCase().split("-")[0];
    if (base !== undefined && base in tables) return base as Language;
  }
  return "en";
}

/** The reader's own country for a language, else the one it is written for here. */
export function localeFor(language: Language, wanted: readonly string[]): string {
  return wanted.find((tag) => tag.toLowerCase().startsWith(`${language}-`)) ?? homes[language];
}

const browser = typeof navigator === "undefined" ? [] : navigator.languages;

/** The language of the page. */
export const language = signal<Language>(preferred(browser));
/** Its country, for numbers and dates. */
export const locale = computed(() => localeFor(language.value, browser));

export function isLanguage(code: string): code is Language {
  return Object.hasOwn(tables, code);
}

/** The words for a key; `{name}` is replaced by what is given for it. */
export function say(key: Key, given: Readonly<Record<string, string | number>> = {}): string {
  const words = tables[language.value][key];
  return words.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = given[name];
    return value === undefined ? whole : typeof value === "number" ? value.toLocaleString(locale.value) : value;
  });
}

/** The words for a name of the record below a prefix; the name itself where there are none, as a user's own may have. */
export function name(prefix: string, code: string): string {
  const key = `${prefix}.${code}`;
  const table: Readonly<Record<string, string>> = tables[language.value];
  return Object.hasOwn(table, key) ? table[key]! : code.replace(/-/g, " ");
}

/** What a language is called in the language of the page. */
export function languageName(code: string): string {
  if (code === "und") return "?";
  try {
    return new Intl.DisplayNames([locale.value], { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** The first letter large, where the language does that at the head of a line. */
export function capital(words: string): string {
  const first = words.slice(0, words.codePointAt(0)! > 0xffff ? 2 : 1);
  return first.toLocaleUpperCase(locale.value) + words.slice(first.length);
}
