/**
 * Keeps the files of the browser app beyond their release, in the file store: a tab that was opened before a release, or
 * is answered by an instance of another one, finds the files that its page names.
 */
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { RequestHandler } from 'express';
import pLimit from 'p-limit';
import { DAY_MS, systemClock } from '../kernel/clock';
import { keyOf, type Storage } from '../storage/storage';
import { pour } from './download';
import { sayCounted } from './limit-headers';
import type { Limiter } from './rate-limit';
import { isReading } from './send';

const SHELF = 'webfiles';
/** As long as a tab may stay open over a release. */
const KEPT_MS = 30 * DAY_MS;
/** What is served is stored anew so often that a release which replaces it leaves it there for most of that time. */
const RENEWED_MS = 7 * DAY_MS;
const AT_ONCE = 8;

/** As the build names files: nothing else is looked for. */
const NAME = /^\/([\w-][\w.-]{0,150}\.(?:js|css|woff2?|svg|png))$/;

const placeOf = (name: string): string => keyOf(SHELF, createHash('sha256').update(name).digest('hex')) ?? '';

export interface ReleaseFiles {
  /** Stores what this release serves, and drops what was served too long ago. */
  keep(now?: number): Promise<void>;
  /** Below the folder of the files: what this release has not, from the store. */
  serve(limiter: Limiter | null): RequestHandler;
}

interface Options {
  /** Where the files of this release lie. */
  folder: string;
  storage: Storage;
  /** How long an answer may be kept. */
  maxAgeMs: number;
}

export function createReleaseFiles({ folder, storage, maxAgeMs }: Options): ReleaseFiles {
  return {
    // By the machine's clock, which stamps files, and not by the one that can be moved.
    async keep(now = systemClock.now()) {
      const names = (await readdir(folder).catch(() => [])).filter((name) => NAME.test(`/${name}`));
      const storedAt = new Map<string, number>();
      for await (const file of storage.list(SHELF)) storedAt.set(file.key, file.storedAt);
      const atOnce = pLimit(AT_ONCE);
      const old = names.filter((name) => now - (storedAt.get(placeOf(name)) ?? 0) > RENEWED_MS);
      const keepOne = (name: string) => storage.put(placeOf(name), { path: join(folder, name) });
      await Promise.all(old.map((name) => atOnce(() => keepOne(name))));
      const current = new Set(names.map(placeOf));
      const gone = [...storedAt].filter(([key, at]) => now - at > KEPT_MS && !current.has(key));
      for (const [key] of gone) await storage.delete(key);
    },

    serve: (limiter) => async (req, res, next) => {
      const [, name] = NAME.exec(req.path) ?? [];
      if (name === undefined || !isReading(req)) return next();
      const refusal = limiter && sayCounted(res, await limiter(res));
      if (refusal) return next(refusal);
      const content = await storage.open(placeOf(name));
      if (!content) return next();
      res.set('Cache-Control', `public, max-age=${maxAgeMs / 1_000}, immutable`).type(extname(name));
      if (req.method === 'GET') return pour(content, res);
      content.destroy();
      res.end();
    },
  };
}
