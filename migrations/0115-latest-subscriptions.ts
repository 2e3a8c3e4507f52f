/** Subscriptions of everybody, newest first, with the filters of administrators. */
import type { Migration } from '../src/platform/db/migrate';

export const latestSubscriptions: Migration = {
  name: '0115-latest-subscriptions',
  async up({ run }) {
    await run('CREATE INDEX subscriptions_by_date ON subscriptions (createdAt, id)');
  },
};
