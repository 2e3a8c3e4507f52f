/**
 * Serves the browser app: its files as they were built, and its one page at every address that is the app's, under a
 * policy that lets nothing run but what we built. Where it is not built, the server says so and serves all else.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { htmlPage } from './html-page';
import { createPageHeads, type HeadOptions, type HeadPage } from './page-heads';
import { notFound } from './problem';
import { createReleaseFiles, type ReleaseFiles } from './release-files';
import type { Storage } from '../storage/storage';

/** What the build leaves in the page where a nonce and the head of an address belong. */
const NONCE_MARK = /__NONCE__/g;
const TITLE_MARK = '<title>MC Exchange</title>';

const YEAR_MS = 365 * 86_400_000;

/** The addresses of the app, written by its build. */
const Pages = z.array(
  z.object({
    path: z.string(),
    title: z.string(),
    description: z.string(),
    /** Search engines may show it. */
    indexed: z.boolean().default(false),
    /** It shows a form of somebody else's: its policy lets in what that form needs. */
    outsideForm: z.boolean().default(false),
  }),
);

/** Whose scripts, frames and answers a page may take besides ours. */
export interface OutsideSources {
  scripts: readonly string[];
  frames: readonly string[];
  connections: readonly string[];
}

interface Page extends HeadPage {
  pattern: RegExp;
  outsideForm: boolean;
}

interface Build {
  page: string;
  pages: Page[];
  builtAt: number;
}

export interface WebAppOptions extends HeadOptions {
  /** Where the build lies. */
  folder: string;
  production: boolean;
  /** For the pages with an outside form; null where this installation has none. */
  outside: OutsideSources | null;
  /** Keeps the files of a release for tabs that outlive it. */
  storage: Storage;
}

export interface WebApp {
  releaseFiles: Pick<ReleaseFiles, 'keep'>;
  /** The files and the addresses that the app knows. */
  known: RequestHandler;
  /**
   * For people only, since what asks for data is answered as data: its page that says that there is nothing; where it is
   * not built, that.
   */
  unknown: RequestHandler;
}

/** Connections are to this server alone; a picture may also be one that the page made, to be looked at before it is sent. */
const policyWith = (nonce: string, { scripts, frames, connections }: OutsideSources): string =>
  [
    "default-src 'none'",
    ["script-src 'self'", ...scripts].join(' '),
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "font-src 'self'",
    ["connect-src 'self'", ...connections].join(' '),
    ...(frames.length > 0 ? [['frame-src', ...frames].join(' ')] : []),
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');

const NOTHING_OUTSIDE: OutsideSources = { scripts: [], frames: [], connections: [] };

export function createWebApp({ folder, production, outside, storage, ...options }: WebAppOptions): WebApp {
  const heads = createPageHeads(options);
  const file = join(folder, 'index.html');
  let kept: Build | null = null;

  /** Outside production a newer build counts at once: the page of an older one names files that are gone. */
  function currentBuild(): Build | null {
    if (kept && production) return kept;
    const builtAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
    if (builtAt === undefined) return null;
    if (kept?.builtAt !== builtAt) kept = readBuild(folder, builtAt);
    return kept;
  }

  function answerPage(res: Response, { page }: Build, head: string, outsideForm = false): void {
    const nonce = randomBytes(16).toString('base64');
    const sources = (outsideForm && outside) || NOTHING_OUTSIDE;
    res
      .set('Content-Security-Policy', policyWith(nonce, sources))
      .set('Cache-Control', 'no-cache')
      .type('html');
    res.send(page.replace(NONCE_MARK, nonce).replace(TITLE_MARK, () => head));
  }

  const known = Router();
  const assets = join(folder, 'assets');
  const releaseFiles = createReleaseFiles({ folder: assets, storage, maxAgeMs: YEAR_MS });
  known.use('/assets', express.static(assets, { immutable: true, maxAge: YEAR_MS, index: false }));
  known.use('/assets', releaseFiles.serve(options.limiter));
  known.use('/assets', (_req, _res, next) => next(notFound('This file is of another release.')));
  known.use(express.static(folder, { index: false, maxAge: '1h', setHeaders: asFile }));
  known.get('/robots.txt', (_req, res, next) => {
    const build = currentBuild();
    if (!build) return next();
    res.set('Cache-Control', 'public, max-age=3600').type('txt').send(heads.robots(build.pages));
  });
  known.get('/sitemap.xml', async (_req, res, next) => {
    const build = currentBuild();
    if (!build) return next();
    const text = await heads.siteMap(build.pages, build.builtAt, res);
    res.set('Cache-Control', 'no-cache').type('xml').send(text);
  });
  known.use(async (req, res, next) => {
    if (!isReading(req)) return next();
    const build = currentBuild();
    if (!build) return next();
    const page = build.pages.find(({ pattern }) => pattern.test(req.path));
    if (!page) return next();
    const { status, markup } = await heads.headOf(page, req.path, res);
    answerPage(res.status(status), build, markup, page.outsideForm);
  });

  const unknown: RequestHandler = (req, res, next) => {
    if (!isReading(req) || !isForPeople(req)) return next();
    const build = currentBuild();
    if (!build) return answerNotBuilt(res);
    answerPage(res.status(404), build, heads.noPage.markup);
  };
  return { known, unknown, releaseFiles };
}

/** `pages.json` tells the server what is a page; nobody else has a use for it. */
function asFile(res: Response, path: string): void {
  if (path.endsWith('.json')) res.setHeader('X-Robots-Tag', 'noindex');
}

function readBuild(folder: string, builtAt: number): Build {
  const pages = Pages.parse(JSON.parse(readFileSync(join(folder, 'pages.json'), 'utf8')));
  return {
    page: readFileSync(join(folder, 'index.html'), 'utf8'),
    pages: pages.map((page) => ({ ...page, pattern: patternOf(page.path) })),
    builtAt,
  };
}

/** `/orders/:id` takes any one part in its place; a slash at the end is another spelling of the same address. */
const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replace(/\/$/, '').replaceAll(/:\w+/g, '[^/]+')}/?$`);

const isReading = ({ method }: Request): boolean => method === 'GET' || method === 'HEAD';

/** A browser that opens an address says that it wants a page; a program that takes anything wants data. */
const isForPeople = (req: Request): boolean =>
  !/^\/api(\/|$)/.test(req.path) && (req.get('accept') ?? '').includes('text/html');

function answerNotBuilt(res: Response): void {
  const body = `<h1>The browser app is not built here</h1>
<p>Run <code>npm run build</code>, then load this page again. All else is served: see <a href="/api/docs/">the API page</a>.</p>`;
  res.status(503).set('Cache-Control', 'no-store').type('html').send(htmlPage('MC Exchange', body));
}
