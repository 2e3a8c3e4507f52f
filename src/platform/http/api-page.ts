/** The API page: the OpenAPI document in Swagger UI, collapsed by section, with a filter over every operation. */
import { join } from 'node:path';
import { Router } from 'express';
import helmet from 'helmet';
import swaggerFolder from 'swagger-ui-dist/absolute-path';

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>MC Exchange API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="swagger-ui.css"><link rel="stylesheet" href="page.css"></head>
<body><div id="page"></div><script src="swagger-ui-bundle.js"></script><script src="page.js"></script></body></html>`;

/**
 * Swagger UI's filter looks at the names of sections only; this one looks at each operation, and opens what it finds
 * unless the reader has closed it. A selector that is wrapped already knows the state: it is not handed on.
 */
const SCRIPT = `const filterOperations = () => ({
  fn: {
    opsFilter: (sections, phrase) => {
      const wanted = phrase.toLowerCase();
      const matches = (operation) =>
        [operation.get('path'), operation.get('method'), operation.getIn(['operation', 'operationId']), operation.getIn(['operation', 'summary'])]
          .join(' ').toLowerCase().includes(wanted);
      return sections
        .map((section, name) => name.toLowerCase().includes(wanted) ? section : section.update('operations', (all) => all.filter(matches)))
        .filter((section) => section.get('operations').size > 0);
    },
  },
  statePlugins: {
    layout: {
      wrapSelectors: {
        isShown: (isShown) => (layout, thing, otherwise) =>
          isShown(thing, otherwise || (thing[0] === 'operations-tag' && typeof layout.get('filter') === 'string' && layout.get('filter') !== '')),
      },
    },
  },
});
window.ui = SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#page',
  deepLinking: true,
  persistAuthorization: true,
  docExpansion: 'none',
  filter: true,
  defaultModelsExpandDepth: -1,
  syntaxHighlight: false,
  plugins: [filterOperations],
  onComplete: () => { document.querySelector('.operation-filter-input').placeholder = 'Filter operations'; },
});
`;

const STYLE = `.swagger-ui .info { margin: 1.5rem 0 }
.swagger-ui .scheme-container { margin: 0; padding: 1rem 0; box-shadow: none }
.swagger-ui .info .base-url, .swagger-ui .scheme-container .servers-title, .swagger-ui .scheme-container .servers { display: none }
.swagger-ui .markdown code, .swagger-ui .renderedMarkdown code { padding: 1px 4px }
.swagger-ui .markdown p, .swagger-ui .renderedMarkdown p { line-height: 1.5 }
.swagger-ui .responses-table .response-col_links { display: none !important }
.swagger-ui .opblock-tag { font-size: 1.15rem }
@media (max-width: 600px) {
  .swagger-ui .opblock-tag { flex-wrap: wrap }
  .swagger-ui .opblock-tag small { flex: 1 0 90%; order: 1; padding: .25rem 0 0 }
  .swagger-ui .opblock-tag .expand-operation { margin-left: auto }
  .swagger-ui .filter-container .filter { max-width: none }
  .swagger-ui .filter-container .filter input[type=text].operation-filter-input { max-width: none; width: 100% }
  .swagger-ui .filter-container, .swagger-ui .filter-container .wrapper { width: 100% }
  .swagger-ui .opblock .opblock-summary { flex-wrap: wrap }
  .swagger-ui .opblock .opblock-summary-control { flex-wrap: wrap }
  .swagger-ui .opblock .opblock-summary-description { flex: 1 0 100%; padding: .25rem 0 }
  .swagger-ui .opblock .opblock-summary-path { flex: 1 0 100%; max-width: 100%; padding: .25rem 0 0 }
  .swagger-ui table:is(.responses-table, .parameters), .swagger-ui table:is(.responses-table, .parameters) > tbody { display: block }
  .swagger-ui table:is(.responses-table, .parameters) > thead { display: none }
  .swagger-ui table:is(.responses-table, .parameters) > tbody > tr { display: block; padding-bottom: 1rem }
  .swagger-ui table:is(.responses-table, .parameters) > tbody > tr > td { display: block; width: auto; max-width: none; padding: .25rem 0 }
  .swagger-ui .headers-wrapper { display: none }
}
`;

export function apiPage(): Router {
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
    res.type('html').send(PAGE);
  });
  router.get('/page.js', (_req, res) => {
    res.type('js').send(SCRIPT);
  });
  router.get('/page.css', (_req, res) => {
    res.type('css').send(STYLE);
  });
  for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js']) {
    router.get(`/${file}`, (_req, res) => {
      res.sendFile(join(swaggerFolder(), file), { maxAge: '1d' });
    });
  }
  return router;
}
