/** The interface under /api: from an address to its endpoint. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import type { HeaderList } from './fixed-headers';
import { LONGEST_ADDRESS } from './finished-answers';
import { methodNotAllowed } from './problem';
import { RouteTable } from './route-table';
import {
  type EndpointOptions,
  serveEndpoint,
  type ServedEndpoint,
  type ServeEndpoint,
} from './serve-endpoint';
import { isReading } from './send';

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
}

export interface Api {
  /** Null where the address is none of the interface. Throws `method_not_allowed`, `invalid_request`. */
  find(req: IncomingMessage, res: ServerResponse, target: Target): FoundEndpoint | null;
  /**
   * Answers a reading request at once with what is kept, under these headers; false where nothing is. Throws
   * `too_many_requests`.
   */
  serveKept(req: IncomingMessage, res: ServerResponse, fixed: HeaderList): boolean;
}

/** Where something may be kept, by the address as it came: so that it is not taken apart again. */
interface Place {
  endpoint: ServeEndpoint;
  path: string;
  search: string;
  params: Record<string, string>;
}
const MOST_PLACES = 2_000;

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

  const places = new LRUCache<string, Place>({ max: MOST_PLACES });

  return {
    serveKept(req, res, fixed) {
      const place = places.get(req.url ?? '');
      return place !== undefined && place.endpoint.serveKept({ req, res, ...place }, fixed);
    },

    find(req, res, { path: whole, search }) {
      const base = BASE.exec(whole)?.[0];
      if (base === undefined) return null;
      const path = whole.slice(base.length);
      const method = req.method ?? '';
      const found = routes.find(method, path);
      if (found) {
        const { target: endpoint, params } = found;
        const { url = '' } = req;
        if (endpoint.keeps && isReading(req) && url.length <= LONGEST_ADDRESS)
          places.set(url, { endpoint, path, search, params });
        const exchange = { req, res, path, search, params };
        return { whileClosed: endpoint.whileClosed, serve: () => endpoint.serve(exchange) };
      }
      const allowed = routes.methodsOf(path);
      if (allowed.length === 0) return null;
      const names = [...allowed, 'OPTIONS'].join(', ');
      throw methodNotAllowed(`${method} does not exist here; ${names} do.`, { headers: { Allow: names } });
    },
  };
}
