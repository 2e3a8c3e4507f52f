/** How carriers stand, for lists of administrators: proof of control, the outcome of the latest checks, risk. */
import { z } from 'zod';
import { Instant } from '../../../platform/http/wire';
import { iso } from '../../../platform/kernel/clock';
import type { CarriersContext } from '../carriers.context';
import { levelNow } from '../proof-of-control/proof-of-control.rules';

export const CarrierStanding = z
  .strictObject({
    usdot: z.int().describe('The USDOT number.'),
    legalName: z.string().nullable().describe('Its name in the federal record; null if not known.'),
    proofLevel: z.int().describe('How firmly the seller has proved control of it: 0 to 3.'),
    check: z
      .strictObject({
        outcome: z.enum(['PASS', 'FAIL', 'UNKNOWN']).describe('FAIL: a hard stop failed.'),
        checkedAt: Instant.describe('When it was checked.'),
        riskScore: z.number().describe('Points from 0 (best) to 100.'),
        riskBand: z.enum(['LOW', 'MODERATE', 'ELEVATED', 'HIGH']).describe('The range of the score.'),
      })
      .nullable()
      .describe('The latest checks; null where it was never checked.'),
  })
  .meta({ id: 'CarrierStanding' });
export type CarrierStanding = z.output<typeof CarrierStanding>;

/** Somebody who claims a carrier. */
export interface Claim {
  userId: string;
  usdot: number;
}

/** In a few statements, however many are asked about. */
export const createReadStandings =
  ({ platform: { clock }, checking, proofs, snapshots }: CarriersContext) =>
  async (claims: Claim[]): Promise<(claim: Claim) => CarrierStanding> => {
    const usdots = [...new Set(claims.map(({ usdot }) => usdot))];
    const reports = await checking.latestOf(usdots);
    const held = await proofs.listHeld([...new Set(claims.map(({ userId }) => userId))], usdots);
    const names = await snapshots.namesOf(usdots);
    const now = clock.now();
    return ({ userId, usdot }) => {
      const proof = held.find((row) => row.userId === userId && row.usdot === usdot);
      const report = reports.get(usdot);
      return {
        usdot,
        legalName: names.get(usdot) ?? null,
        proofLevel: proof ? levelNow(proof, now) : 0,
        check: report
          ? {
              outcome: report.outcome,
              checkedAt: iso(report.checkedAt),
              riskScore: report.risk.score,
              riskBand: report.risk.band,
            }
          : null,
      };
    };
  };
