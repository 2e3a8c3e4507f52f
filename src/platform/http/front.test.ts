/** What stands before the endpoints: whose address counts, which path is whose, what is remembered of callers. */
import type { IncomingMessage } from 'node:http';
import express, { type Request } from 'express';
import fc from 'fast-check';
import type { Logger } from '../kernel/logger';
import { clientAddress } from './client-address';
import { createLimitCounts } from './limit-counts';
import { RouteTable } from './route-table';
import { createUntrustedProxy } from './untrusted-proxy';

describe('the address of a caller', () => {
  it('is the one that Express would say, whatever a header claims', () => {
    const app = express();
    const part = fc.constantFrom('1.2.3.4', ' 5.6.7.8', '::1 ', '', ' ', 'nonsense', '9.9.9.9:80', 'a b');
    fc.assert(
      fc.property(fc.option(fc.array(part, { maxLength: 6 })), fc.nat(4), (parts, hops) => {
        const req = {
          headers: parts ? { 'x-forwarded-for': parts.join(',') } : {},
          socket: { remoteAddress: '10.0.0.1' },
        } as unknown as IncomingMessage;
        app.set('trust proxy', hops);
        const theirs = Object.assign(Object.create(app.request) as Request, req, { app });
        expect(clientAddress(req, hops)).toBe(theirs.ip);
      }),
    );
  });
});

describe('a proxy that nobody named', () => {
  const request = (headers: Record<string, string>) => ({ headers }) as unknown as IncomingMessage;

  it('is logged with the first of its requests, once, and seen from then on', () => {
    const warnings: string[] = [];
    const log = { warn: (line: string) => void warnings.push(line) } as unknown as Logger;
    const proxy = createUntrustedProxy(log);
    proxy.watch(request({ host: 'exchange.test' }));
    expect([proxy.wasSeen(), warnings]).toEqual([false, []]);
    for (const address of ['10.0.0.1', '10.0.0.2']) proxy.watch(request({ 'x-forwarded-for': address }));
    expect([proxy.wasSeen(), warnings.length]).toEqual([true, 1]);
    expect(warnings[0]).toContain('TRUST_PROXY_HOPS');
  });
});

describe('a path', () => {
  const table = new RouteTable<string>();
  for (const [method, path] of [
    ['GET', '/things/{id}'],
    ['GET', '/things/mine'],
    ['PUT', '/things/{id}'],
    ['GET', '/things/{id}/parts/{part}'],
    ['GET', '/things/mine/all'],
  ] as const)
    table.add(method, path, `${method} ${path}`);
  const found = (method: string, path: string) => {
    const match = table.find(method, path);
    return match && [match.target, match.params];
  };

  it.each([
    ['GET', '/things/mine', 'GET /things/mine', {}],
    ['GET', '/things/mine/', 'GET /things/mine', {}],
    ['PUT', '/things/mine', 'PUT /things/{id}', { id: 'mine' }],
    ['GET', '/things/mine/parts/a%2Fb', 'GET /things/{id}/parts/{part}', { id: 'mine', part: 'a/b' }],
    ['GET', '/things/__proto__', 'GET /things/{id}', { id: '__proto__' }],
  ])('%s %s is %s', (method, path, target, params) => {
    expect(found(method, path)).toEqual([target, params]);
  });

  it.each(['/things', '/things/', '/Things/mine', '/things//parts/1', '/things/1/parts', '//things/1', '/'])(
    '%s is nobody’s',
    (path) => {
      expect([found('GET', path), table.methodsOf(path)]).toEqual([null, []]);
    },
  );

  it('that cannot be read is refused, and one without the method says which it has', () => {
    expect(() => found('GET', '/things/%E0%A4%A')).toThrow('could not be read');
    expect([found('PATCH', '/things/mine'), table.methodsOf('/things/mine')]).toEqual([null, ['GET', 'PUT']]);
  });
});

describe('what is remembered of callers', () => {
  const limit = { name: 'things', windowMs: 60_000 };

  it('is bounded, and the latest stay', () => {
    const counts = createLimitCounts(limit, null, 100);
    for (let nth = 0; nth < 1_000; nth += 1) counts.count(`caller ${nth}`, 10);
    expect(counts.size).toBe(100);
    expect(counts.count('caller 999', 10).hits).toBe(2);
    expect(counts.count('caller 0', 10).hits).toBe(1);
  });

  it('is gone with its window, and what is taken back then changes nothing', async () => {
    const counts = createLimitCounts({ ...limit, windowMs: 250 }, null);
    const first = counts.count('caller', 10);
    await new Promise((resolve) => setTimeout(resolve, 260));
    expect(counts.count('caller', 10).hits).toBe(1);
    counts.takeBack(first);
    expect(counts.count('caller', 10).hits).toBe(2);
    counts.count('another', 10);
    expect(counts.size).toBe(2);
  });

  it('is what all instances counted, and never less than this one did', async () => {
    let everywhere = 40;
    const redis = {
      prefix: '',
      attempt: (use: (client: object) => unknown) =>
        use({ eval: (...sent: unknown[]) => Promise.resolve([(everywhere += Number(sent.at(-1))), 30_000]) }),
    };
    const counts = createLimitCounts(limit, redis as never);
    expect((await counts.countTogether('caller')).hits).toBe(41);
    everywhere = 0;
    expect((await counts.countTogether('caller')).hits).toBe(2);
  });
});
