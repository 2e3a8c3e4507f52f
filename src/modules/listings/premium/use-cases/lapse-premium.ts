/** Ends premium requests when their fee was not paid in time. */
import { oldestFirst, selectKeyset } from '../../../../platform/db/keyset';
import { sweep } from '../../../../platform/db/walk';
import { systemActor } from '../../../../platform/kernel/actor';
import { DAY_MS } from '../../../../platform/kernel/clock';
import { afterOutageSql, putOffBy } from '../../../../platform/jobs/uptime';
import type { ListingsContext } from '../../listings.context';
import { premiumLapsed } from '../premium.events';
import { premiumNews, premiumSubject } from '../premium.store';
import { PREMIUM_FEE } from '../premium.rules';

/** A bank debit takes four to six days to settle. One that began in time may take this long after the deadline. */
const SETTLEMENT_GRACE_MS = 10 * DAY_MS;

interface Due {
  id: string;
  payBy: number;
}

export function createLapsePremium({ platform, premium, payments, audit }: ListingsContext) {
  const { clock, database, events, log, uptime } = platform;
  const actor = systemActor('listings.premium');

  uptime.afterOutage(async (outage) => {
    await database.change(
      `UPDATE premium_requests SET payBy = ${afterOutageSql('payBy')} WHERE status = 'APPROVED' AND payBy > :since`,
      putOffBy(outage),
    );
  });

  /** On its way, or here with news that has not reached the request. Its gateway is asked first: news may be lost. */
  async function isSettling(requestId: string): Promise<boolean> {
    await payments.askAbout(PREMIUM_FEE, requestId);
    const started = await payments.listForSubject(requestId);
    return started.some(
      ({ status, expectedBy }) => status === 'SUCCEEDED' || (expectedBy !== null && expectedBy > clock.now()),
    );
  }

  const lapse = (requestId: string): Promise<void> =>
    database.atomically(async () => {
      const locked = await premium.lock(requestId);
      if (locked.request.status !== 'APPROVED') return;
      await premium.advance(locked.request, 'lapse');
      await payments.cancelOpen(PREMIUM_FEE, requestId, 'The premium fee was not paid in time.');
      await events.emit(premiumLapsed, premiumNews(locked));
      await audit.record({ actor, action: 'premium.lapsed', subject: premiumSubject(requestId) });
    });

  return (signal: AbortSignal): Promise<void> => {
    const due = selectKeyset<Due>(database, {
      name: 'listings.lapse-premium',
      order: oldestFirst('payBy'),
      select: 'id, payBy',
      from: 'premium_requests',
      where: ["status = 'APPROVED'", 'payBy <= :now'],
      values: { now: clock.now() },
    });
    const lapseUnpaid = async ({ id, payBy }: Due) => {
      const overdue = payBy + SETTLEMENT_GRACE_MS <= clock.now();
      if (overdue || !(await isSettling(id))) await lapse(id);
    };
    return sweep(log, due, lapseUnpaid, signal);
  };
}
