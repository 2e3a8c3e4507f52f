/** Of what waits for administrators, what they were told: that it came, and that it is late. */
import type { Migration } from '../src/platform/db/migrate';

export const queueAlerts: Migration = {
  name: '0062-queue-alerts',
  async up({ words: w, run }) {
    await run(`CREATE TABLE notification_queue_alerts (
      queue ${w.key(40)} NOT NULL,
      itemId ${w.key(80)} NOT NULL,
      since ${w.big} NOT NULL,
      lateToldAt ${w.big} NULL,
      PRIMARY KEY (queue, itemId)
    ) ${w.tableEnd}`);
  },
};
