/** People who send a request again, with the same `Idempotency-Key`, until it is answered, whatever becomes of the server. */
import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '../../src/platform/kernel/ids';

export interface SignIn {
  email: string;
  password: string;
}

export interface Answer {
  status: number;
  // Read freely in assertions, as the answers of the other test client.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

export type Ask = (path: string, body?: object) => Promise<Answer>;

const LOOK_AGAIN_MS = 50;
const LOOK_AGAIN_MOST_MS = 1_000;
const PATIENCE_MS = 20_000;

/** What stays the answer however often it is asked. */
const isFinal = ({ status, body }: Answer): boolean =>
  status < 500 && status !== 401 && status !== 429 && body?.code !== 'idempotency_in_flight';

/** `url` says where the server is now, null while there is none; nobody asks on once `signal` is aborted. */
export function stubborn(url: () => string | null, { email, password }: SignIn, signal: AbortSignal): Ask {
  let token = '';

  async function send(path: string, body: object, key: string): Promise<Answer> {
    const response = await fetch(`${url()}/api${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': key,
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { status: response.status, body: await response.json() };
  }

  async function askOnce(path: string, body: object, key: string): Promise<Answer | null> {
    if (url() === null) return null;
    const answer = await send(path, body, key);
    if (answer.status !== 401) return answer;
    token = '';
    const login = await send('/auth/login', { email, password }, newId());
    token = String(login.body.data?.accessToken ?? '');
    return send(path, body, key);
  }

  return async (path, body = {}) => {
    const key = newId();
    for (let waitMs = LOOK_AGAIN_MS; !signal.aborted; waitMs = Math.min(2 * waitMs, LOOK_AGAIN_MOST_MS)) {
      const answer = await askOnce(path, body, key).catch(() => null);
      if (answer && isFinal(answer)) return answer;
      await pause(waitMs);
    }
    throw new Error(`${path} was never answered.`);
  };
}
