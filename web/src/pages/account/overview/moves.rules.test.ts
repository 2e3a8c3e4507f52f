/** What waits for somebody, as one list. */
import type { DealSummary } from '../../../api/deals';
import type { OfferSummary } from '../../../api/offers';
import { idOf, inOrder } from './moves.rules';

const deal = (id: string, until: string | null) =>
  ({ id, next: { wait: 'DEPOSIT', who: ['BUYER'], until } }) as unknown as DealSummary;
const offer = (id: string, expiresAt: string) => ({ id, expiresAt }) as unknown as OfferSummary;

test('the nearest deadline comes first, of deals and offers alike, and what has none comes last', () => {
  const waiting = inOrder(
    [deal('held', null), deal('late', '2026-12-09T00:00:00.000Z')],
    [offer('soon', '2026-12-01T00:00:00.000Z')],
  );
  expect(waiting.map(idOf)).toEqual(['soon', 'late', 'held']);
});
