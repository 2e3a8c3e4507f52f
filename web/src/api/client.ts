/** The typed client of the interface, made from its document, and how an answer is read or thrown. */
import createClient from 'openapi-fetch';
import { ApiProblem, problemOf, unanswered } from './problem';
import type { paths } from './schema';
import { sendAsReader } from './session';

export const api = createClient<paths>({ baseUrl: '/api', fetch: sendAsReader });

interface Settled<Body> {
  data?: Body;
  error?: unknown;
  response: Response;
}

/** The answer, or an `ApiProblem`. A request that somebody ended is thrown as it came. */
export async function answerOf<Body>(request: Promise<Settled<Body>>): Promise<Body> {
  const settled = await request.catch((error: unknown) => {
    if (error instanceof ApiProblem) throw error;
    throw error instanceof DOMException && error.name === 'AbortError' ? error : unanswered();
  });
  if (settled.data === undefined) throw problemOf(settled.response, settled.error);
  return settled.data;
}
