/** Verifications on the wire: what their person reads, and what admins review. */
import type { z } from 'zod';
import { iso } from '../../platform/kernel/clock';
import type { DocumentTitle } from '../documents';
import { personOf, type User } from '../identity';
import { whyNotPassed } from './check-errors';
import { checkUrlOf } from './identity-check';
import type { State, Verification } from './verification.model';
import { sayFindings, sayVerified } from './verification.rules';
import type { OwnVerification, VerificationForAdmin, VerificationView } from './verification.schema';
import type { OwnFacts } from './use-cases/read-verification';

const SAYS: Record<Exclude<State, 'VERIFIED'>, string> = {
  STARTED: 'The check waits for you.',
  PENDING: 'An administrator looks at it.',
  DECLINED: 'It was declined. Read why, and send it again.',
  WITHDRAWN: 'You took it back.',
  REVOKED: 'An administrator took it back.',
  EXPIRED: 'It has expired. Send it again.',
  REPLACED: 'A later one took its place.',
};

type Titles = ReadonlyMap<string, DocumentTitle>;

const presentCommon = (row: Verification, titles: Titles) => ({
  id: row.id,
  fact: row.fact,
  state: row.state,
  says:
    row.state === 'VERIFIED' && row.claim && row.verifiedAt !== null
      ? sayVerified(
          {
            claim: row.claim,
            carrierFindings: row.carrierFindings,
            verifiedAt: row.verifiedAt,
            validUntil: row.validUntil,
          },
          'COUNTERPART',
        )
      : row.state === 'STARTED' && row.isProcessing
        ? 'Your papers are being looked at. It takes minutes, at times a day.'
        : SAYS[row.state === 'VERIFIED' ? 'EXPIRED' : row.state],
  documents: row.documentIds.flatMap((id) => titles.get(id) ?? []),
  submittedAt: iso(row.submittedAt),
  decidedAt: iso(row.decidedAt),
  validUntil: iso(row.validUntil),
});

export const presentVerification =
  (siteUrl: string, titles: Titles) =>
  (row: Verification): z.input<typeof VerificationView> => ({
    ...presentCommon(row, titles),
    checkUrl: checkUrlOf(siteUrl, row),
    // Why something was verified is for the record.
    reason: row.state === 'DECLINED' || row.state === 'REVOKED' ? row.reason : null,
  });

export function presentOwn(
  { rows, missing }: OwnFacts,
  siteUrl: string,
  titles: Titles,
): z.input<typeof OwnVerification> {
  const present = presentVerification(siteUrl, titles);
  const of = (fact: Verification['fact']) => {
    const own = rows.filter((row) => row.fact === fact);
    const verified = own.find(({ state }) => state === 'VERIFIED');
    return { verified: verified ? present(verified) : null, latest: own[0] ? present(own[0]) : null };
  };
  return {
    identity: of('IDENTITY'),
    funds: of('FUNDS'),
    company: of('COMPANY'),
    neededToUnlock: missing.UNLOCK,
    neededToOffer: missing.OFFER,
  };
}

export const presentForAdmin =
  (people: Map<string, User>, titles: Titles, carriers: ReadonlyMap<string, string[]>) =>
  (row: Verification): z.input<typeof VerificationForAdmin> => {
    const { fact: _, ...claim } = row.claim ?? { fact: null };
    return {
      ...presentCommon(row, titles),
      user: personOf(row.userId, people),
      method: row.method,
      sessionId: row.sessionId,
      checkError: row.errorCode === null ? null : whyNotPassed(row.errorCode),
      version: row.version,
      claim: row.claim === null ? null : claim,
      carrierRecord: row.carrierFindings && sayFindings(row.carrierFindings),
      ownCarriers: carriers.get(row.userId) ?? [],
      reason: row.reason,
      decidedBy: row.decidedBy,
      decider: row.decidedBy === null ? null : personOf(row.decidedBy, people),
    };
  };
