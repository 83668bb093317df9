// Validates pages: `node validate.mjs PAGE…`. Every rule of the standard, of documents and of accessibility.
import { HtmlValidate } from "html-validate";

const presets = ["html-validate:standard", "html-validate:document", "html-validate:a11y"];
const validator = new HtmlValidate({ root: true, extends: presets });
const pages = process.argv.slice(2);
let wrong = 0;
for (const page of pages) {
  const report = await validator.validateFile(page);
  for (const { messages } of report.results) {
    for (const { line, column, ruleId, message } of messages) {
      console.error(`${page}:${line}:${column}: ${message} (${ruleId})`);
      wrong += 1;
    }
  }
}
console.error(`${pages.length} pages, ${wrong} faults`);
process.exit(wrong > 0 || pages.length === 0 ? 1 : 0);
