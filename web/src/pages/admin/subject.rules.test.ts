/** How a thing is found that somebody names. */
import { pageOfSubject, readSubject } from './subject.rules';

it('reads a named thing and knows its page', () => {
  expect(readSubject('outside refund 0193')).toEqual({ type: 'outside_refund', id: '0193' });
  expect(pageOfSubject(readSubject('payout 0193'))).toEqual({ to: '/admin/money/payouts' });
  expect(pageOfSubject(readSubject('account escrow:0193'))).toBeNull();
});
