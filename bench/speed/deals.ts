/** Makes the deals that a bench signs, by the requests that people send. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { newId } from '../../src/platform/kernel/ids';
import { startFmcsaStandIn } from '../../tests/support/fmcsa-stand-in';
import { fillAccess, fillListings, fillProofs, legalNameOf, sellerOf, usdotOf } from './fill';
import { startOurs } from './ours';
import { PROJECT } from './process';
import type { Store } from './store';
import type { LoadRequest, Setting } from './work';
import { asReader, asSeller, idOf, READERS } from './world';

const AT_ONCE = 8;
const MOST_TRIES = 20;
const REST_MS = 500;
const OFFERED_CENTS = 20_000_000;
/** The fictional carrier that all of them are like. */
const MODEL = {
  file: 'data/fmcsa/fictional/9900001-prairie-lantern-freight.json',
  usdot: 9_900_001,
  name: 'PRAIRIE LANTERN FREIGHT LLC',
};

export interface Deal {
  id: string;
  termsHash: string;
  listing: number;
  reader: number;
}

export const posting = (path: string, headers: Record<string, string>, body: object): LoadRequest => ({
  method: 'POST',
  path,
  headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': newId() },
  body: JSON.stringify(body),
});

export const offerFor = ([listing, reader]: readonly [number, number]): LoadRequest =>
  posting(
    '/api/offers',
    { ...asReader(reader), 'x-listing': String(listing) },
    { listingId: idOf('listing', listing), amountCents: OFFERED_CENTS },
  );

/** A busy machine may have to be asked again; the key of the request makes that harmless. */
async function send(url: string, { path, ...request }: LoadRequest): Promise<Record<string, unknown>> {
  let answer = await fetch(url + path, request);
  for (let turn = 0; turn < MOST_TRIES && answer.status === 503; turn += 1) {
    await answer.arrayBuffer();
    await wait(REST_MS);
    answer = await fetch(url + path, request);
  }
  const { data, ...problem } = (await answer.json()) as { data?: Record<string, unknown> };
  if (!answer.ok || !data) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(problem)}`);
  return data;
}

/** FMCSA, as it knows the carrier of that listing. */
async function startFmcsa(listing: number) {
  const fmcsa = await startFmcsaStandIn();
  const own = readFileSync(join(PROJECT, MODEL.file), 'utf8')
    .replaceAll(String(MODEL.usdot), String(usdotOf(listing)))
    .replaceAll(MODEL.name, legalNameOf(listing));
  const { answers } = JSON.parse(own) as { answers: Record<string, { content: unknown }> };
  for (const [path, { content }] of Object.entries(answers)) fmcsa.change(path, content);
  return fmcsa;
}

/** The check of the first carrier becomes that of the others: an acceptance rests on one of today where FMCSA is silent. */
const copyCheck = (store: Store, first: number, listings: number): Promise<void> =>
  store.run(`INSERT INTO carrier_checks (id, usdot, purpose, checkedAt, outcome, snapshotId, findings)
    SELECT l.id, l.usdot, c.purpose, c.checkedAt, c.outcome, c.snapshotId, c.findings
    FROM listings l JOIN carrier_checks c ON c.usdot = ${usdotOf(first)}
    WHERE l.usdot > ${usdotOf(first)} AND l.usdot < ${usdotOf(first + listings)}
      AND c.id = (SELECT MAX(id) FROM carrier_checks WHERE usdot = ${usdotOf(first)})`);

/** Deals that await the buyer's signature, of listings of their own: the market stays as it is. */
export async function openDeals({ store, world, redisUrl }: Setting, count: number): Promise<Deal[]> {
  const { size, run } = world;
  const [first, listings] = [size + 10 * run * count, Math.ceil(count / 9) * 10];
  await fillListings(store, { first, count: listings, size }, Date.now());
  const pairs = Array.from({ length: count }, (_, n): [number, number] => [
    first + Math.floor(n / 9) * 10 + (n % 9),
    n % READERS,
  ]);
  await fillAccess(store, pairs, Date.now());
  await fillProofs(store, { listings: pairs.map(([listing]) => listing), size }, Date.now());
  const fmcsa = await startFmcsa(first);
  // Production speaks to FMCSA by TLS alone.
  const server = await startOurs(world, redisUrl, {
    ...{ NODE_ENV: 'test', FMCSA_WEB_KEY: fmcsa.webKey, FMCSA_API_URL: fmcsa.url, LOG_LEVEL: 'warn' },
  });

  async function open([listing, reader]: [number, number]): Promise<Deal> {
    const offer = await send(server.url, offerFor([listing, reader]));
    const accept = posting(`/api/offers/${String(offer.id)}/accept`, asSeller(sellerOf(listing, size)), {
      version: 1,
      amountCents: OFFERED_CENTS,
    });
    const id = String((await send(server.url, accept)).transactionId);
    const termsHash = await store.read(`SELECT termsHash FROM transactions WHERE id = '${id}'`);
    return { id, termsHash: String(termsHash), listing, reader };
  }

  try {
    const [pair, ...waiting] = pairs;
    const deals = pair ? [await open(pair)] : [];
    await copyCheck(store, first, listings);
    await fmcsa.close();
    const openNext = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) deals.push(await open(next));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, openNext));
    return deals;
  } finally {
    await server.stop();
  }
}
