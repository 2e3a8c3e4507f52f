/** The OpenAPI document of an app, which takes most of a second to make: made once a run for each set of endpoints. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import type { App } from '../../src/app';
import { madeOnce } from './once-a-run';

type Document = Record<string, unknown>;

const read = new Map<string, Document>();

export async function documentOf({ endpoints, document }: App): Promise<Document> {
  const served = endpoints.map(({ contract, tag }) => `${tag} ${contract.method} ${contract.path}`);
  const name = `openapi-${createHash('sha256').update(served.join()).digest('hex')}.json`;
  const known = read.get(name);
  if (known) return known;
  const path = await madeOnce(name, (file) => writeFileSync(file, JSON.stringify(document())));
  const made = JSON.parse(readFileSync(path, 'utf8')) as Document;
  read.set(name, made);
  return made;
}
