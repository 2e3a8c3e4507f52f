/** Explains every problem code, at the address that its `type` gives: as a page, or as JSON for programs. */
import { type Response, Router } from 'express';
import { once } from '../kernel/once';
import { problemsOf } from './contract';
import type { Endpoint } from './endpoint';
import { DATA_POLICY } from './headers';
import { escapeHtml, htmlPage } from './html-page';
import {
  expectationFailed,
  headersTooLarge,
  methodNotAllowed,
  notFound,
  problemAddress,
  type ProblemKind,
  requestTimeout,
} from './problem';

export interface ProblemExplanation {
  code: string;
  status: number;
  title: string;
  advice: string;
  /** The operationIds that can answer it; none where any request can. */
  operations: string[];
}

/** Answered before a request reaches an operation. */
const ANYWHERE: readonly ProblemKind[] = [
  notFound,
  methodNotAllowed,
  expectationFailed,
  headersTooLarge,
  requestTimeout,
];

export function explainProblems(endpoints: readonly Endpoint[]): Map<string, ProblemExplanation> {
  const found = new Map<string, ProblemExplanation>();
  const explanationOf = ({ code, status, title, advice }: ProblemKind): ProblemExplanation => {
    const explanation = found.get(code) ?? { code, status, title, advice, operations: [] };
    found.set(code, explanation);
    return explanation;
  };
  ANYWHERE.forEach(explanationOf);
  for (const { contract } of endpoints) {
    for (const kind of problemsOf(contract)) explanationOf(kind).operations.push(contract.operationId);
  }
  return new Map([...found].sort(([one], [other]) => (one < other ? -1 : 1)));
}

export function problemPages(endpoints: readonly Endpoint[]): Router {
  const router = Router();
  const explanations = once(() => explainProblems(endpoints));
  router.get('/', (_req, res) => {
    const all = [...explanations().values()];
    res.format({
      html: () => void res.send(listPage(all)),
      json: () => void answerData(res, all),
    });
  });
  router.get('/:code', (req, res, next) => {
    const explanation = explanations().get(req.params.code);
    if (!explanation) {
      next(notFound('There is no such problem code. See /api/problems for all of them.'));
      return;
    }
    res.format({
      html: () => void res.send(explanationPage(explanation)),
      json: () => void answerData(res, explanation),
    });
  });
  return router;
}

const answerData = (res: Response, data: object) =>
  res.set('Content-Security-Policy', DATA_POLICY).json({ success: true, data });

const listPage = (all: ProblemExplanation[]): string =>
  htmlPage(
    'Problem codes',
    `<h1>Problem codes</h1><p><a href="/api/docs/">The API page</a></p><table><tr><th>Status</th><th>Code</th><th>Meaning</th></tr>${all
      .map(
        ({ code, status, title }) =>
          `<tr><td>${status}</td><td><a href="${problemAddress(code)}"><code>${code}</code></a></td><td>${escapeHtml(title)}</td></tr>`,
      )
      .join('')}</table>`,
  );

function explanationPage({ code, status, title, advice, operations }: ProblemExplanation): string {
  const answeredBy = operations.map((operation) => `<li><code>${operation}</code></li>`).join('');
  return htmlPage(
    title,
    `<p><a href="/api/problems">Problem codes</a></p><h1>${escapeHtml(title)}</h1>
<p><code>${code}</code>, status ${status}</p><h2>What to do</h2><p>${escapeHtml(advice)}</p>
${answeredBy ? `<h2>Operations that answer it</h2><ul>${answeredBy}</ul>` : ''}`,
  );
}
