/** What is measured: what callers ask, and what a bare server does to answer the same. */
import type { IncomingMessage } from 'node:http';
import type { Pool } from 'mysql2';
import type { World } from './world';

export interface LoadRequest {
  method?: 'GET' | 'POST';
  path: string;
  headers: Record<string, string>;
  body?: string;
}

/** A statement that is prepared once a connection; answers its rows. */
export type Execute = <Row>(sql: string, values: readonly (string | number)[]) => Promise<Row[]>;

export interface BareTools {
  world: World;
  pool: Pool;
  execute: Execute;
  /** The bytes that ours has answered, by path. */
  answers: Record<string, string>;
}

export type BareAnswer = (request: IncomingMessage) => Promise<string>;

export interface Work {
  /** `P1.page`: the part of `performance.md`, and what of it. */
  id: string;
  title: string;
  /** Asked at the same time. */
  connections: number;
  /** Of one round, shared out among the connections; a list that is used up begins again. */
  requests(world: World, round: number): LoadRequest[];
  /** `constant`: node:http with the same bytes. Null: no bare limit, the time itself is what counts. */
  bare: 'constant' | ((tools: BareTools) => BareAnswer) | null;
  /** As the table says it: what is due, and the aim. */
  due: string;
  aim: string;
}
