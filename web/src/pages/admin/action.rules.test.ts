/** How acts of the log are read. */
import { sayAction, sayDisputeReason, withoutRequests } from './action.rules';

it('reads a code as words', () => expect(sayAction('payout.wire_returned')).toBe('Payout wire returned'));

it('leaves the requests out of what is to be done', () => {
  expect(
    withoutRequests(
      'Read where it goes (POST /admin/payouts/1/bank-account), send the wire and record it (POST /admin/payouts/1/record-wire), or give it up (…/refuse-wire).',
    ),
  ).toBe('Read where it goes, send the wire and record it, or give it up.');
  expect(withoutRequests('It goes when that is over; or give it up: POST /admin/payouts/1/give-up.')).toBe(
    'It goes when that is over; or give it up.',
  );
  expect(
    withoutRequests(
      'Look for its job (GET /admin/jobs), revive it (POST /admin/jobs/{id}/revive); or give it back: POST /admin/payments/1/give-back.',
    ),
  ).toBe('Look for its job, revive it; or give it back.');
  expect(withoutRequests('Divide it: POST /transactions/1/admin/resolve with the outcome of the deal.')).toBe(
    'Divide it with the outcome of the deal.',
  );
});

it('says why a bank disputes a payment, and reads a word that is new as it stands', () => {
  expect(sayDisputeReason('fraudulent')).toBe('The payer says that they did not pay it');
  expect(sayDisputeReason('new_word_of_banks')).toBe('New word of banks');
});
