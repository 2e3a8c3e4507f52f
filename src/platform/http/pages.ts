/** The few pages for people: the root page, the API page, the document itself, the mail outbox. */
import { type RequestHandler, Router } from 'express';
import type { Mailer } from '../mail/mailer';
import { outboxRouter } from '../mail/outbox-pages';
import { apiPage } from './api-page';
import type { Endpoint } from './endpoint';
import { escapeHtml, htmlPage, PAGE_STYLE } from './html-page';
import type { DocumentFiles } from './openapi/document-files';
import { problemPages } from './problem-pages';

export interface DemoPerson {
  email: string;
  password: string;
  what: string;
}

export interface PageOptions {
  endpoints: readonly Endpoint[];
  documentFiles: DocumentFiles;
  /** How often the document may be asked for. */
  limit: RequestHandler | null;
  /** Pages that links in letters lead to: with a form, and of the browser app. */
  forms: RequestHandler;
  app: RequestHandler;
  about: { text: string; links: { href: string; label: string }[] };
  facts(): { label: string; value: string }[];
  mailer: Mailer;
  siteUrl: string;
  /** The outbox is shown outside production only: it holds links that sign people in. */
  showOutbox: boolean;
  demoPeople(): Promise<DemoPerson[]>;
}

export function pagesRouter(options: PageOptions): Router {
  const router = Router();
  const limited = options.limit ? [options.limit] : [];
  router.get('/page.css', (_req, res) => {
    res.type('css').send(PAGE_STYLE);
  });
  router.get('/', async (_req, res) => {
    res.type('html').send(rootPage(options, await options.demoPeople()));
  });
  for (const base of ['/api', '/api/v1']) {
    router.get(`${base}/openapi.json`, ...limited, options.documentFiles.json);
    router.get(`${base}/openapi.yaml`, ...limited, options.documentFiles.yaml);
    router.use(`${base}/problems`, problemPages(options.endpoints));
  }
  router.use('/api/docs', apiPage());
  router.use(options.forms);
  router.use(options.app);
  if (options.showOutbox) {
    router.use(outboxRouter(options.mailer, options.siteUrl));
  }
  return router;
}

function rootPage(options: PageOptions, people: DemoPerson[]): string {
  const links = options.about.links
    .map(({ href, label }) => `<li><a href="${escapeHtml(href)}">${escapeHtml(label)}</a></li>`)
    .join('');
  const facts = options
    .facts()
    .map(({ label, value }) => `<tr><th>${escapeHtml(label)}</th><td>${escapeHtml(value)}</td></tr>`)
    .join('');
  const signIn = people
    .map(
      ({ email, password, what }) =>
        `<tr><td><code>${escapeHtml(email)}</code></td><td><code>${escapeHtml(password)}</code></td><td>${escapeHtml(what)}</td></tr>`,
    )
    .join('');
  return htmlPage(
    'MC Exchange',
    `<h1>MC Exchange</h1><p>${escapeHtml(options.about.text)}</p>
<h2>Where to go</h2><ul><li><a href="/api/docs">The API page</a> (<a href="/api/openapi.json">JSON</a>, <a href="/api/openapi.yaml">YAML</a>, <a href="/api/problems">problem codes</a>)</li>
${options.showOutbox ? '<li><a href="/outbox">The mail outbox</a>: every mail that would have been sent</li>' : ''}
<li><a href="/api/health/ready">Health</a></li>${links}</ul>
${facts ? `<h2>What runs</h2><table>${facts}</table>` : ''}
${signIn ? `<h2>Who can sign in</h2><table><tr><th>E-mail</th><th>Password</th><th>Who</th></tr>${signIn}</table><p>Sign in at <code>POST /api/auth/login</code>; put the access token into the API page's “Authorize”.</p>` : ''}`,
  );
}
