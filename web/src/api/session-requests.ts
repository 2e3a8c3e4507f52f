/** The requests of signing in: they go out as nobody, with the session in a cookie. */
import createClient from 'openapi-fetch';
import { answerOf, api } from './client';
import type { components, paths } from './schema';
import { session } from './session';

type Credentials = components['schemas']['Credentials'];
type Completion = components['schemas']['LogInCompletion'];
export type Registration = components['schemas']['Registration'];

const asNobody = createClient<paths>({ baseUrl: '/api', headers: { 'X-Session': 'cookie' } });

/** Null when they are signed in; else what the second step needs. */
export async function signIn(body: Credentials): Promise<string | null> {
  const { data } = await answerOf(asNobody.POST('/auth/login', { body }));
  if (data.outcome === 'SECOND_FACTOR_NEEDED') return data.pendingToken;
  session.begin(data.accessToken);
  return null;
}

export async function completeSignIn(body: Completion): Promise<void> {
  const { data } = await answerOf(asNobody.POST('/auth/login/2fa', { body }));
  session.begin(data.accessToken);
}

export const register = (body: Registration) => answerOf(asNobody.POST('/auth/register', { body }));

export const proveAgain = (body: components['schemas']['StepUpRequest']) =>
  answerOf(api.POST('/auth/step-up', { body }));
