/** Reads the clock, and moves it forward where it can be moved (never in production). */
import { z } from 'zod';
import type { UserActor } from '../kernel/actor';
import { type Clock, DAY_MS, iso } from '../kernel/clock';
import type { ClockStore } from '../kernel/clock-store';
import { endpoint, type Endpoint } from './endpoint';
import { problemKind } from './problem';
import { Instant } from './wire';

const LONGEST_ADVANCE_MS = 400 * DAY_MS;

const clockNotMovable = problemKind(
  'clock_not_movable',
  409,
  'The clock cannot be moved',
  'Start the product with `CLOCK=movable` to try things out.',
);

const Reading = z.strictObject({
  now: Instant,
  movable: z.boolean().describe('The clock can be moved: never in production.'),
});

interface ActionTrail {
  record(entry: {
    actor: UserActor;
    action: 'clock.advanced';
    subject: { type: string; id: string };
    detail?: Record<string, unknown>;
  }): Promise<void>;
}

export function clockEndpoints(clock: Clock, store: ClockStore | null, audit: ActionTrail): Endpoint[] {
  const read = () => ({ now: iso(clock.now()), movable: store !== null });
  return [
    endpoint({
      operationId: 'getClock',
      method: 'get',
      path: '/clock',
      summary: "Get the product's current time.",
      access: 'public',
      response: Reading,
    }).handledBy(read),

    endpoint({
      operationId: 'advanceClock',
      method: 'post',
      path: '/clock/advance',
      summary: 'Move the clock forward.',
      description: 'Only where the product was started with a movable clock, to try deadlines.',
      access: 'admin',
      body: z.strictObject({
        byMs: z.int().min(1).max(LONGEST_ADVANCE_MS).describe('By how much, in milliseconds.'),
      }),
      response: Reading,
      problems: [clockNotMovable],
    }).handledBy(async ({ actor, body }) => {
      if (!store) throw clockNotMovable('Start the product with CLOCK=movable to try deadlines.');
      await store.advance(body.byMs);
      await audit.record({
        actor,
        action: 'clock.advanced',
        subject: { type: 'clock', id: '1' },
        detail: { byMs: body.byMs },
      });
      return read();
    }),
  ];
}
