/**
 * Small pages with one form, for links in letters. They work without scripts, and opening one changes nothing: the
 * scanners of mailboxes open every link.
 */
import express, { type Response, Router } from 'express';
import { type z } from 'zod';
import { toProblem } from './error-answer';
import { fieldErrorsOf } from './field-errors';
import { escapeHtml, htmlPage } from './html-page';
import type { RateLimit } from './limits';
import { invalidRequest, type Problem } from './problem';
import { sayCounted } from './limit-headers';
import type { RateLimits } from './rate-limit';

export interface FormField {
  name: string;
  /** Null for what comes with the link and is sent on unseen: by the form, or in the address. */
  label: string | null;
  type: 'hidden' | 'email' | 'new-password' | 'choice';
  /** Of a choice; the first is chosen unless another is. */
  options?: readonly { value: string; label: string }[];
}

interface PageLink {
  href: string;
  label: string;
}

export interface FormPage {
  /** Where it stands: `/reset-password`, or `/orders/:id` with a hidden field of that name. */
  path: string;
  title: string;
  text: string;
  /** Says what it is about, and changes nothing. Throws where there is no such thing. */
  about?(given: Record<string, string>): Promise<string>;
  fields: readonly FormField[];
  button: string;
  limit: RateLimit;
  /** Whether what is sent is proof enough, as a link that is good: the limit refuses it never. */
  spared?(sent: Record<string, string>): Promise<boolean>;
  /** Acts, and answers what to say then. Throws what an endpoint would. */
  submit(sent: Record<string, string>): Promise<string>;
  /** The way on for somebody who is refused, or wants something else. */
  otherwise?: PageLink;
  /** The way on for somebody who is done. */
  afterwards?: PageLink;
}

/** A page of a schema: what is sent is checked before `act` sees it. */
export function formPage<Shape extends z.ZodObject>(
  page: Omit<FormPage, 'submit'> & { body: Shape; act(body: z.output<Shape>): Promise<string> },
): FormPage {
  const { body, act, ...rest } = page;
  return {
    ...rest,
    submit(sent) {
      const read = body.safeParse(sent);
      if (read.success) return act(read.data);
      const errors = fieldErrorsOf('body', read.error);
      throw invalidRequest(errors.map(({ message }) => message).join(' '), { errors });
    },
  };
}

/** As long as a form with a token and a password can be. */
const parseForm = express.urlencoded({ extended: false, limit: '4kb', parameterLimit: 10 });

export function formPagesRouter(pages: readonly FormPage[], limits: Pick<RateLimits, 'of'>): Router {
  const router = Router();
  for (const page of pages) {
    const limit = limits.of(page.limit, true);
    router.get(page.path, async (req, res) => {
      const given = { ...texts(page, req.query), ...texts(hiddenOf(page), req.params) };
      try {
        const words = [...(page.about ? [await page.about(given)] : []), page.text];
        show(res, 200, page, words.map(paragraph).join('') + formOf(page, req.path, given) + wayOn(page));
      } catch (error) {
        refuse(res, page, error);
      }
    });
    router.post(page.path, parseForm, async (req, res) => {
      const sent = {
        // A mail program that ends letters for its reader posts to the link itself (RFC 8058).
        ...texts(hiddenOf(page), req.query),
        ...texts(page, (req.body ?? {}) as Record<string, unknown>),
        ...texts(hiddenOf(page), req.params),
      };
      const tooMany = limit && sayCounted(res, await limit(res));
      if (tooMany && !(await page.spared?.(sent))) throw tooMany;
      try {
        show(res, 200, page, `<p role="status">${escapeHtml(await page.submit(sent))}</p>${homeward(page)}`);
      } catch (error) {
        refuse(res, page, error, { path: req.path, sent });
      }
    });
  }
  return router;
}

/** The first text of each field of the page, and nothing else. */
function texts({ fields }: Pick<FormPage, 'fields'>, given: Record<string, unknown>): Record<string, string> {
  const sent: Record<string, string> = {};
  for (const { name } of fields) {
    const value = given[name];
    if (typeof value === 'string') sent[name] = value;
  }
  return sent;
}

/** What may come with the address. */
const hiddenOf = ({ fields }: FormPage): Pick<FormPage, 'fields'> => ({
  fields: fields.filter(({ label }) => label === null),
});

/** What an endpoint would refuse; what is our own fault is answered as everywhere. */
function refuse(res: Response, page: FormPage, error: unknown, tried?: Tried): void {
  const problem = toProblem(error);
  if (problem.status >= 500) throw error;
  show(res, problem.status, page, refusalOf(page, problem, tried));
}

interface Tried {
  path: string;
  sent: Record<string, string>;
}

const paragraph = (text: string): string => `<p>${escapeHtml(text)}</p>`;

function show(res: Response, status: number, { title }: FormPage, body: string): void {
  res
    .status(status)
    .set('Cache-Control', 'no-store')
    .type('html')
    .send(htmlPage(title, `<h1>${escapeHtml(title)}</h1>${body}`, { small: true }));
}

function formOf({ fields, button }: FormPage, path: string, given: Record<string, string>): string {
  const inputs = fields.map((field) => inputOf(field, given[field.name] ?? ''));
  return (
    `<form method="post" action="${escapeHtml(path)}">${inputs.join('')}` +
    `<p><button type="submit">${escapeHtml(button)}</button></p></form>`
  );
}

function inputOf({ name, label, type, options = [] }: FormField, value: string): string {
  if (label === null) return `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`;
  if (type === 'choice') {
    const shown = options.map(
      (option) =>
        `<option value="${escapeHtml(option.value)}"${option.value === value ? ' selected' : ''}>${escapeHtml(option.label)}</option>`,
    );
    return `<p><label>${escapeHtml(label)}<br><select name="${name}">${shown.join('')}</select></label></p>`;
  }
  const [kind, autocomplete] = type === 'email' ? ['email', 'email'] : ['password', 'new-password'];
  // A password that was refused is typed anew.
  const kept = type === 'email' ? ` value="${escapeHtml(value)}"` : '';
  return `<p><label>${escapeHtml(label)}<br><input type="${kind}" name="${name}" autocomplete="${autocomplete}" required${kept}></label></p>`;
}

/** What was wrong, in words for people, and what can be done: the form once more, or the way on. */
function refusalOf(page: FormPage, problem: Problem, tried: Tried | undefined): string {
  const { errors = [] } = problem.extras;
  const labelOf = (field: string) => page.fields.find(({ name }) => name === field)?.label;
  const said = errors.map(({ field, message }) => {
    const label = labelOf(field);
    return escapeHtml(label ? `${label}: ${message}` : message);
  });
  const refused = `<strong>${escapeHtml(problem.kind.title)}.</strong> ${escapeHtml(problem.kind.advice)}`;
  const words = `<p role="alert">${said.length > 0 ? said.join('<br>') : refused}</p>`;
  const mayTry = tried && page.fields.some(({ label }) => label !== null);
  const again = mayTry ? paragraph(page.text) + formOf(page, tried.path, tried.sent) : '';
  return words + again + wayOn(page);
}

/** Where whoever is done goes from there. */
const homeward = ({ afterwards }: FormPage): string =>
  afterwards ? `<p><a href="${escapeHtml(afterwards.href)}">${escapeHtml(afterwards.label)}</a></p>` : '';

const wayOn = ({ otherwise }: FormPage): string =>
  otherwise ? `<p><a href="${escapeHtml(otherwise.href)}">${escapeHtml(otherwise.label)}</a></p>` : '';
