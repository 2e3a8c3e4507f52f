/** The same POST sent twice has one effect and one answer, named by the caller's `Idempotency-Key`. */
import { createHash } from 'node:crypto';
import { UniqueConstraintError } from 'sequelize';
import { type Clock, DAY_MS, SECOND_MS } from '../kernel/clock';
import { newId } from '../kernel/ids';
import { type Database, outsideUnit } from '../db/database';
import { DatabaseSilent } from '../db/deadline';
import type { Idempotency } from './endpoint';
import { problemKind } from './problem';

export const idempotencyKeyReused = problemKind(
  'idempotency_key_reused',
  422,
  'This Idempotency-Key belongs to another request',
  'Use a new key for a new request.',
);
export const idempotencyInFlight = problemKind(
  'idempotency_in_flight',
  409,
  'The first request with this Idempotency-Key is still in progress',
  'Send the request again after the time in `Retry-After`.',
);
export const badIdempotencyKey = problemKind(
  'bad_idempotency_key',
  400,
  'The Idempotency-Key is not valid',
  'Send 1 to 200 visible ASCII characters, such as a UUID.',
);

export const idempotencyKeyMissing = problemKind(
  'idempotency_key_missing',
  400,
  'This request needs an Idempotency-Key',
  'Send a new UUID in the header `Idempotency-Key`, and the same one if you have to send the request again.',
);

/** A request under way renews its hold; past this one that does not counts as crashed, and its key may be taken over. */
const HOLD_MS = 9 * SECOND_MS;
const RENEW_EVERY_MS = HOLD_MS / 3;
const KEEP_MS = 7 * DAY_MS;
const GOOD_KEY = /^[\x21-\x7e]{1,200}$/;

export interface StoredAnswer {
  status: number;
  body: unknown;
  replayed: boolean;
}

export interface IdempotentRequest {
  userId: string;
  key: string;
  /** `post /users`. */
  endpoint: string;
  input: unknown;
  kind: Idempotency;
}

export interface IdempotencyStore {
  answerOnce(
    request: IdempotentRequest,
    answer: () => Promise<{ status: number; body: unknown }>,
    /** Ahead of the unit, where nothing is stored under the key yet. */
    before?: () => Promise<void>,
  ): Promise<StoredAnswer>;
  deleteOld(): Promise<number>;
}

interface KeyRow {
  requestHash: string;
  endpoint: string;
  status: 'IN_FLIGHT' | 'DONE';
  holder: string;
  lockedUntil: number;
  answerStatus: number | null;
  answer: string | null;
}

export function createIdempotencyStore(
  database: Database,
  clock: Clock,
  renewEveryMs = RENEW_EVERY_MS,
): IdempotencyStore {
  /** Takes the key, or answers what was stored under it. */
  async function take(
    request: IdempotentRequest,
    hash: string,
    holder: string,
  ): Promise<StoredAnswer | null> {
    const { userId, key, endpoint } = request;
    const now = clock.now();
    try {
      await database.change(
        `INSERT INTO idempotency_keys
           (userId, idempotencyKey, endpoint, requestHash, status, holder, lockedUntil, createdAt)
         VALUES (:userId, :key, :endpoint, :hash, 'IN_FLIGHT', :holder, :lockedUntil, :now)`,
        { userId, key, endpoint, hash, holder, lockedUntil: now + HOLD_MS, now },
      );
      return null;
    } catch (error) {
      if (!(error instanceof UniqueConstraintError)) throw error;
    }
    const [row] = await database.select<KeyRow>(
      `SELECT requestHash, endpoint, status, holder, lockedUntil, answerStatus, answer FROM idempotency_keys
       WHERE userId = :userId AND idempotencyKey = :key`,
      { userId, key },
    );
    if (!row) throw inFlight();
    if (row.requestHash !== hash || row.endpoint !== endpoint) {
      throw idempotencyKeyReused(
        'Use a new key for a new request; the same key goes with the same body only.',
      );
    }
    if (row.status === 'DONE') {
      return { status: row.answerStatus ?? 200, body: JSON.parse(row.answer ?? 'null'), replayed: true };
    }
    const takenOver = await database.change(
      `UPDATE idempotency_keys SET holder = :holder, lockedUntil = :lockedUntil
       WHERE userId = :userId AND idempotencyKey = :key AND status = 'IN_FLIGHT'
         AND holder = :former AND lockedUntil <= :now`,
      { userId, key, holder, former: row.holder, lockedUntil: now + HOLD_MS, now },
    );
    if (takenOver === 0) throw inFlight();
    return null;
  }

  /** Answers how to stop. A renewal that fails is made good by the next; one that comes too late changes nothing. */
  function keepHolding({ userId, key }: IdempotentRequest, holder: string): () => void {
    const renew = () =>
      database.change(
        `UPDATE idempotency_keys SET lockedUntil = :lockedUntil
         WHERE userId = :userId AND idempotencyKey = :key AND holder = :holder AND status = 'IN_FLIGHT'`,
        { userId, key, holder, lockedUntil: clock.now() + HOLD_MS },
      );
    const timer = setInterval(() => void outsideUnit(renew).catch(() => undefined), renewEveryMs);
    return () => clearInterval(timer);
  }

  const inFlight = () =>
    idempotencyInFlight('Wait for its answer, or ask again in a moment.', { retryAfterSeconds: 1 });

  async function store(
    request: IdempotentRequest,
    holder: string,
    answer: { status: number; body: unknown },
  ) {
    const kept = await database.change(
      `UPDATE idempotency_keys SET status = 'DONE', answerStatus = :status, answer = :answer
       WHERE userId = :userId AND idempotencyKey = :key AND holder = :holder AND status = 'IN_FLIGHT'`,
      {
        userId: request.userId,
        key: request.key,
        holder,
        status: answer.status,
        answer: JSON.stringify(answer.body),
      },
    );
    // Another holder took the key over while this one was thought dead: its unit must not commit as well.
    if (kept !== 1) throw inFlight();
  }

  /** A refused request had no effect: its key is free again, so that it can be sent anew once mended. */
  const giveBack = ({ userId, key }: IdempotentRequest, holder: string) =>
    database.change(
      `DELETE FROM idempotency_keys
       WHERE userId = :userId AND idempotencyKey = :key AND holder = :holder AND status = 'IN_FLIGHT'`,
      { userId, key, holder },
    );

  return {
    async answerOnce(request, answer, before) {
      if (!GOOD_KEY.test(request.key)) {
        throw badIdempotencyKey('It must be 1 to 200 visible ASCII characters; a UUID is a good one.');
      }
      const holder = newId();
      const stored = await take(request, hashOf(request.input), holder);
      if (stored) return stored;
      const answerAndStore = async () => {
        const made = await answer();
        await store(request, holder, made);
        return { ...made, replayed: false };
      };
      const letGo = keepHolding(request, holder);
      try {
        await before?.();
        return request.kind === 'unit' ? await database.atomically(answerAndStore) : await answerAndStore();
      } catch (error) {
        // Outside of the request: its time may be what is over, and then nobody is made to wait for this as well.
        const isFree = outsideUnit(() => giveBack(request, holder)).catch(() => undefined);
        if (!(error instanceof DatabaseSilent)) await isFree;
        throw error;
      } finally {
        letGo();
      }
    },
    deleteOld: () =>
      database.change('DELETE FROM idempotency_keys WHERE createdAt <= :before', {
        before: clock.now() - KEEP_MS,
      }),
  };
}

/** The input is checked and in the schema's order by now, so equal requests have equal text. */
const hashOf = (input: unknown): string => createHash('sha256').update(JSON.stringify(input)).digest('hex');
