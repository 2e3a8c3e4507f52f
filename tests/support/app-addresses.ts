/** The addresses of the browser app, such as `/deals/:id`, as they stand in its one list. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const LIST = join(__dirname, '../../web/src/app/addresses.ts');

export const appAddresses = (): string[] =>
  [...readFileSync(LIST, 'utf8').matchAll(/path: '([^']+)'/g)].map(([, path = '']) =>
    path.replaceAll('$', ':'),
  );
