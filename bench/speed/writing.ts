/** P6: what moves a deal, sixteen at a time. The bare server sends the statements that ours has sent, for other rows. */
import { randomBytes } from 'node:crypto';
import type { PoolConnection } from 'mysql2';
import { newId } from '../../src/platform/kernel/ids';
import { type Deal, offerFor, openDeals, posting } from './deals';
import { fillAccess, sellerOf } from './fill';
import {
  type BareAnswer,
  type BareTools,
  type LoadRequest,
  listsFor,
  MOST_ROUNDS,
  type Recorded,
  type Side,
  type Work,
} from './work';
import { asReader, idOf, READERS, type World } from './world';

const AT_ONCE = 16;
/** Of all rounds together: a reader makes no more than twenty in an hour. The bare server knows no limits. */
const OFFERS_A_READER = { ours: 18, bare: 54 } as const;
const DEALS_A_ROUND = 120;
/** Behind those that readers have unlocked at first. */
const FIRST_LISTING = 70;

/** On the market is all but each tenth; no two requests that follow each other are about the same listing. */
function pairOf({ size, run }: World, side: Side, n: number): [listing: number, reader: number] {
  const { ours, bare } = OFFERS_A_READER;
  const reader = n % READERS;
  const turn = run * (ours + bare) + (side === 'ours' ? 0 : ours) + Math.floor(n / READERS);
  const place = (reader + turn * READERS) % (Math.floor((size - FIRST_LISTING) / 10) * 9);
  return [FIRST_LISTING + Math.floor(place / 9) * 10 + (place % 9), reader];
}

const offersOf = (world: World, side: Side): [number, number][] =>
  Array.from({ length: READERS * OFFERS_A_READER[side] }, (_, n) => pairOf(world, side, n));

/** The part of a list that belongs to a round. */
const partOf = <Item>(items: readonly Item[], round: number): Item[] => {
  const share = Math.floor(items.length / listsFor(MOST_ROUNDS));
  return items.slice(round * share, (round + 1) * share);
};

function signaturesOf({ prepared, rounds }: World, round: number, side: Side): LoadRequest[] {
  const deals = prepared['P6.terms'] as Deal[];
  const from = (side === 'ours' ? round : listsFor(rounds) + round) * DEALS_A_ROUND;
  return deals
    .slice(from, from + DEALS_A_ROUND)
    .map(({ id, termsHash, listing, reader }) =>
      posting(
        `/api/transactions/${id}/buyer/accept-terms`,
        { ...asReader(reader), 'x-listing': String(listing), 'x-deal': id },
        { termsHash },
      ),
    );
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const HASH = /\b[0-9a-f]{64}\b/g;

type Headers = Partial<Record<string, string | string[]>>;

/** What a request is about, by the headers that name it to the bare server. */
function rowsOf(headers: Headers, { size }: World): string[] {
  const [reader, listing] = [Number(headers['x-reader']), Number(headers['x-listing'])];
  return [
    idOf('reader', reader),
    idOf('session', reader),
    idOf('listing', listing),
    idOf('seller', sellerOf(listing, size)),
    String(headers['x-deal']),
  ];
}

/** The same statements on one connection and in their order, about other rows, and with new ids for what is made. */
export function replay({ world, pool, recorded }: BareTools): BareAnswer {
  const former = rowsOf(recorded.request.headers, world);
  const connect = () =>
    new Promise<PoolConnection>((resolve, reject) =>
      pool.getConnection((error, connection) => (error ? reject(error) : resolve(connection))),
    );
  const run = (connection: PoolConnection, { sql, values }: Recorded) =>
    new Promise<void>((resolve, reject) => {
      const answered = (error: Error | null) => (error ? reject(error) : resolve());
      if (values) connection.execute(sql, values, answered);
      else connection.query(sql, answered);
    });
  return async ({ headers }) => {
    const others = new Map(rowsOf(headers, world).map((row, place) => [former[place] ?? '', row]));
    const other = (make: () => string) => (found: string) => {
      const known = others.get(found) ?? make();
      others.set(found, known);
      return known;
    };
    const [uuid, hash] = [other(newId), other(() => randomBytes(32).toString('hex'))];
    const changed = (text: string) => text.replace(UUID, uuid).replace(HASH, hash);
    const connection = await connect();
    try {
      for (const { sql, values } of recorded.statements) {
        await run(connection, {
          sql: values ? sql : changed(sql),
          values: values?.map((value) => (typeof value === 'string' ? changed(value) : value)) ?? null,
        });
      }
    } finally {
      connection.release();
    }
    return recorded.answer;
  };
}

export const WRITING: Work[] = [
  {
    id: 'P6.offer',
    title: 'POST /offers',
    connections: AT_ONCE,
    once: true,
    async prepare({ store, world }) {
      await fillAccess(store, [...offersOf(world, 'ours'), ...offersOf(world, 'bare')], Date.now());
    },
    requests: (world, round, side) => partOf(offersOf(world, side), round).map(offerFor),
    bare: replay,
    ...{ due: '0.6', aim: '1.0' },
  },
  {
    id: 'P6.terms',
    title: 'the buyer signs the terms of a deal',
    connections: AT_ONCE,
    once: true,
    prepare: (given) => openDeals(given, 2 * DEALS_A_ROUND * listsFor(given.world.rounds)),
    requests: signaturesOf,
    bare: replay,
    ...{ due: '0.6', aim: '1.0' },
  },
];
