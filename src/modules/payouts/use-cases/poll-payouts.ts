/** Asks the gateway about payouts that were not heard of for too long: an answer or a webhook may have been lost. */
import { BY_ID, selectKeyset } from '../../../platform/db/keyset';
import { sweep } from '../../../platform/db/walk';
import { MINUTE_MS } from '../../../platform/kernel/clock';
import { PAYOUT_CHECK_AFTER_MS } from '../payout.rules';
import type { PayoutsContext } from '../payouts.context';

const POLL_EVERY_MS = 5 * MINUTE_MS;

export function schedulePollingPayouts(
  { platform, gateways }: PayoutsContext,
  sendPayout: (payoutId: string) => Promise<void>,
): void {
  const { clock, database, log, scheduler } = platform;

  scheduler.every('payouts.poll', POLL_EVERY_MS, poll, { lane: 'gateway' });

  async function poll(signal: AbortSignal): Promise<void> {
    const live = gateways.live.map(({ name }) => name);
    if (live.length === 0) return;
    const due = selectKeyset<{ id: string }>(database, {
      ...{ name: 'payouts.poll', order: BY_ID, select: 'id', from: 'payouts' },
      where: ['checkAt <= :now', 'gateway IN (:live)'],
      values: { now: clock.now(), live },
    });
    await sweep(log, due, ({ id }) => check(id), signal);
  }

  /** Put off first: a payout at which the call fails comes round again, and not at once. */
  async function check(id: string): Promise<void> {
    await database.change('UPDATE payouts SET checkAt = :checkAt WHERE id = :id AND checkAt <= :now', {
      id,
      now: clock.now(),
      checkAt: clock.now() + PAYOUT_CHECK_AFTER_MS,
    });
    await sendPayout(id);
  }
}
