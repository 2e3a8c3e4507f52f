/**
 * The document as a build has left it: making it takes a process a second or two and some memory, which a start does
 * without. What it says follows from what is served, and that differs by configuration; so it is kept by that.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServedEndpoint } from '../server';
import type { Json } from './schemas';
import { toYaml } from './yaml';

/** Where the files stand. */
export interface BuiltDocument {
  json: string;
  yaml: string;
}

/** The same for the same endpoints. */
export function nameOfServed(endpoints: readonly ServedEndpoint[]): string {
  const served = endpoints.map(({ contract, tag }) => `${tag} ${contract.method} ${contract.path}`);
  return `openapi-${createHash('sha256').update(served.join()).digest('hex')}`;
}

const filesIn = (folder: string, endpoints: readonly ServedEndpoint[]): BuiltDocument => {
  const path = join(folder, nameOfServed(endpoints));
  return { json: `${path}.json`, yaml: `${path}.yaml` };
};

/** Null where no build has left the one of these endpoints. */
export function findBuiltDocument(
  folder: string,
  endpoints: readonly ServedEndpoint[],
): BuiltDocument | null {
  const files = filesIn(folder, endpoints);
  return existsSync(files.json) && existsSync(files.yaml) ? files : null;
}

export async function writeBuiltDocument(
  folder: string,
  endpoints: readonly ServedEndpoint[],
  document: Json,
): Promise<void> {
  const { json, yaml } = filesIn(folder, endpoints);
  mkdirSync(folder, { recursive: true });
  writeFileSync(json, JSON.stringify(document));
  writeFileSync(yaml, await toYaml(document));
}
