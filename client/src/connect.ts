/** Connects: who asks, with a session that renews itself, requests that act once, and another try where that may help. */
import createApi, { type Client } from 'openapi-fetch';
import { dataOf } from './answers';
import { listen, type ListenOptions } from './listen';
import { IDEMPOTENT } from './operations';
import { retryAfterSecondsOf } from './problem';
import type { paths } from './schema';

export interface Session {
  accessToken: string;
  /** Good once: keep what `onSession` hands you. */
  refreshToken: string;
}

export interface ExchangeOptions {
  /** Where the exchange is: `https://exchange.example.com`. */
  url: string;
  /** Of a program; or sign in as a person. */
  apiKey?: string;
  /** Of an earlier run. */
  session?: Session;
  /** Is handed each new session, and null when it is over. */
  onSession?(session: Session | null): void;
  /** How often a request is tried at most; 3 unless said. */
  tries?: number;
  /** Longer than this nobody waits for another try, in milliseconds; 30 seconds unless said. */
  longestWaitMs?: number;
  fetch?(request: Request): Promise<Response>;
}

export interface SignIn {
  email: string;
  password: string;
  /** Asked where the person has a second factor: the six digits. */
  secondFactor?(): Promise<string>;
}

export interface Exchange {
  /** Every operation, typed. */
  readonly api: Client<paths, 'application/json'>;
  /** @throws ExchangeProblem */
  signIn(person: SignIn): Promise<void>;
  signOut(): Promise<void>;
  /** Tells of news until the returned function is called. */
  listen(options: ListenOptions): Promise<() => void>;
}

const REPEATABLE = ['GET', 'HEAD', 'PUT', 'DELETE'];
const FIRST_PAUSE_MS = 250;

export function connect(options: ExchangeOptions): Exchange {
  const { url, apiKey, onSession, tries = 3, longestWaitMs = 30_000 } = options;
  const fetchOnce = options.fetch ?? ((request: Request) => fetch(request));
  const baseUrl = `${url.replace(/\/+$/, '')}/api`;
  let session: Session | null = options.session ?? null;
  let renewing: Promise<void> | undefined;

  const keep = (next: Session | null): void => {
    session = next;
    onSession?.(next);
  };
  const bearer = (): string | null => apiKey ?? session?.accessToken ?? null;

  /** Once, however many wait for it. */
  function renew(): Promise<void> {
    renewing ??= (async () => {
      const refreshToken = session?.refreshToken;
      if (refreshToken === undefined) return;
      const response = await fetchOnce(
        new Request(`${baseUrl}/auth/refresh`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ refreshToken }),
        }),
      );
      if (response.ok) keep(((await response.json()) as { data: Session }).data);
      else if (response.status === 401) keep(null);
    })().finally(() => {
      renewing = undefined;
    });
    return renewing;
  }

  async function send(request: Request): Promise<Response> {
    let renewed = false;
    for (let attempt = 1; ; attempt += 1) {
      const token = bearer();
      const copy = request.clone();
      if (token !== null) copy.headers.set('authorization', `Bearer ${token}`);
      const outcome = await fetchOnce(copy).catch((error: unknown) => ({ lost: error }));
      if ('lost' in outcome) {
        if (attempt >= tries || !isRepeatable(request)) throw outcome.lost;
        await pause(attempt, null);
        continue;
      }
      if (outcome.status === 401 && apiKey === undefined && session !== null && !renewed) {
        renewed = true;
        // Somebody else may have renewed it since this was sent.
        if (token === session.accessToken) await renew();
        if (session !== null) continue;
      }
      const waitMs = waitFor(outcome);
      if (waitMs === null || attempt >= tries) return outcome;
      await pause(attempt, waitMs);
    }
  }

  /** Refused for now, with nothing changed: how long to wait; null where another try is of no use. */
  function waitFor(response: Response): number | null {
    if (response.status !== 429 && response.status !== 503) return null;
    const waitMs = (retryAfterSecondsOf(response) ?? 0) * 1_000;
    return waitMs <= longestWaitMs ? waitMs : null;
  }

  const pause = (attempt: number, waitMs: number | null): Promise<void> =>
    new Promise((resolve) => setTimeout(resolve, Math.max(waitMs ?? 0, FIRST_PAUSE_MS * 2 ** (attempt - 1))));

  const api = createApi<paths>({ baseUrl, fetch: send });
  api.use({
    onRequest({ request, schemaPath }) {
      const takesKey = IDEMPOTENT.has(`${request.method} ${schemaPath}`);
      if (takesKey && !request.headers.has('idempotency-key')) {
        request.headers.set('idempotency-key', crypto.randomUUID());
      }
      return request;
    },
  });

  return {
    api,
    async signIn({ email, password, secondFactor }) {
      const answer = await dataOf(api.POST('/auth/login', { body: { email, password } }));
      if (answer.outcome === 'SIGNED_IN') return keep(sessionOf(answer));
      if (!secondFactor) throw new Error('This person has a second factor: say how to ask for it.');
      const { pendingToken } = answer;
      const code = await secondFactor();
      keep(sessionOf(await dataOf(api.POST('/auth/login/2fa', { body: { pendingToken, code } }))));
    },
    async signOut() {
      if (session === null) return;
      await api.POST('/auth/logout');
      keep(null);
    },
    listen: (given) => listen({ url, api, bearer, renew }, given),
  };
}

const isRepeatable = ({ method, headers }: Request): boolean =>
  REPEATABLE.includes(method) || headers.has('idempotency-key');

const sessionOf = ({
  accessToken,
  refreshToken,
}: {
  accessToken: string;
  refreshToken?: string;
}): Session => ({
  accessToken,
  refreshToken: refreshToken ?? '',
});
