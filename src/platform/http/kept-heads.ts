/**
 * Sends what is kept. The first of a form goes out as any answer does; the head that it had is noted, and is that of all
 * that follow, but for what is of one request. Node takes a list at once for a third of what header by header costs.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type HeaderList, setAll } from './fixed-headers';
import { type Counted, headersOf } from './limit-headers';
import { requestIdOf } from './request';
import { type Coding, codingOf, hasAlready, PACK_FROM_BYTES, send, type Sendable } from './send';

/** What is of one request: these names and their values in turn. */
const OWN = ['X-Request-Id', 'RateLimit', 'RateLimit-Policy'];

function ownOf(res: ServerResponse, counted: readonly Counted[]): string[] {
  const own: (string | string[])[] = ['X-Request-Id', requestIdOf(res)];
  for (const [name, value] of headersOf(counted)) own.push(name, value);
  // A value may be several, which the types of Node do not know.
  return own as string[];
}

type Form = Coding | 'plain' | 'unchanged';

/** By what is fixed for the origin that asks, and by form. */
export type KeptHeads = Map<HeaderList, Map<Form, readonly string[]>>;

export interface KeptAnswer extends Sendable {
  readonly heads: KeptHeads;
}

function formOf(req: IncomingMessage, { tag, bytes }: KeptAnswer): Form {
  if (hasAlready(req, tag)) return 'unchanged';
  return (bytes.length >= PACK_FROM_BYTES && codingOf(req)) || 'plain';
}

export function sendKept(
  req: IncomingMessage,
  res: ServerResponse,
  answer: KeptAnswer,
  { fixed, counted }: { fixed: HeaderList; counted: readonly Counted[] },
): void {
  const form = formOf(req, answer);
  const head = answer.heads.get(fixed)?.get(form);
  const body = form === 'plain' ? answer.bytes : form === 'unchanged' ? undefined : answer.as(form);
  if (!head || body instanceof Promise) {
    res.setHeader('X-Request-Id', requestIdOf(res));
    setAll(res, headersOf(counted));
    setAll(res, fixed);
    send(req, res, answer);
    // What is still being packed is noted another time.
    if (res.headersSent) noteHead(answer, { fixed, form, head: headOf(res) });
    return;
  }
  res.writeHead(form === 'unchanged' ? 304 : 200, ownOf(res, counted).concat(head));
  res.end(body);
}

/** Every answer of Node knows how its names were written; its types say so of requests alone. */
type Named = ServerResponse & { getRawHeaderNames(): string[] };

const headOf = (res: ServerResponse): string[] =>
  (res as Named)
    .getRawHeaderNames()
    .filter((name) => !OWN.includes(name))
    .flatMap((name) => [name, String(res.getHeader(name))]);

function noteHead(
  { heads }: KeptAnswer,
  { fixed, form, head }: { fixed: HeaderList; form: Form; head: string[] },
): void {
  const forms = heads.get(fixed) ?? new Map<Form, readonly string[]>();
  heads.set(fixed, forms.set(form, head));
}
