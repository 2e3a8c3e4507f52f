/** Lints the OpenAPI document with Redocly's recommended rules and Spectral's `oas` rules; fails on anything they find. */
import { readFileSync } from 'node:fs';
import { fileURLToPath, URL } from 'node:url';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import spectralCore from '@stoplight/spectral-core';
import spectralParsers from '@stoplight/spectral-parsers';
import spectralRulesets from '@stoplight/spectral-rulesets';

const path = fileURLToPath(new URL('../docs/openapi.yaml', import.meta.url));
const text = readFileSync(path, 'utf8');

async function findingsOfRedocly() {
  const config = await createConfig({
    extends: ['recommended'],
    rules: {
      'no-unused-components': 'error',
      // The product is not licensed to the public, and its server is the one that serves the document.
      'info-license': 'off',
      'no-server-example.com': 'off',
      // A word beats a place: `/offers/listing/{listingId}` is never taken for `/offers/{id}/accept`.
      'no-ambiguous-paths': 'off',
    },
  });
  const findings = await lintFromString({ source: text, absoluteRef: path, config });
  return findings.map(
    ({ ruleId, message, location }) => `redocly ${ruleId} at ${location[0]?.pointer}: ${message}`,
  );
}

async function findingsOfSpectral() {
  const spectral = new spectralCore.Spectral();
  spectral.setRuleset({
    extends: [spectralRulesets.oas],
    // Nobody is to be written to about it but whoever runs the product.
    rules: { 'info-contact': 'off' },
  });
  const document = new spectralCore.Document(text, spectralParsers.Yaml, path);
  const findings = await spectral.run(document);
  return findings.map(({ code, message, path: at }) => `spectral ${code} at ${at.join('.')}: ${message}`);
}

const findings = [...(await findingsOfRedocly()), ...(await findingsOfSpectral())];
for (const finding of findings) process.stdout.write(`${finding}\n`);
process.stdout.write(`${findings.length} findings\n`);
process.exitCode = findings.length > 0 ? 1 : 0;
