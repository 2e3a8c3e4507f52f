/** Ends the premium requests whose fee was not paid in time. */
import { systemActor } from '../../../../platform/kernel/actor';
import { DAY_MS, HOUR_MS } from '../../../../platform/kernel/clock';
import type { ListingsContext } from '../../listings.context';
import { premiumLapsed } from '../premium.events';
import { lockPremium, newsOfPremium, premiumSubject } from '../premium-record';
import { PREMIUM_FEE } from '../premium.rules';

const BATCH = 200;

/** A bank debit takes four to six days to settle: who paid in time waits for his bank no longer than this. */
const UNDER_WAY_MS = 10 * DAY_MS;

interface Due {
  id: string;
  payBy: number;
}

export function scheduleLapsingPremium(context: ListingsContext): void {
  const { platform, payments, audit } = context;
  const { clock, database, outbox, scheduler } = platform;
  const actor = systemActor('listings.premium');

  scheduler.every('listings.lapse-premium', HOUR_MS, async () => {
    for (let last: Due = { id: '', payBy: 0 }, more = true; more;) {
      const due = await findDue(last);
      for (const each of due) {
        const waitsFor = each.payBy + UNDER_WAY_MS;
        if (waitsFor <= clock.now() || !(await isUnderWay(each.id))) await lapse(each.id);
      }
      last = due.at(-1) ?? last;
      more = due.length === BATCH;
    }
  });

  const findDue = ({ id, payBy }: Due): Promise<Due[]> =>
    database.select<Due>(
      `SELECT id, payBy FROM premium_requests WHERE status = 'APPROVED' AND payBy <= :now
         AND (payBy > :payBy OR (payBy = :payBy AND id > :id)) ORDER BY payBy, id LIMIT ${BATCH}`,
      { now: clock.now(), payBy, id },
    );

  async function isUnderWay(requestId: string): Promise<boolean> {
    const known = await payments.listForSubject(requestId);
    return known.some(({ status }) => status === 'PROCESSING');
  }

  const lapse = (requestId: string): Promise<void> =>
    database.atomically(async () => {
      const opened = await lockPremium(context, requestId);
      const { request } = opened;
      if (request.status !== 'APPROVED') return;
      const now = clock.now();
      await request.update({ status: 'LAPSED', updatedAt: now, endedAt: now });
      await payments.cancelOpen(PREMIUM_FEE, requestId, 'The premium fee was not paid in time.');
      await outbox.emit(premiumLapsed, newsOfPremium(opened));
      await audit.record({ actor, action: 'premium.lapsed', subject: premiumSubject(requestId) });
    });
}
