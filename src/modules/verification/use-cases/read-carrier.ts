/** Looks up what the federal record shows of a company that a person acts for. */
import { Problem } from '../../../platform/http/problem';
import { describeError } from '../../../platform/kernel/logger';
import { carrierNotFound } from '../../carriers';
import type { CarrierFindings } from '../verification.model';
import type { VerificationContext } from '../verification.context';

export function createReadCarrier({ platform, carriers }: VerificationContext) {
  /** Asks FMCSA, so never inside a unit. Where it does not answer, the findings say so, and nothing waits for it. */
  return async (usdot: number): Promise<CarrierFindings> => {
    const readAt = platform.clock.now();
    try {
      const { profile, checks, adverse } = await carriers.describe(usdot);
      const against = checks.filter(({ verdict }) => verdict === 'FAIL');
      const { legalName } = profile.identity;
      const shows = [...against.map(({ title, value }) => `“${title}”: ${value ?? 'no'}`), ...adverse];
      return { usdot, legalName, shows, readAt };
    } catch (error) {
      if (error instanceof Problem && error.code === carrierNotFound.code) {
        return { usdot, legalName: null, shows: ['no carrier under this number'], readAt };
      }
      platform.log.warn('the record of a company could not be read', { usdot, error: describeError(error) });
      return { usdot, legalName: null, shows: null, readAt };
    }
  };
}
