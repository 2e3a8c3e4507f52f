/** The interface under /api: from an address to its endpoint. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { methodNotAllowed } from './problem';
import { RouteTable } from './route-table';
import {
  type EndpointOptions,
  serveEndpoint,
  type ServedEndpoint,
  type ServeEndpoint,
} from './serve-endpoint';

/** The address of a request, taken apart. */
export interface Target {
  path: string;
  /** As it came, without its question mark. */
  search: string;
}

/** A request whose endpoint is known. */
export interface FoundEndpoint {
  readonly whileClosed: boolean;
  serve(): Promise<void>;
  /** Answers at once with what is kept; false where nothing is. Throws `too_many_requests`. */
  serveKept(): boolean;
}

export interface Api {
  /** Null where the address is none of the interface. Throws `method_not_allowed`, `invalid_request`. */
  find(req: IncomingMessage, res: ServerResponse, target: Target): FoundEndpoint | null;
}

/** Clients may name the version of the interface. */
const BASE = /^\/api(?:\/v1)?(?=\/)/i;

export function createApi(endpoints: readonly ServedEndpoint[], options: EndpointOptions): Api {
  const routes = new RouteTable<ServeEndpoint>();
  for (const endpoint of endpoints) {
    const { method, path } = endpoint.contract;
    const serve = serveEndpoint(endpoint, options);
    routes.add(method.toUpperCase(), path, serve);
    // What answers a HEAD is the answer without its body.
    if (method === 'get') routes.add('HEAD', path, serve);
  }

  return {
    find(req, res, { path: whole, search }) {
      const base = BASE.exec(whole)?.[0];
      if (base === undefined) return null;
      const path = whole.slice(base.length);
      const method = req.method ?? '';
      const found = routes.find(method, path);
      if (found) {
        const { target: endpoint, params } = found;
        const exchange = { req, res, path, search, params };
        return {
          whileClosed: endpoint.whileClosed,
          serve: () => endpoint.serve(exchange),
          serveKept: () => endpoint.serveKept(exchange),
        };
      }
      const allowed = routes.methodsOf(path);
      if (allowed.length === 0) return null;
      const names = [...allowed, 'OPTIONS'].join(', ');
      throw methodNotAllowed(`${method} does not exist here; ${names} do.`, { headers: { Allow: names } });
    },
  };
}
