/**
 * A check of identity on Stripe's pages: it is begun and gone on with by the person, and ended by what Stripe tells. Of the
 * papers nothing comes here but how the check ended.
 */
import type { UserActor } from '../../../platform/kernel/actor';
import { systemActor } from '../../../platform/kernel/actor';
import { describeError } from '../../../platform/kernel/logger';
import {
  GatewayRefusal,
  gatewayRefused,
  gatewayUnavailable,
  type IdentityGateway,
  type IdentitySession,
  type IdentitySessionAsked,
  isPlatformsTrouble,
  type Verdict,
} from '../../gateway';
import { CANCELED, OTHER_NAME, whyNotPassed } from '../check-errors';
import { checkUrlOf, ownPage } from '../identity-check';
import { isSameName } from '../name-on-paper.rules';
import type { Verification } from '../verification.model';
import type { VerificationContext } from '../verification.context';
import { checkNotOffered, noSuchVerification, verificationClosed } from '../verification.problems';
import type { DecideVerification } from './decide-verification';

/** The gateway that checks identities. */
const STRIPE = 'stripe';
const READ_OUTCOME = 'verification.read_outcome';
const REDACT = 'verification.redact_session';

const check = systemActor('Stripe Identity');

export type HostedCheck = ReturnType<typeof createHostedCheck>;

export function createHostedCheck(
  { platform, verifications, audit, gateway }: VerificationContext,
  { verifyByCheck, declineByCheck }: Pick<DecideVerification, 'verifyByCheck' | 'declineByCheck'>,
) {
  const { clock, config, database, log, queue } = platform;

  const findHost = (): IdentityGateway | null => gateway.gateways.find(STRIPE)?.identity ?? null;

  /** @throws payment_gateway_refused, payment_gateway_unavailable */
  async function asking<Result>(verificationId: string, call: () => Promise<Result>): Promise<Result> {
    try {
      return await call();
    } catch (error) {
      if (error instanceof GatewayRefusal && !isPlatformsTrouble(error)) throw gatewayRefused(error.message);
      log.error('Stripe Identity did not answer', { verificationId, error: describeError(error) });
      throw gatewayUnavailable('The check of papers cannot be reached now. Nothing is lost.', {
        cause: error,
      });
    }
  }

  async function begin(host: IdentityGateway, { id, userId }: Verification): Promise<IdentitySessionAsked> {
    const session = await host.createSession({
      idempotencyKey: `identity-${id}`,
      ...{ reference: id, userId, returnUrl: ownPage(config.siteUrl) },
    });
    await database.atomically(async () => {
      const row = await verifications.findByPk(id, { lock: true, rejectOnEmpty: true });
      if (row.sessionId !== null) return;
      await row.update({ sessionId: session.id, updatedAt: clock.now() });
      await audit.record({
        actor: check,
        action: 'verification.check_began',
        subject: { type: 'verification', id },
        detail: { sessionId: session.id },
      });
    });
    return session;
  }

  /** In a unit, on the locked row. */
  async function end(row: Verification, session: IdentitySessionAsked): Promise<void> {
    const { status, errorCode, name } = session;
    if (row.state !== 'STARTED' || row.method !== 'STRIPE' || row.sessionId !== session.id) return;
    const declineFor = async (code: string) => {
      await row.update({ errorCode: code, isProcessing: false });
      await declineByCheck(row, check, whyNotPassed(code));
      await redact(session.id);
    };
    if (status === 'VERIFIED') {
      const claimed = row.claim?.fact === 'IDENTITY' ? row.claim.legalName : '';
      if (!name || !isSameName(claimed, name)) return declineFor(OTHER_NAME);
      await row.update({ isProcessing: false });
      return verifyByCheck(row, check, 'Stripe Identity has verified a paper of this name, and the face.');
    }
    if (status === 'CANCELED') return declineFor(errorCode ?? CANCELED);
    if (status === 'OPEN' && errorCode !== null) return declineFor(errorCode);
    const isProcessing = status === 'PROCESSING';
    if (row.isProcessing !== isProcessing) await row.update({ isProcessing, updatedAt: clock.now() });
  }

  const endOutside = (id: string, session: IdentitySessionAsked): Promise<void> =>
    database.atomically(async () => {
      const row = await verifications.findByPk(id, { lock: true });
      if (row) await end(row, session);
    });

  /** Joins the unit: what Stripe collected is deleted there. */
  const redact = (sessionId: string): Promise<void> => queue.enqueue(REDACT, { sessionId });

  queue.handle(READ_OUTCOME, { lane: 'gateway', runs: 'outside' }, async (payload) => {
    const { verificationId, sessionId } = payload as { verificationId: string; sessionId: string };
    const host = findHost();
    if (host) await endOutside(verificationId, await host.retrieveSession(sessionId));
  });

  queue.handle(REDACT, { lane: 'gateway', runs: 'outside' }, async (payload) => {
    const { sessionId } = payload as { sessionId: string };
    const host = findHost();
    if (!host) throw new Error(`Configure Stripe again: the session ${sessionId} is to be redacted there.`);
    try {
      await host.redactSession(sessionId);
    } catch (error) {
      // While it is looked at Stripe refuses, and is asked again later; what was canceled it keeps nothing of.
      if (!(error instanceof GatewayRefusal)) throw error;
      if ((await host.retrieveSession(sessionId)).status !== 'CANCELED') throw error;
    }
  });

  /** In the unit of the event: whose it is, and that the outcome is read. What the event says may be old already. */
  async function heard(_: string, { id: sessionId, reference }: IdentitySession): Promise<Verdict> {
    const row = reference === null ? null : await verifications.findByPk(reference, { lock: true });
    if (!row) return { outcome: 'NOT_OURS', reason: 'The session belongs to no verification of ours.' };
    // The answer that named it was lost, or the person has begun anew.
    if (row.sessionId === null && row.state === 'STARTED' && row.method === 'STRIPE')
      await row.update({ sessionId, updatedAt: clock.now() });
    if (row.sessionId !== sessionId) {
      await redact(sessionId);
      return { outcome: 'KNOWN' };
    }
    if (row.state !== 'STARTED') return { outcome: 'KNOWN' };
    await queue.enqueue(READ_OUTCOME, { verificationId: row.id, sessionId });
    return { outcome: 'RECORDED' };
  }

  return {
    heard,
    redact,

    peopleOf: async (_: string, { reference }: IdentitySession): Promise<readonly string[]> => {
      const row = reference === null ? null : await verifications.findByPk(reference);
      return row ? [row.userId] : [];
    },

    /**
     * Never inside a unit. Answers the page on which the check goes on; each call may name another one, good for one visit.
     *
     * @throws not_found, verification_closed, check_not_offered, payment_gateway_refused, payment_gateway_unavailable
     */
    async continueCheck(actor: UserActor, id: string): Promise<string> {
      const row = await verifications.findByPk(id);
      if (row?.userId !== actor.userId) throw noSuchVerification();
      if (row.state !== 'STARTED') throw verificationClosed(`It is ${row.state.toLowerCase()}.`);
      const url = row.method === 'SANDBOX' ? checkUrlOf(config.siteUrl, row) : null;
      if (url !== null) return url;
      const host = findHost();
      if (!host || row.method !== 'STRIPE')
        throw checkNotOffered('Send the request anew: identities are checked in another way now.');
      const { sessionId } = row;
      const session = await asking(id, () =>
        sessionId === null ? begin(host, row) : host.retrieveSession(sessionId),
      );
      await endOutside(id, session);
      if (session.status === 'PROCESSING') throw verificationClosed('Your papers are being looked at.');
      if (session.status !== 'OPEN' || session.errorCode !== null || session.pageUrl === null)
        throw verificationClosed('The check has ended. Read the verification again.');
      return session.pageUrl;
    },
  };
}
