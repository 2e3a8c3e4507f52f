/** Speaks to a running server as one person, and turns a refusal into a failure that says what was refused. */

import { setTimeout as rest } from 'node:timers/promises';

const MOST_TRIES = 6;
const MOST_REST_SECONDS = 10;

export type Json = Record<string, unknown>;

export class Refused extends Error {
  readonly status: number;
  readonly code: string;

  constructor(request: string, status: number, problem: Json) {
    const errors = Array.isArray(problem.errors) ? ` ${JSON.stringify(problem.errors)}` : '';
    super(`${request} was refused: ${status} ${String(problem.code)}: ${String(problem.detail)}${errors}`);
    this.name = 'Refused';
    this.status = status;
    this.code = String(problem.code);
  }
}

export class Api {
  readonly #url: string;
  readonly #token: string | null;
  readonly #patient: boolean;

  /** `patient`: asks a busy server again, as it says. */
  constructor(
    url: string,
    { token = null, patient = false }: { token?: string | null; patient?: boolean } = {},
  ) {
    this.#url = url.replace(/\/+$/, '');
    this.#token = token;
    this.#patient = patient;
  }

  async as(email: string, password: string): Promise<Api> {
    const { accessToken } = await this.post('/auth/login', { email, password });
    return new Api(this.#url, { token: String(accessToken), patient: this.#patient });
  }

  get = (path: string): Promise<Json> => this.#send('GET', path);
  post = (path: string, body: Json = {}): Promise<Json> => this.#send('POST', path, body);
  put = (path: string, body: Json): Promise<Json> => this.#send('PUT', path, body);

  /** Uploads a file with the fields beside it. */
  upload = (path: string, fields: Record<string, string>, file: Buffer, name: string): Promise<Json> => {
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.append(field, value);
    form.append('file', new Blob([new Uint8Array(file)]), name);
    return this.#send('POST', path, form);
  };

  /** A file as this person is given it; whether it is a PDF, by its content. */
  async download(path: string): Promise<{ bytes: Buffer; isPdf: boolean }> {
    const response = await fetch(`${this.#url}/api${path}`, { headers: this.#credentials() });
    const bytes = Buffer.from(await response.arrayBuffer());
    if (!response.ok) throw new Refused(`GET ${path}`, response.status, JSON.parse(bytes.toString()) as Json);
    return { bytes, isPdf: bytes.subarray(0, 5).toString() === '%PDF-' };
  }

  /** Answers a page of the product as a browser does. */
  async submitForm(page: string, fields: Record<string, string>): Promise<void> {
    const { pathname } = new URL(page);
    const response = await fetch(`${this.#url}${pathname}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
    });
    if (!response.ok) throw new Refused(`POST ${pathname}`, response.status, { code: 'form_refused' });
  }

  #credentials = (): Record<string, string> =>
    this.#token ? { authorization: `Bearer ${this.#token}` } : {};

  async list(path: string): Promise<Json[]> {
    return (await this.#send('GET', path)) as unknown as Json[];
  }

  async #send(method: string, path: string, body?: Json | FormData): Promise<Json> {
    const request = {
      method,
      headers: {
        ...this.#credentials(),
        ...(body && !(body instanceof FormData) ? { 'content-type': 'application/json' } : {}),
        ...(method === 'POST' ? { 'idempotency-key': crypto.randomUUID() } : {}),
      },
      ...(body ? { body: body instanceof FormData ? body : JSON.stringify(body) } : {}),
    };
    let response = await fetch(`${this.#url}/api${path}`, request);
    // A busy machine, or an FMCSA that is slow, asks to be asked again.
    const mostTries = this.#patient ? MOST_TRIES : 1;
    for (let tries = 1; response.status === 503 && tries < mostTries; tries += 1) {
      await rest(Math.min(Number(response.headers.get('retry-after')) || 1, MOST_REST_SECONDS) * 1_000);
      response = await fetch(`${this.#url}/api${path}`, request);
    }
    const answer = (await response.json()) as Json;
    if (!response.ok) throw new Refused(`${method} ${path}`, response.status, answer);
    return answer.data as Json;
  }
}
