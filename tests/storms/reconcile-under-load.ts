/** The proof of the books is asked for again and again while credits are sold; it must not take work under way for a fault. */
import { buyCredit, makeUsers, signIn, withoutLimits } from '../support/credit-buyers';
import { makeDatabase } from '../support/database';
import { startServerProcess } from '../support/server-process';
import type { Storm } from './storm';

const BUYERS = 12;
const RECONCILIATIONS = 12;
const SMALL_RECONCILIATIONS = 3;

interface Report {
  data: { ok: boolean; violations: { part: string; check: string; subject: string; detail: string }[] };
}

export const storm: Storm = {
  fault: 'reconcile while a dozen people buy credits without pause',
  needsServer: false,
  async run({ small, write }) {
    const home = await makeDatabase({ migrated: true });
    const environment = withoutLimits(home.environment);
    const [admin = ''] = await makeUsers(environment, 'admin', 1);
    const emails = await makeUsers(environment, 'buyer', BUYERS);
    const server = await startServerProcess(environment);
    let over = false;
    try {
      const adminToken = await signIn(server.url, admin);
      let bought = 0;
      const buying = emails.map(async (email) => {
        const token = await signIn(server.url, email);
        while (!over) if ((await buyCredit(server.url, token)) < 300) bought += 1;
      });
      const reconcile = async () => {
        const headers = { authorization: `Bearer ${adminToken}` };
        const response = await fetch(`${server.url}/api/admin/reconcile`, { headers });
        if (!response.ok) throw new Error(`reconcile: ${response.status} ${await response.text()}`);
        return ((await response.json()) as Report).data.violations;
      };
      const found = [];
      const count = small ? SMALL_RECONCILIATIONS : RECONCILIATIONS;
      for (let asked = 0; asked < count; asked += 1) {
        const before = bought;
        while (bought === before) await new Promise(setImmediate);
        found.push(...(await reconcile()));
      }
      over = true;
      await Promise.all(buying);
      for (const { part, check, subject, detail } of found) write(`${part} ${check} ${subject}: ${detail}`);
      write(`${count} times, beside ${bought} purchases`);
      return [
        { name: 'violations said', value: found.length, unit: `in ${count} reports`, atMost: 0 },
        { name: 'violations afterwards', value: (await reconcile()).length, unit: 'violations', atMost: 0 },
        { name: 'purchases beside it', value: bought, unit: 'purchases', atLeast: count },
      ];
    } finally {
      over = true;
      await server.kill();
      await home.remove();
    }
  },
};
