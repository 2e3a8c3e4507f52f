/**
 * What each page reads while it opens, by its reader, as `tests/browser/reads.json` says it, and what becomes of the page
 * where one of them fails: its part of the page tells so, the whole page does, or it stands without. `READS=write` writes
 * it anew.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '../../src/app';
import { documentOf } from './document';

/** `beside`: what a page does well without. */
export type Ends = 'part' | 'page' | 'beside';
type PageReads = Record<string, Ends>;
type ReadersPages = Record<string, PageReads>;

const FILE = join(__dirname, '../browser/reads.json');

export const writesReads = process.env.READS === 'write';

export const readsOfPages = (): Record<string, ReadersPages> =>
  JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, ReadersPages>;

/** By the shell of the app, on whichever page somebody begins. */
export const ANYWHERE = 'anywhere';

/** The read that an address is one of, as the document calls it; nothing for what is none. */
export async function nameReads(app: App): Promise<(url: string) => string | undefined> {
  const { paths } = (await documentOf(app)) as { paths: Record<string, object> };
  const patterns = Object.entries(paths)
    .filter(([, methods]) => 'get' in methods)
    .map(([path]) => ({
      path,
      pattern: new RegExp(`^/api${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
      named: path.split('{').length,
    }))
    // `/listings/nda` is no listing.
    .toSorted((a, b) => a.named - b.named);
  return (url) => {
    const { pathname } = new URL(url);
    return patterns.find(({ pattern }) => pattern.test(pathname))?.path;
  };
}

/** Keeps what the pages of this reader were seen to read. */
export function writeReads(reader: string, seen: ReadersPages): void {
  const all = { ...readsOfPages(), [reader]: seen };
  const sorted = <Value>(of: Record<string, Value>, each: (value: Value) => unknown) =>
    Object.fromEntries(
      Object.entries(of)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, value]) => [key, each(value)]),
    );
  const text = JSON.stringify(
    sorted(all, (pages) => sorted(pages, (reads) => sorted(reads, String))),
    null,
    2,
  );
  writeFileSync(FILE, `${text}\n`);
}
