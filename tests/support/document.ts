/** The OpenAPI document of an app, which takes most of a second to make: made once a run for each set of endpoints. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { App } from '../../src/app';
import { nameOfServed } from '../../src/platform/http/openapi/built-document';
import { madeOnce } from './once-a-run';

type Document = Record<string, unknown>;

const read = new Map<string, Document>();

export async function documentOf({ endpoints, document }: App): Promise<Document> {
  const name = `${nameOfServed(endpoints)}.json`;
  const known = read.get(name);
  if (known) return known;
  const path = await madeOnce(name, (file) => writeFileSync(file, JSON.stringify(document())));
  const made = JSON.parse(readFileSync(path, 'utf8')) as Document;
  read.set(name, made);
  return made;
}
