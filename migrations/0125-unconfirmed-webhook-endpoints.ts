/** What the owner of a webhook endpoint confirms before it is resumed; of one that is off nobody knows who named it. */
import type { Migration } from '../src/platform/db/migrate';

export const unconfirmedWebhookEndpoints: Migration = {
  name: '0125-unconfirmed-webhook-endpoints',
  async up({ words: w, run }) {
    await run(`ALTER TABLE webhook_endpoints ADD COLUMN unconfirmed ${w.key(20)} NULL`);
    await run("UPDATE webhook_endpoints SET unconfirmed = 'URL SECRET' WHERE status = 'OFF'");
  },
};
