/** What is served outside the interface: the browser app, the API page, the document itself, the mail outbox. */
import { Router, type RequestHandler } from 'express';
import type { Mailer } from '../mail/mailer';
import { outboxRouter } from '../mail/outbox-pages';
import { apiPage } from './api-page';
import type { Endpoint } from './endpoint';
import { PAGE_STYLE } from './html-page';
import type { DocumentFiles } from './openapi/document-files';
import { problemPages } from './problem-pages';
import { limited, type Limiter } from './rate-limit';
import type { WebApp } from './web-app';

export interface PageOptions {
  endpoints: readonly Endpoint[];
  documentFiles: DocumentFiles;
  /** How often the document may be asked for. */
  limit: Limiter | null;
  /** Pages with a form that links in letters lead to; they work without scripts. */
  forms: RequestHandler;
  web: WebApp;
  mailer: Mailer;
  siteUrl: string;
  /** The outbox is shown outside production only: it holds links that sign people in. */
  showOutbox: boolean;
}

export function pagesRouter(options: PageOptions): Router {
  const router = Router();
  const within = options.limit ? [limited(options.limit)] : [];
  router.get('/page.css', (_req, res) => {
    res.type('css').send(PAGE_STYLE);
  });
  for (const base of ['/api', '/api/v1']) {
    router.get(`${base}/openapi.json`, ...within, options.documentFiles.json);
    router.get(`${base}/openapi.yaml`, ...within, options.documentFiles.yaml);
    router.use(`${base}/problems`, problemPages(options.endpoints));
  }
  router.use('/api/docs', apiPage());
  router.use(options.forms);
  router.use(options.web.known);
  if (options.showOutbox) {
    router.use(outboxRouter(options.mailer, options.siteUrl));
  }
  router.use(options.web.unknown);
  return router;
}
