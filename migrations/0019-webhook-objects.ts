/** What each event of the gateway is about, so that admins find the events of one payment, dispute or subscription. */
import type { Migration } from '../src/platform/db/migrate';

export const webhookObjects: Migration = {
  name: '0019-webhook-objects',
  async up({ words: w, dialect, run }) {
    await run(`ALTER TABLE webhook_events ADD COLUMN objectId ${w.key(190)} NULL`);
    const found = `JSON_EXTRACT(payload, '$.data.object.id')`;
    await run(
      `UPDATE webhook_events SET objectId = ${dialect === 'mysql' ? `JSON_UNQUOTE(${found})` : found}
       WHERE JSON_VALID(payload)`,
    );
    await run('CREATE INDEX webhook_events_object ON webhook_events (objectId, receivedAt, id)');
    await run('CREATE INDEX webhook_events_type ON webhook_events (type, receivedAt, id)');
    await run('CREATE INDEX webhook_events_newest ON webhook_events (receivedAt, id)');
  },
};
