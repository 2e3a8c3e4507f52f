/** Headers that are the same on every answer: the libraries that know them are asked once, at start. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import cors from 'cors';
import helmet from 'helmet';
import { corsOriginOf, DATA_POLICY, STRICT_TRANSPORT } from './headers';

export type HeaderList = readonly (readonly [name: string, value: string])[];

export function setAll(
  res: ServerResponse,
  list: readonly (readonly [name: string, value: string | readonly string[]])[],
): void {
  for (const [name, value] of list) res.setHeader(name, value);
}

type Middleware = (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => void;

/** What a middleware sets on the answer to a request with these headers. */
function headersBy(middleware: Middleware, headers: Record<string, string> = {}): HeaderList {
  const set = new Map<string, [string, string]>();
  const recorder = {
    getHeader: (name: string) => set.get(name.toLowerCase())?.[1],
    setHeader: (name: string, value: string | number) =>
      void set.set(name.toLowerCase(), [name, String(value)]),
    removeHeader: (name: string) => void set.delete(name.toLowerCase()),
  };
  middleware(
    { method: 'GET', headers } as unknown as IncomingMessage,
    recorder as unknown as ServerResponse,
    (error) => {
      if (error) throw error as Error;
    },
  );
  return [...set.values()];
}

/** For who asks from one origin: pages of some sites may read our answers. */
export interface FixedHeadersOf {
  /** Of a page for people. */
  page: HeaderList;
  /** Of an answer that is data. */
  data: HeaderList;
}

export interface FixedHeaders {
  /** The same lists each time. */
  of(origin: string | undefined): FixedHeadersOf;
  /** Answers what a browser asks before it sends. */
  preflight: Middleware;
}

export function fixedHeaders({
  corsOrigins,
  production,
}: {
  corsOrigins: string[];
  production: boolean;
}): FixedHeaders {
  const page = headersBy(
    helmet({
      strictTransportSecurity: STRICT_TRANSPORT,
      // Browsers complain where a sandboxed frame of ours, such as a letter of the outbox, asks for it as well.
      originAgentCluster: false,
      // Pages served over plain http on a developer's machine must not be sent to https.
      contentSecurityPolicy: { directives: { upgradeInsecureRequests: production ? [] : null } },
    }),
  );
  const preflight = cors({
    origin: corsOriginOf(corsOrigins),
    exposedHeaders: ['X-Request-Id', 'RateLimit', 'RateLimit-Policy', 'Retry-After', 'Idempotent-Replayed'],
    maxAge: 600,
  }) as Middleware;
  const data = page.map(
    ([name, value]) => [name, name === 'Content-Security-Policy' ? DATA_POLICY : value] as const,
  );
  const listsWith = (headers?: Record<string, string>): FixedHeadersOf => {
    const shared = headersBy(preflight, headers);
    return { page: [...shared, ...page], data: [...shared, ...data] };
  };
  const ofStrangers = listsWith();
  const byOrigin = new Map(corsOrigins.map((origin) => [origin, listsWith({ origin })]));
  return {
    of: (origin) => (origin !== undefined && byOrigin.get(origin)) || ofStrangers,
    preflight,
  };
}
