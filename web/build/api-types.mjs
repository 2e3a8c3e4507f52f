/** Makes the types of the interface from its document, unless they are newer. */
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const changedAt = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

const document = at('docs/openapi.yaml');
const types = at('web/src/api/schema.d.ts');

if (changedAt(types) <= changedAt(document)) {
  // What has a default may be left out of a body; without this option the types ask for it.
  const options = ['--default-non-nullable', 'false', '-o', types];
  execFileSync(process.execPath, [at('node_modules/openapi-typescript/bin/cli.js'), document, ...options], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
