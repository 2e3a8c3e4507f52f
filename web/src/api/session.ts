/**
 * The session of this browser. The access token lives in memory; the refresh token in a cookie that no script reads. One
 * tab at a time refreshes, and tells the others: a token that two tabs spend ends the session.
 */
import { problemOf, unanswered } from './problem';
import { sessionStore } from './session-store';
import { freshUntil, readToken } from './tokens.rules';

/** Only that there is a session, so that visitors who have none ask for none. */
const HINT = 'mcx-signed-in';
const COOKIE = { 'X-Session': 'cookie', 'Content-Type': 'application/json' };

type News = { kind: 'token'; token: string } | { kind: 'out' };

let token: { value: string; until: number } | null = null;
/** An administrator looks as somebody else: in this tab alone, and gone with a reload. */
let borrowed: string | null = null;
const channel = new BroadcastChannel('mcx-session');

function keep(value: string): void {
  const before = token && readToken(token.value)?.userId;
  const now = readToken(value)?.userId;
  token = { value, until: freshUntil(value, Date.now()) };
  localStorage.setItem(HINT, '1');
  // Nothing that one person has opened is shown to another.
  if (before && before !== now) location.assign('/');
  sessionStore.setState('in');
}

function drop(): void {
  token = null;
  borrowed = null;
  localStorage.removeItem(HINT);
}

channel.onmessage = ({ data }: MessageEvent<News>) => {
  if (data.kind === 'token') {
    keep(data.token);
    if (sessionStore.current().prompt === 'sign-in') sessionStore.settle(true);
  } else {
    drop();
    sessionStore.setState('out');
    sessionStore.settle(false);
  }
};

const tell = (news: News): void => channel.postMessage(news);

const post = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`/api${path}`, { method: 'POST', headers: { ...COOKIE, ...headers }, body: '{}' }).catch(() => {
    throw unanswered();
  });

/** Browsers lend locks on safe origins only; elsewhere a tab relies on the half minute in which a token repeats itself. */
const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> =>
  'locks' in navigator ? navigator.locks.request('mcx-refresh', work) : work();

/** A token other than `stale`; null when the session is over. */
const renew = (stale: string | null): Promise<string | null> =>
  inTurn(async () => {
    if (token && token.value !== stale) return token.value;
    const response = await post('/auth/refresh');
    if (response.status === 401) {
      // They have signed in while the answer was on its way.
      if (token && token.value !== stale) return token.value;
      drop();
      return null;
    }
    if (!response.ok) throw problemOf(response, await response.json().catch(() => null));
    const { data } = (await response.json()) as { data: { accessToken: string } };
    keep(data.accessToken);
    tell({ kind: 'token', token: data.accessToken });
    return data.accessToken;
  });

async function currentToken(): Promise<string | null> {
  if (borrowed) return borrowed;
  if (token && Date.now() < token.until) return token.value;
  if (localStorage.getItem(HINT) === null) return null;
  return renew(token?.value ?? null);
}

const send = (request: Request, bearer: string | null): Promise<Response> => {
  const copy = request.clone();
  if (bearer) copy.headers.set('Authorization', `Bearer ${bearer}`);
  return fetch(copy);
};

async function codeOf(response: Response): Promise<string | undefined> {
  const body = (await response
    .clone()
    .json()
    .catch(() => null)) as { code?: string } | null;
  return body?.code;
}

/** The session has ended under the page: what was typed stays, and the request goes out once they are back. */
async function afterSignIn(request: Request, refused: Response): Promise<Response> {
  const signedIn = await sessionStore.ask('sign-in');
  return signedIn ? send(request, await currentToken()) : refused;
}

/** Sends a request as whoever is signed in. One that is repeated is the same, with its `Idempotency-Key`. */
export async function sendAsReader(request: Request): Promise<Response> {
  const wasIn = sessionStore.current().state === 'in';
  const bearer = await currentToken();
  if (!bearer && wasIn) return afterSignIn(request, new Response(null, { status: 401 }));
  let response = await send(request, bearer);
  if (response.status === 401 && bearer !== null && bearer === borrowed) {
    // Its half hour is over.
    session.lookAsMyself();
    return response;
  }
  const over = sessionStore.current().state === 'out';
  if (response.status === 401 && bearer && !over && (await codeOf(response)) === 'unauthorized') {
    const renewed = await renew(bearer);
    response = renewed ? await send(request, renewed) : await afterSignIn(request, response);
  }
  if (response.status === 403 && (await codeOf(response)) === 'step_up_needed') {
    const proven = await sessionStore.ask('step-up');
    if (proven) response = await send(request, await currentToken());
  }
  return response;
}

/** For the socket of live news; null for nobody. */
export const bearerForNews = (): Promise<string | null> => currentToken().catch(() => null);

export const session = {
  /** For what is not sent by `fetch`; null for a visitor. */
  bearer: currentToken,

  /** Finds out whether this browser is signed in. */
  async start(): Promise<void> {
    const found = await currentToken().catch(() => null);
    if (!found) sessionStore.setState('out');
  },

  /** After the server has signed somebody in. */
  begin(accessToken: string): void {
    keep(accessToken);
    tell({ kind: 'token', token: accessToken });
    if (sessionStore.current().prompt === 'sign-in') sessionStore.settle(true);
  },

  /** Signs out here and in all tabs, also where the server cannot be told: then the session ends with its cookie. */
  async end(): Promise<void> {
    const bearer = await currentToken().catch(() => null);
    // First here: what is still being read must not ask them to sign in again.
    session.forget();
    tell({ kind: 'out' });
    if (bearer) await post('/auth/logout', { Authorization: `Bearer ${bearer}` }).catch(() => undefined);
  },

  /** With the token of an impersonation: never told to other tabs. */
  lookAs(accessToken: string): void {
    borrowed = accessToken;
    sessionStore.setLookingAs(true);
  },

  /** With the token of a broker, who acts for a client. */
  actFor(accessToken: string): void {
    borrowed = accessToken;
    sessionStore.setLookingAs(true, true);
  },

  lookAsMyself(): void {
    borrowed = null;
    sessionStore.setLookingAs(false);
  },

  /** They do not want to sign in again. */
  forget(): void {
    drop();
    sessionStore.setState('out');
    sessionStore.settle(false);
  },
};
