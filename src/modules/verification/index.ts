/** The door of verification: what of people was seen and checked, and who is refused without it. */
import { BY_ID, modelKeyset } from '../../platform/db/keyset';
import { waitingIn } from '../../platform/db/waiting';
import { collect, walk } from '../../platform/db/walk';
import { MINUTE_MS } from '../../platform/kernel/clock';
import type { WaitingSource } from '../../platform/kernel/waiting';
import type { Platform } from '../../platform/platform';
import { readEach } from '../../platform/kernel/unreadable';
import { proofOfControlChanged } from '../carriers';
import { userDeleted } from '../identity';
import type { Fact } from './facts';
import { CHECKS } from './identity-check';
import { sandboxPage } from './sandbox-page';
import type { VerificationConfig } from './verification.config';
import type { VerificationContext, VerificationDeps } from './verification.context';
import { defineVerifications } from './verification.model';
import { adminVerificationRoutes, type UseCases, verificationRoutes } from './verification.routes';
import { presentVerification } from './verification.view';
import { createDecideVerification } from './use-cases/decide-verification';
import { createHostedCheck } from './use-cases/hosted-check';
import { createReadVerification, type ReadVerification } from './use-cases/read-verification';
import { createRequestVerification } from './use-cases/request-verification';
import { createSweepVerifications } from './use-cases/sweep-verifications';

export * from './verification.events';
export { selectIdentifiedIds } from './use-cases/read-verification';
export { verificationNeeded } from './verification.problems';

const HEARER = 'verification';

const ABOUT: Record<Fact, string> = {
  IDENTITY: 'An identity to check',
  FUNDS: 'Funds to look at',
  COMPANY: 'A company and an authority to sign to check',
};

export interface Verification extends WaitingSource {
  /** Refuses where configuration asks for facts that are not verified. Throws `verification_needed`. */
  refuseUnverified: ReadVerification['refuseUnverified'];
  findVerified: ReadVerification['findVerified'];
  isVerified: ReadVerification['isVerified'];
}

export function createVerification(
  platform: Platform<VerificationConfig>,
  deps: VerificationDeps,
): Verification {
  const { config, database, events, scheduler } = platform;
  const { identity } = deps;
  const isSandbox = config.IDENTITY_CHECK === 'sandbox';
  const context: VerificationContext = {
    ...deps,
    platform,
    verifications: defineVerifications(database),
    check: CHECKS[config.IDENTITY_CHECK],
  };
  const { verifications } = context;
  const deciding = createDecideVerification(context);
  const hosted = createHostedCheck(context, deciding);
  const useCases: UseCases = {
    ...createRequestVerification(context, hosted),
    ...createReadVerification(context),
    ...deciding,
    ...hosted,
  };
  // Also where identities are checked otherwise now: a check that was begun comes to its end.
  deps.gateway.onNews('identity.changed', hosted.heard, hosted.peopleOf);
  platform.serve('Verification', verificationRoutes(useCases, context));
  platform.serve('Administration', adminVerificationRoutes(useCases, context));
  if (isSandbox) platform.showPages([sandboxPage(verifications, useCases)]);

  const { sweepVerifications, forgetUser } = createSweepVerifications(context, hosted);
  scheduler.every('verification.sweep', 10 * MINUTE_MS, sweepVerifications);
  events.on(userDeleted, HEARER, { runs: 'unit' }, forgetUser);
  events.on(proofOfControlChanged, HEARER, { runs: 'unit' }, async ({ userId, usdot, cause }) => {
    if (cause === 'SOLD') await deciding.companySold(userId, usdot);
  });
  // Their papers have a time of their own.
  deps.documents.alsoNeeds(async ({ id, ownerId }) =>
    (await verifications.findAll({ where: { userId: ownerId } })).some(({ documentIds }) =>
      documentIds.includes(id),
    ),
  );
  identity.tellStanding('verified', useCases.tellVerified);
  identity.tellStanding('carriers', useCases.tellCarriers);
  identity.contributesToExport('verification', async ({ userId }) => {
    const own = modelKeyset(verifications, { name: 'verification.export', order: BY_ID, where: { userId } });
    const rows = await collect(walk(own));
    const present = presentVerification(config.siteUrl, await useCases.titlesOf(rows));
    return readEach(rows, (row) => ({ ...present(row), claim: row.claim }));
  });

  return {
    refuseUnverified: useCases.refuseUnverified,
    findVerified: useCases.findVerified,
    isVerified: useCases.isVerified,
    listWaiting: async () => [
      await waitingIn(verifications, {
        kind: 'VERIFICATION',
        task: 'Look at the papers and decide.',
        path: '/admin/verifications',
        where: { state: 'PENDING' },
        since: 'submittedAt',
        items: (rows) =>
          rows.map(({ id, userId, fact, submittedAt }) => ({
            ...{ id, userId, about: ABOUT[fact], amountCents: null, since: submittedAt },
          })),
      }),
    ],
  };
}
