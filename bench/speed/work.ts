/** What is measured: what callers ask, and what a bare server does to answer the same. */
import type { IncomingMessage } from 'node:http';
import type { Pool } from 'mysql2';
import type { Store } from './store';
import type { World } from './world';

export interface LoadRequest {
  method?: 'GET' | 'POST';
  path: string;
  headers: Record<string, string>;
  body?: string;
}

/** A statement that is prepared once a connection; answers its rows. */
export type Execute = <Row>(sql: string, values: readonly (string | number)[]) => Promise<Row[]>;

/** Lists of requests by number: to record statements, to profile, to warm up; then one of each round. */
export const RECORDED_ROUND = 0;
export const PROFILED_ROUND = 1;
export const WARMING_ROUND = 2;
export const MOST_ROUNDS = 6;
export const listsFor = (rounds: number): number => WARMING_ROUND + 1 + rounds;

export type Side = 'ours' | 'bare';

/** A statement as it was sent; `values` where it is prepared. */
export interface Recorded {
  sql: string;
  values: (string | number | null)[] | null;
}

export interface BareTools {
  world: World;
  pool: Pool;
  execute: Execute;
  /** The bytes that ours has answered, by path. */
  answers: Record<string, string>;
  /** What ours has sent to the database for one request, and that request. */
  recorded: { request: LoadRequest; statements: Recorded[]; answer: string };
}

export type BareAnswer = (request: IncomingMessage) => Promise<string>;

export interface Setting {
  store: Store;
  world: World;
  redisUrl: string | undefined;
}

export interface Work {
  /** `P1.page`: the part of `performance.md`, and what of it. */
  id: string;
  title: string;
  /** Asked at the same time. */
  connections: number;
  /** Each request can be sent once only. */
  once?: true;
  /** Makes what its requests need; the answer stands in `world.prepared`. */
  prepare?(given: Setting): Promise<unknown>;
  /** Of one round, shared out among the connections; a list that is used up begins again. */
  requests(world: World, round: number, side: Side): LoadRequest[];
  /** `constant`: node:http with the same bytes. Null: no bare limit, the time itself is what counts. */
  bare: 'constant' | ((tools: BareTools) => BareAnswer) | null;
  /** As the table says it: what is due, and the aim. */
  due: string;
  aim: string;
}
