/** The letters that payments write: about what a thief would do first. */
import type { Config } from '../../config';
import { iso } from '../../platform/kernel/clock';
import { type Addressee, createLetter } from '../../platform/mail/letter';

const DESTINATIONS = { BANK_ACCOUNT: 'bank account', PAYOUT_ACCOUNT: 'payout account' };

export function createPaymentsMails(config: Pick<Config, 'siteUrl'>) {
  const letter = createLetter(config);
  return {
    destinationChanged: (to: Addressee, destination: keyof typeof DESTINATIONS, usableFrom: number) =>
      letter('security-notice', to, 'Your money would now go elsewhere', [
        `The ${DESTINATIONS[destination]} that MC Exchange pays you to is new or was changed. Nothing is paid there before ${iso(usableFrom)}.`,
        'If it was not you, choose a new password now, name your own account again, and answer this letter.',
      ]),
  };
}
