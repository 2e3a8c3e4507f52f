/** Headers that are the same on every answer: the libraries that know them are asked once, at start. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import cors from 'cors';
import helmet from 'helmet';
import { corsOriginOf, DATA_POLICY, STRICT_TRANSPORT } from './headers';

export type HeaderList = readonly (readonly [name: string, value: string])[];

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

export interface FixedHeaders {
  /** Of a page for people. */
  page: HeaderList;
  /** Of an answer that is data. */
  data: HeaderList;
  /** For pages of other sites that may read our answers. */
  corsOf(origin: string | undefined): HeaderList;
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
  const ofStrangers = headersBy(preflight);
  const byOrigin = new Map(corsOrigins.map((origin) => [origin, headersBy(preflight, { origin })]));
  return {
    page,
    data: page.map(([name, value]) => [name, name === 'Content-Security-Policy' ? DATA_POLICY : value]),
    corsOf: (origin) => (origin !== undefined && byOrigin.get(origin)) || ofStrangers,
    preflight,
  };
}
