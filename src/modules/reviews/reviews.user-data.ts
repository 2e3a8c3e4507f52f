/** What reviews add to a person's export of their data: what they wrote, and what everybody reads of them. */
import { collect, walk } from '../../platform/db/walk';
import type { Review } from './review.model';
import type { ReviewsContext } from './reviews.context';
import { presentOwn } from './reviews.view';
import type { ReadReviews } from './use-cases/read-reviews';

export function registerUserData(
  { identity }: ReviewsContext,
  { writtenBy, shownAbout, withNames }: ReadReviews,
): void {
  identity.contributesToExport('reviews', async ({ userId, impersonator }) => {
    // What is sealed is its author's alone, whoever acts for them.
    if (impersonator) return null;
    const present = async (items: Review[]) => {
      const rows = await withNames({
        items,
        pagination: { by: 'cursor', limit: 0, hasNext: false, nextCursor: null },
      });
      return items.map(presentOwn(userId, identity, rows));
    };
    return {
      written: await present(await collect(walk(writtenBy(userId)))),
      received: await present(await collect(walk(shownAbout(userId)))),
    };
  });
}
