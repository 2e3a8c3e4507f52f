/** The door of payouts: what is payable to a user goes out, to their account at a gateway or by an admin's wire. */
import type { WaitingSource } from '../../platform/kernel/waiting';
import type { Violation } from '../../platform/kernel/violation';
import { afterOutageSql, putOffBy } from '../../platform/jobs/uptime';
import type { Platform } from '../../platform/platform';
import { userAccessVoided } from '../identity';
import type { StuckMoney } from '../ledger';
import { createPayoutPresenter } from './payout.view';
import type { PayoutsConfig } from './payouts.config';
import { defineModels, type PayoutsContext, type PayoutsDeps } from './payouts.context';
import { payoutsRoutes } from './payouts.routes';
import { registerUserData } from './payouts.user-data';
import { createDropWaitingDestinations } from './use-cases/drop-waiting-destinations';
import { createFindViolations } from './use-cases/find-violations';
import { createListPayouts } from './use-cases/list-payouts';
import { createListWaiting } from './use-cases/list-waiting';
import { createListStuckMoney } from './use-cases/list-stuck-money';
import { createPayForPayee } from './use-cases/pay-for-payee';
import { createPayOut } from './use-cases/pay-out';
import { createPayoutAccount } from './use-cases/payout-account';
import { schedulePollingPayouts } from './use-cases/poll-payouts';
import { createReadPayee, type Payee } from './use-cases/read-payee';
import { createRecordPayout, transferMoved } from './use-cases/record-payout';
import { createSaveBankAccount } from './use-cases/save-bank-account';
import { createWhyPayeeWaits, type HoldingBack } from './use-cases/why-payee-waits';

export type { PayoutsDeps } from './payouts.context';
export {
  bankPayoutFailed,
  payoutDestinationChanged,
  payoutDestinationDropped,
  payoutFailed,
  payoutPaid,
} from './payouts.events';

export type { Payee } from './use-cases/read-payee';

export interface Payouts extends WaitingSource {
  /** Lets a module say why what is payable to a user has to wait. Asked whenever money is about to go. */
  holdsBack(check: HoldingBack): void;
  /** How far somebody who is owed money is from being paid. */
  readPayee(userId: string): Promise<Payee>;
  /** What waits for a person, or has waited for the gateway too long. */
  listStuckMoney(): Promise<StuckMoney[]>;
  findViolations(): Promise<Violation[]>;
}

export function createPayouts(
  platform: Platform<PayoutsConfig>,
  { gateway: { gateways, onNews, stray }, ...deps }: PayoutsDeps,
): Payouts {
  const models = defineModels(platform.database);
  const context: PayoutsContext = { ...deps, platform, models, gateways, stray };

  const recordPayout = createRecordPayout(context);
  onNews('account.changed', recordPayout.account, (name, { id }) => recordPayout.ownerOf(name, id));
  onNews('transfer.changed', recordPayout.transfer, recordPayout.payeeOf, {
    ...{ ways: ['ASSIGN', 'LOSS'], moved: transferMoved },
  });
  onNews('bank_payout.failed', recordPayout.bankRefused, (name, { accountId }) =>
    recordPayout.ownerOf(name, accountId),
  );

  const dropWaitingDestinations = createDropWaitingDestinations(context);
  platform.events.on(userAccessVoided, 'payouts', { runs: 'unit' }, ({ userId, at }) =>
    dropWaitingDestinations(userId, at),
  );

  // Who did not hear that money would go elsewhere could not object.
  platform.uptime.afterOutage(async (outage) => {
    for (const table of ['bank_accounts', 'payout_accounts'])
      await platform.database.change(
        `UPDATE ${table} SET usableFrom = ${afterOutageSql('usableFrom')} WHERE usableFrom > :since`,
        putOffBy(outage),
      );
  });

  const { whyPayoutWaits, findWhoCannotDraw, holdsBack } = createWhyPayeeWaits(context);
  const { lockForPayout, sealFor, whyNoSuchWire, whyWireWaits, ...saving } = createSaveBankAccount(
    context,
    whyPayoutWaits,
  );
  const { sendPayout, ...paying } = createPayOut(context, {
    ...{ recordPayout, lockForPayout, whyNoSuchWire, whyPayoutWaits },
  });
  const useCases = {
    ...paying,
    ...saving,
    ...createPayForPayee(context, { recordPayout, sealFor, findWhoCannotDraw }),
    ...createPayoutAccount(context, recordPayout),
    ...createListPayouts(context),
  };
  const present = createPayoutPresenter(context);
  platform.serve('Payouts', payoutsRoutes(useCases, present));
  registerUserData(context, useCases, present);
  schedulePollingPayouts(context, sendPayout);
  context.ledger.adviseOn('payouts', async (id) => {
    if ((await models.payouts.count({ where: { id } })) === 0) return null;
    return {
      sameAs: `payout ${id}`,
      whatToDo: 'Look the payout up at the gateway; the poller takes its state over from there.',
    };
  });

  return {
    holdsBack,
    readPayee: createReadPayee(context, whyPayoutWaits),
    listStuckMoney: createListStuckMoney(context, { whyPayoutWaits, whyWireWaits, findWhoCannotDraw }),
    listWaiting: createListWaiting(context),
    findViolations: createFindViolations(context),
  };
}
