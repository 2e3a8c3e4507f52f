/** Notices that a proxy stands before us though TRUST_PROXY_HOPS is 0: then everybody behind it is one address. */
import type { IncomingMessage } from 'node:http';
import type { Logger } from '../kernel/logger';

export interface UntrustedProxy {
  watch(req: IncomingMessage): void;
  wasSeen(): boolean;
}

export function createUntrustedProxy(log: Logger): UntrustedProxy {
  let seen = false;
  return {
    watch(req) {
      if (!seen && req.headers['x-forwarded-for'] !== undefined) {
        seen = true;
        log.warn(
          'a request has an X-Forwarded-For header though TRUST_PROXY_HOPS is 0: behind a proxy, limits would count all callers as one',
        );
      }
    },
    wasSeen: () => seen,
  };
}
