/** How acts of the log are read. */
import { sayAction } from './action.rules';

it('reads a code as words', () => expect(sayAction('payout.wire_returned')).toBe('Payout wire returned'));
