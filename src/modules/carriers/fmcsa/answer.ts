/** Tells what an answer of QCMobile means: its status lines lie, so the body is judged with them. */
import type { Delivery, UnavailableReason } from './transport';

export type Reading<Content> =
  | { status: 'found'; content: Content }
  | { status: 'not_found' }
  | { status: 'unavailable'; reason: UnavailableReason }
  | { status: 'unrecorded' };

export type JsonContainer = Record<string, unknown> | unknown[];

const unavailable = (reason: UnavailableReason) => ({ status: 'unavailable', reason }) as const;

/**
 * `not_found` only where FMCSA says so: 200 with null content. A wrong key is a 404 whose content is a sentence about
 * the webkey, maintenance a 200 with a page, and a caller outside the US gets a 403 page from the edge.
 */
export function readAnswer(delivery: Delivery): Reading<JsonContainer> {
  if (delivery.kind === 'failure') return unavailable(delivery.reason);
  if (delivery.kind === 'unrecorded') return { status: 'unrecorded' };
  const { status, contentType, body } = delivery;
  if (status === 403) return unavailable('blocked');
  if (status === 401) return unavailable('auth');
  if (status === 400) return unavailable(/web\s?key/i.test(body) ? 'auth' : 'refused');
  if (status >= 500) return unavailable('http');
  if (isPage(contentType, body)) return unavailable(status === 200 ? 'maintenance' : 'http');
  const content = contentOf(body);
  if (typeof content === 'string' && /web\s?key/i.test(content)) return unavailable('auth');
  if (status !== 200) return unavailable('http');
  if (content === null) return { status: 'not_found' };
  if (typeof content === 'object') return { status: 'found', content: content as JsonContainer };
  return unavailable('parse');
}

const isPage = (contentType: string, body: string): boolean =>
  /^text\/html/i.test(contentType) || body.slice(0, 200).trimStart().startsWith('<');

/** What stands under `content`; undefined where the body is not JSON or has no such field. */
function contentOf(body: string): unknown {
  try {
    const answer: unknown = JSON.parse(body);
    return answer !== null && typeof answer === 'object' && Object.hasOwn(answer, 'content')
      ? (answer as { content: unknown }).content
      : undefined;
  } catch {
    return undefined;
  }
}
