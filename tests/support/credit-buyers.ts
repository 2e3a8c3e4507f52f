/** People who buy credits from servers in processes of their own, for storms: the load that moves money with each request. */
import { buildApp } from '../../src/app';
import { readConfig } from '../../src/config';
import { systemActor } from '../../src/platform/kernel/actor';
import { newId } from '../../src/platform/kernel/ids';

const PASSWORD = 'uvkm-zwrb-xh';

/** What a server under load is started with, at home in `home`. */
export const withoutLimits = (home: Record<string, string>): Record<string, string> => ({
  NODE_ENV: 'test',
  RATE_LIMIT_PROFILE: 'off',
  FMCSA_WEB_KEY: 'not-asked',
  ...home,
});

async function openApp(environment: Record<string, string>) {
  const app = buildApp(readConfig({ ...environment, LOG_LEVEL: 'error' }), { silent: true });
  await app.prepare();
  return app;
}

/** Answers their addresses. The schema is made where there is none. */
export async function makeUsers(
  environment: Record<string, string>,
  role: 'buyer' | 'admin',
  count: number,
): Promise<string[]> {
  const app = await openApp(environment);
  const emails = Array.from({ length: count }, () => `${role}-${newId()}@example.com`);
  for (const email of emails) {
    await app.modules.identity.createUser(
      { email, password: PASSWORD, firstName: 'Test', lastName: 'User', roles: [role], emailVerified: true },
      systemActor('tests'),
    );
  }
  await app.stop();
  return emails;
}

export async function countViolations(environment: Record<string, string>): Promise<number> {
  const app = await openApp(environment);
  const violations = await app.modules.ledger.findViolations();
  await app.stop();
  return violations.length;
}

/** Answers the access token. Asks again as `Retry-After` says: starting servers side by side is work enough for a small machine. */
export async function signIn(url: string, email: string): Promise<string> {
  const response = await post(url, '/auth/login', null, { email, password: PASSWORD });
  const answer = (await response.json()) as { data?: { accessToken: string } };
  if (answer.data) return answer.data.accessToken;
  if (response.status !== 503) throw new Error(`${email} cannot sign in: ${JSON.stringify(answer)}`);
  await new Promise((resolve) => setTimeout(resolve, Number(response.headers.get('retry-after')) * 1_000));
  return signIn(url, email);
}

/** Answers the status. */
export async function buyCredit(url: string, token: string): Promise<number> {
  const response = await askToBuyCredit(url, token);
  await response.arrayBuffer();
  return response.status;
}

/** Answers the status. */
export async function readBalance(url: string, token: string): Promise<number> {
  const response = await askForBalance(url, token);
  await response.arrayBuffer();
  return response.status;
}

export const askToBuyCredit = (url: string, token: string, key = newId()): Promise<Response> =>
  post(url, '/credits/purchase', token, { credits: 1, method: 'CARD', paymentMethodId: 'pm_card_visa' }, key);

export const askForBalance = (url: string, token: string): Promise<Response> =>
  fetch(`${url}/api/credits/balance`, { headers: { authorization: `Bearer ${token}` } });

export const post = (
  url: string,
  path: string,
  token: string | null,
  body: object,
  key = newId(),
): Promise<Response> =>
  fetch(`${url}/api${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': key,
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify(body),
  });
