/**
 * Serves the browser app: its files as they were built, and its one page at every address that is the app's, under a
 * policy that lets nothing run but what we built. Where it is not built, the server says so and serves all else.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { escapeHtml, htmlPage } from './html-page';
import { notFound } from './problem';

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

interface Head {
  title: string;
  description: string;
  outsideForm: boolean;
}

interface Build {
  page: string;
  pages: (Head & { pattern: RegExp })[];
  builtAt: number;
}

export interface WebAppOptions {
  /** Where the build lies. */
  folder: string;
  production: boolean;
  /** For the pages with an outside form; null where this installation has none. */
  outside: OutsideSources | null;
}

export interface WebApp {
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

export function createWebApp({ folder, production, outside }: WebAppOptions): WebApp {
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

  function answerPage(res: Response, { page }: Build, head: Head): void {
    const nonce = randomBytes(16).toString('base64');
    const sources = (head.outsideForm && outside) || NOTHING_OUTSIDE;
    res
      .set('Content-Security-Policy', policyWith(nonce, sources))
      .set('Cache-Control', 'no-cache')
      .type('html');
    res.send(page.replace(NONCE_MARK, nonce).replace(TITLE_MARK, () => headOf(head)));
  }

  const known = Router();
  known.use(
    '/assets',
    express.static(join(folder, 'assets'), { immutable: true, maxAge: YEAR_MS, index: false }),
  );
  known.use('/assets', (_req, _res, next) => next(notFound('This file is of another release.')));
  known.use(express.static(folder, { index: false, maxAge: '1h', setHeaders: asFile }));
  known.use((req, res, next) => {
    if (!isReading(req)) return next();
    const build = currentBuild();
    if (!build) return next();
    const page = build.pages.find(({ pattern }) => pattern.test(req.path));
    if (!page) return next();
    answerPage(res, build, page);
  });

  const unknown: RequestHandler = (req, res, next) => {
    if (!isReading(req) || !isForPeople(req)) return next();
    const build = currentBuild();
    if (!build) return answerNotBuilt(res);
    answerPage(res.status(404), build, NO_PAGE);
  };
  return { known, unknown };
}

/** `pages.json` tells the server what is a page; nobody else has a use for it. */
function asFile(res: Response, path: string): void {
  if (path.endsWith('.json')) res.setHeader('X-Robots-Tag', 'noindex');
}

function readBuild(folder: string, builtAt: number): Build {
  const pages = Pages.parse(JSON.parse(readFileSync(join(folder, 'pages.json'), 'utf8')));
  return {
    page: readFileSync(join(folder, 'index.html'), 'utf8'),
    pages: pages.map(({ path, ...head }) => ({ ...head, pattern: patternOf(path) })),
    builtAt,
  };
}

/** `/orders/:id` takes any one part in its place; a slash at the end is another spelling of the same address. */
const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replace(/\/$/, '').replaceAll(/:\w+/g, '[^/]+')}/?$`);

const NO_PAGE: Head = { title: 'There is no such page', description: '', outsideForm: false };

const isReading = ({ method }: Request): boolean => method === 'GET' || method === 'HEAD';

/** A browser that opens an address says that it wants a page; a program that takes anything wants data. */
const isForPeople = (req: Request): boolean =>
  !/^\/api(\/|$)/.test(req.path) && (req.get('accept') ?? '').includes('text/html');

function headOf({ title, description }: Head): string {
  const words = description ? `<meta name="description" content="${escapeHtml(description)}">` : '';
  return `<title>${escapeHtml(title)} · MC Exchange</title>${words}`;
}

function answerNotBuilt(res: Response): void {
  const body = `<h1>The browser app is not built here</h1>
<p>Run <code>npm run build</code>, then load this page again. All else is served: see <a href="/api/docs/">the API page</a>.</p>`;
  res.status(503).set('Cache-Control', 'no-store').type('html').send(htmlPage('MC Exchange', body));
}
