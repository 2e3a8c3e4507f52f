/** The door of brokers: whom people let act for them in writing, and what brokers have of the fee. */
import { BY_ID, modelKeyset, oldestFirst, selectKeyset } from '../../platform/db/keyset';
import { collect, sweep, walk } from '../../platform/db/walk';
import { systemActor } from '../../platform/kernel/actor';
import { MINUTE_MS } from '../../platform/kernel/clock';
import type { Violation } from '../../platform/kernel/violation';
import type { Platform } from '../../platform/platform';
import { userAccessVoided, userDeleted } from '../identity';
import {
  transactionCancelled,
  transactionCompleted,
  transactionFeeTakenLate,
  transactionOpened,
} from '../transactions';
import type { BrokersConfig } from './brokers.config';
import type { BrokersContext, BrokersDeps } from './brokers.context';
import { defineBrokers } from './brokers.model';
import { adminBrokersRoutes, brokersRoutes } from './brokers.routes';
import { createBrokersPresenter } from './brokers.view';
import { type ActingBroker, createActForClient } from './use-cases/act-for-client';
import { createGiveMandate } from './use-cases/give-mandate';
import { createReadDealBrokers } from './use-cases/read-deal-brokers';
import { createShareFees } from './use-cases/share-fees';

export * from './brokers.events';

const HEARER = 'brokers';
const timer = systemActor('brokers.timer');
const recovery = systemActor('brokers.recovery');

export interface Brokers {
  /** Those who may act for these people now. */
  findActing(clientIds: readonly string[]): Promise<ActingBroker[]>;
  findViolations(): Promise<Violation[]>;
}

export function createBrokers(platform: Platform<BrokersConfig>, deps: BrokersDeps): Brokers {
  const { clock, config, database, events, log, scheduler } = platform;
  const context: BrokersContext = { ...deps, platform, models: defineBrokers(database) };
  const giving = createGiveMandate(context);
  const acting = createActForClient(context, giving);
  const shares = createShareFees(context);
  const present = createBrokersPresenter(deps.identity);
  platform.serve(
    'Users',
    brokersRoutes(
      giving,
      acting,
      shares,
      present,
      () => config.BROKER_SHARE_BASIS_POINTS,
      createReadDealBrokers(context),
    ),
  );
  platform.serve('Administration', adminBrokersRoutes(giving, present));
  deps.identity.tellStanding('brokers', acting.tellBrokers);

  const due = (status: string, column: string) =>
    selectKeyset<{ id: string }>(database, {
      name: `brokers.${status}.${column}`,
      order: oldestFirst(column),
      select: `id, ${column}`,
      from: 'broker_mandates',
      where: [`status = '${status}'`, `${column} <= :now`],
      values: { now: clock.now() },
    });
  scheduler.every('brokers.end-due', MINUTE_MS, async (signal) => {
    for (const [status, column] of [
      ['GIVEN', 'answerBy'],
      ['GIVEN', 'endsAt'],
      ['ACTIVE', 'endsAt'],
    ] as const) {
      await sweep(log, due(status, column), ({ id }) => giving.endDue(timer, id), signal);
    }
  });
  events.on(userAccessVoided, HEARER, { runs: 'unit' }, async ({ userId, at, recovered }) => {
    if (recovered) await giving.endGivenUntil(recovery, userId, at);
  });
  events.on(userDeleted, HEARER, { runs: 'unit' }, ({ userId }) => giving.endAllOf(timer, userId));
  // News is heard later than it happens: what held then counts.
  events.on(transactionOpened, HEARER, { runs: 'unit' }, (sale, { occurredAt }) =>
    shares.agree(sale, occurredAt),
  );
  events.on(transactionCompleted, HEARER, { runs: 'unit' }, shares.credit);
  events.on(transactionFeeTakenLate, HEARER, { runs: 'unit' }, shares.creditLate);
  events.on(transactionCancelled, HEARER, { runs: 'unit' }, shares.lapse);

  deps.identity.contributesToExport(HEARER, async ({ userId }) => {
    const rowsOf = (column: 'clientId' | 'brokerId') =>
      collect(
        walk(
          modelKeyset(context.models.mandates, {
            ...{ name: `brokers.export.${column}`, order: BY_ID, where: { [column]: userId } },
          }),
        ),
      );
    return {
      given: (await giving.filesOf(await rowsOf('clientId'))).map(present.mandate),
      held: (await giving.filesOf(await rowsOf('brokerId'))).map(present.mandate),
    };
  });
  return { findActing: acting.findActing, findViolations: shares.findViolations };
}
