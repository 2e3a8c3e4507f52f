/** The few pages for people: the root page, the API page, the document itself, the mail outbox. */
import { join } from 'node:path';
import { Router } from 'express';
import helmet from 'helmet';
import { absolutePath as swaggerFolder } from 'swagger-ui-dist';
import { stringify } from 'yaml';
import type { Mailer } from '../mail/mailer';

export interface DemoPerson {
  email: string;
  password: string;
  what: string;
}

export interface PageOptions {
  /** The OpenAPI document; asked for when it is first needed. */
  document(): Record<string, unknown>;
  facts(): { label: string; value: string }[];
  mailer: Mailer;
  /** The outbox is shown outside production only: it holds links that sign people in. */
  showOutbox: boolean;
  demoPeople(): Promise<DemoPerson[]>;
}

const escape = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:56rem;margin:3rem auto;padding:0 1rem;color:#1c2733}
h1{font-size:1.6rem}h2{font-size:1.15rem;margin-top:2rem}table{border-collapse:collapse;width:100%}
td,th{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #dde3ea;vertical-align:top}code,pre{background:#f3f5f8;border-radius:4px}
code{padding:.1rem .3rem}pre{padding:.8rem;white-space:pre-wrap}a{color:#0b5cad}`;

const html = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
  `<title>${escape(title)}</title><link rel="stylesheet" href="/page.css"></head><body>${body}</body></html>`;

const API_PAGE_SCRIPT = `window.ui = SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#page', deepLinking: true, persistAuthorization: true });`;

export function pagesRouter(options: PageOptions): Router {
  const router = Router();
  router.get('/page.css', (_req, res) => {
    res.type('css').send(STYLE);
  });
  router.get('/', async (_req, res) => {
    res.type('html').send(rootPage(options, await options.demoPeople()));
  });
  for (const base of ['/api', '/api/v1']) {
    router.get(`${base}/openapi.json`, (_req, res) => {
      res.json(options.document());
    });
    router.get(`${base}/openapi.yaml`, (_req, res) => {
      res.type('application/yaml').send(stringify(options.document(), { aliasDuplicateObjects: false }));
    });
  }
  router.use('/api/docs', apiPage());
  if (options.showOutbox) {
    router.get('/outbox', async (_req, res) => {
      res.type('html').send(await outboxPage(options.mailer));
    });
  }
  return router;
}

function rootPage(options: PageOptions, people: DemoPerson[]): string {
  const facts = options
    .facts()
    .map(({ label, value }) => `<tr><th>${escape(label)}</th><td>${escape(value)}</td></tr>`)
    .join('');
  const signIn = people
    .map(
      ({ email, password, what }) =>
        `<tr><td><code>${escape(email)}</code></td><td><code>${escape(password)}</code></td><td>${escape(what)}</td></tr>`,
    )
    .join('');
  return html(
    'MC Exchange',
    `<h1>MC Exchange</h1><p>Motor-carrier companies, sold with their operating authority.</p>
<h2>Where to go</h2><ul><li><a href="/api/docs">The API page</a> (<a href="/api/openapi.json">JSON</a>, <a href="/api/openapi.yaml">YAML</a>)</li>
${options.showOutbox ? '<li><a href="/outbox">The mail outbox</a>: every mail that would have been sent</li>' : ''}
<li><a href="/api/health/ready">Health</a></li><li><a href="/api/listings">Listings</a></li></ul>
<h2>What runs</h2><table>${facts}</table>
${signIn ? `<h2>Who can sign in</h2><table><tr><th>E-mail</th><th>Password</th><th>Who</th></tr>${signIn}</table><p>Sign in at <code>POST /api/auth/login</code>; put the access token into the API page's “Authorize”.</p>` : ''}`,
  );
}

const OUTBOX_SHOWN = 100;

async function outboxPage(mailer: Mailer): Promise<string> {
  const mails = await mailer.list(OUTBOX_SHOWN);
  const shown = mails.map(
    ({ to, subject, text, sentAt }) =>
      `<h2>${escape(subject)}</h2><p>To ${escape(to)}, ${new Date(sentAt).toISOString()}</p><pre>${escape(text)}</pre>`,
  );
  return html(
    'Mail outbox',
    `<h1>Mail outbox</h1><p><a href="/">Back</a></p>${shown.join('') || '<p>No mail yet.</p>'}`,
  );
}

function apiPage(): Router {
  const router = Router();
  // The page's own styles are inline; nothing else is loosened.
  router.use(
    helmet.contentSecurityPolicy({
      directives: { styleSrc: ["'self'", "'unsafe-inline'"], upgradeInsecureRequests: null },
    }),
  );
  router.get('/', (req, res) => {
    if (!req.originalUrl.split('?')[0]?.endsWith('/')) {
      res.redirect(301, '/api/docs/');
      return;
    }
    res
      .type('html')
      .send(
        `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>MC Exchange API</title>` +
          `<link rel="stylesheet" href="swagger-ui.css"></head><body><div id="page"></div>` +
          `<script src="swagger-ui-bundle.js"></script><script src="page.js"></script></body></html>`,
      );
  });
  router.get('/page.js', (_req, res) => {
    res.type('js').send(API_PAGE_SCRIPT);
  });
  for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js']) {
    router.get(`/${file}`, (_req, res) => {
      res.sendFile(join(swaggerFolder(), file), { maxAge: '1d' });
    });
  }
  return router;
}
