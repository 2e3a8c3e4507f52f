/** From where a request came: through so many proxies, each of which adds to X-Forwarded-For whom it heard. */
import type { IncomingMessage } from 'node:http';

/** As Express says it of `trust proxy`: what stands before the trusted hops is the caller's own word. */
export function clientAddress(req: IncomingMessage, trustedHops: number): string {
  const nearest = req.socket.remoteAddress ?? '';
  const forwarded = req.headers['x-forwarded-for'];
  if (trustedHops === 0 || forwarded === undefined) return nearest;
  const said = String(forwarded);
  // As a proxy in front says it of who stands before it.
  if (said !== '' && !said.includes(',') && !said.includes(' ')) return said;
  const heard = said
    .split(',')
    .map((part) => part.replace(/^ +| +$/g, ''))
    .filter((part) => part !== '');
  return heard[Math.max(heard.length - trustedHops, 0)] ?? nearest;
}
