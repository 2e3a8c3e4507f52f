/**
 * Plays Resend: takes a letter once for each Idempotency-Key, and can fail, limit, and take without answering. Answers as
 * its API reference says (resend.com/docs/api-reference/emails/send-email, /errors).
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newId } from '../../src/platform/kernel/ids';

/**
 * What becomes of a request; `TAKEN_IN_SILENCE`: the letter is taken, and the connection is cut before the answer;
 * `TAKEN_AND_HANGS`: it is taken, and no answer comes.
 */
export type MailFault =
  | 'ERROR_500'
  | 'RATE_LIMIT'
  | 'TAKEN_IN_SILENCE'
  | 'TAKEN_AND_HANGS'
  | 'RESET'
  | 'WRONG_KEY'
  | 'MAY_ONLY_SEND'
  | 'QUOTA'
  | 'REFUSED';

export interface TakenLetter {
  id: string;
  key: string;
  takenAt: string;
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  reply_to?: string;
  headers?: Record<string, string>;
  tags: { name: string; value: string }[];
}

const KEY = 're_test_key';

export async function startResendStandIn() {
  const taken: TakenLetter[] = [];
  /** What it knows a second request by. */
  const byKey = new Map<string, TakenLetter>();
  let requests = 0;
  let fault: () => MailFault | null = () => null;

  const problem = (res: ServerResponse, statusCode: number, name: string, headers = {}) =>
    res
      .writeHead(statusCode, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify({ statusCode, name, message: `The stand-in says ${name}.` }));

  /** The list of what was taken, the newest first, and one of them: as the reference shows them. */
  function read(res: ServerResponse, pathname: string, asked: URLSearchParams): void {
    const shown = ({ id, to, subject, takenAt }: TakenLetter) => ({
      ...{ id, to: [to], subject, created_at: takenAt.replace('T', ' ').replace('Z', '+00') },
    });
    const json = (body: object) =>
      void res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const all = taken.toReversed();
    if (pathname === '/emails') {
      const from = asked.has('after') ? all.findIndex(({ id }) => id === asked.get('after')) + 1 : 0;
      const limit = Number(asked.get('limit') ?? 20);
      const data = all.slice(from, from + limit).map(shown);
      return json({ object: 'list', has_more: all.length > from + limit, data });
    }
    const one = all.find(({ id }) => pathname === `/emails/${id}`);
    return one
      ? json({ object: 'email', ...shown(one), text: one.text, html: one.html, tags: one.tags })
      : void problem(res, 404, 'not_found');
  }

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of req) parts.push(part as Buffer);
    requests += 1;
    const { pathname, searchParams } = new URL(req.url ?? '', 'http://resend');
    if (req.headers.authorization !== `Bearer ${KEY}`) return void problem(res, 403, 'invalid_api_key');
    const failure = fault();
    if (failure === 'RESET') return void req.socket.destroy();
    if (failure === 'ERROR_500') return void problem(res, 500, 'internal_server_error');
    if (failure === 'RATE_LIMIT')
      return void problem(res, 429, 'rate_limit_exceeded', { 'retry-after': '1' });
    if (failure === 'QUOTA') return void problem(res, 429, 'daily_quota_exceeded');
    if (failure === 'WRONG_KEY') return void problem(res, 403, 'invalid_api_key');
    if (failure === 'MAY_ONLY_SEND' && req.method === 'GET')
      return void problem(res, 401, 'restricted_api_key');
    if (failure === 'REFUSED') return void problem(res, 422, 'validation_error');
    if (req.method === 'GET') return void read(res, pathname, searchParams);
    if (req.method !== 'POST' || pathname !== '/emails') return void problem(res, 404, 'not_found');
    const key = String(req.headers['idempotency-key'] ?? newId());
    const body = JSON.parse(Buffer.concat(parts).toString('utf8')) as Omit<
      TakenLetter,
      'id' | 'key' | 'takenAt'
    >;
    const before = byKey.get(key);
    if (before && JSON.stringify(withoutIds(before)) !== JSON.stringify(body)) {
      return void problem(res, 409, 'invalid_idempotent_request');
    }
    const letter = before ?? { id: newId(), key, takenAt: new Date().toISOString(), ...body };
    if (!before) taken.push(letter);
    byKey.set(key, letter);
    if (failure === 'TAKEN_IN_SILENCE') return void req.socket.destroy();
    if (failure === 'TAKEN_AND_HANGS') return;
    res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id: letter.id }));
  }

  const server = createServer((req, res) => void answer(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    key: KEY,
    taken: (): TakenLetter[] => [...taken],
    /** As it does after 24 hours, by a clock that is not ours. */
    forgetKeys: () => byKey.clear(),
    requests: (): number => requests,
    failBy(next: () => MailFault | null): void {
      fault = next;
    },
    close: () =>
      new Promise<void>((resolve) => (server.closeAllConnections(), server.close(() => resolve()))),
  };
}

const withoutIds = ({ id: _, key: __, takenAt: ___, ...body }: TakenLetter) => body;
