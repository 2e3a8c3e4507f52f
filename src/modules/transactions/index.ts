/** The door of transactions: the sale in escrow, from the accepted offer to its end. */
import { MINUTE_MS } from '../../platform/kernel/clock';
import type { Violation } from '../../platform/kernel/violation';
import type { Platform } from '../../platform/platform';
import { reservedCarrierStopped } from '../listings';
import { paymentDisputeClosed, paymentDisputed, paymentSucceeded } from '../payments';
import { adminTransactionRoutes } from './admin-transactions.routes';
import { createEngine } from './make-move';
import { partingRoutes } from './parting.routes';
import { defineModels } from './transaction.model';
import type { TransactionsContext, TransactionsDeps } from './transactions.context';
import { transactionRoutes } from './transactions.routes';
import { createCheckCarrier } from './use-cases/check-carrier';
import { createFindViolations } from './use-cases/find-violations';
import { createGoForward } from './use-cases/go-forward';
import { createListDeals } from './use-cases/list-deals';
import { createOpenDeal } from './use-cases/open-deal';
import { createOversee } from './use-cases/oversee';
import { createPartWays } from './use-cases/part-ways';
import { partWithUser } from './use-cases/part-with-user';
import { createPay } from './use-cases/pay';
import { createReadDeal } from './use-cases/read-deal';
import { createReceivePayment, isOurs } from './use-cases/receive-payment';
import { createTakeStep } from './use-cases/step';
import { createStateClosing } from './use-cases/state-closing';
import { createStopDeal } from './use-cases/stop-deal';
import { createSweepDeals } from './use-cases/sweep-deals';

export * from './transactions.events';

const HEARER = 'transactions';

export interface Transactions {
  /** Deals whose money, listing or timeline does not add up. */
  findViolations(): Promise<Violation[]>;
}

export function createTransactions(platform: Platform, deps: TransactionsDeps): Transactions {
  const { outbox, scheduler } = platform;
  const context: TransactionsContext = { platform, ...deps, models: defineModels(platform.database) };
  const engine = createEngine(context);
  const { onDeal } = engine;
  const reading = createReadDeal(context, engine);
  const step = createTakeStep(onDeal, reading);
  const checkCarrier = createCheckCarrier(context);
  const receiving = createReceivePayment(context, onDeal, reading);
  const lists = createListDeals(context);
  partWithUser(context, lists);

  platform.serve(
    'Transactions',
    transactionRoutes({
      ...reading,
      ...lists,
      ...createGoForward(step, reading),
      acceptOffer: createOpenDeal(context, checkCarrier),
      pay: createPay(context, engine, reading),
      stateClosing: createStateClosing(context, reading),
    }),
  );
  platform.serve('Transactions', partingRoutes({ ...reading, ...createPartWays(step) }));
  platform.serve(
    'Transactions',
    adminTransactionRoutes({ ...lists, ...receiving, ...createOversee(step, checkCarrier) }),
  );

  outbox.on(
    paymentSucceeded,
    HEARER,
    { runs: 'unit' },
    async ({ subjectId, purpose, paymentId, amountCents }) => {
      if (isOurs(purpose)) await receiving.paymentArrived(subjectId, { paymentId, purpose, amountCents });
    },
  );
  const stopping = createStopDeal(context, onDeal);
  outbox.on(reservedCarrierStopped, HEARER, { runs: 'unit' }, stopping.carrierStopped);
  outbox.on(paymentDisputed, HEARER, { runs: 'unit' }, async (dispute) => {
    if (isOurs(dispute.purpose)) await stopping.paymentDisputed(dispute);
  });
  outbox.on(paymentDisputeClosed, HEARER, { runs: 'unit' }, async (dispute) => {
    if (isOurs(dispute.purpose)) await stopping.paymentDisputeClosed(dispute);
  });
  scheduler.every('transactions.sweep', MINUTE_MS, createSweepDeals(context, onDeal));

  return { findViolations: createFindViolations(context) };
}
