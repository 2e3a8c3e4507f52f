/** One of two instances stands still in the middle of its units, with every lock that it holds; the other goes on. */
import {
  buyCredit,
  countViolations,
  makeUsers,
  readBalance,
  signIn,
  withoutLimits,
} from '../support/credit-buyers';
import { makeDatabase } from '../support/database';
import { startServerProcess } from '../support/server-process';
import type { Storm } from './storm';

const PAUSE_MS = 70_000;
const SMALL_PAUSE_MS = 12_000;
/** As many as make it likely that the pause meets units in their middle. */
const BUYERS_THERE = 12;
const BUYERS_HERE = 3;
const EVERY_MS = 700;
/** Locks of one person's rows may be met by chance; those of the platform's accounts would stop nearly all. */
const REFUSED_SHARE_MAX = 0.05;

export const storm: Storm = {
  fault: 'SIGSTOP to one of two instances while it sells credits; the other sells and answers on',
  needsServer: true,
  async run({ small, write }) {
    const home = await makeDatabase({ migrated: true });
    const environment = withoutLimits(home.environment);
    const emails = await makeUsers(environment, 'buyer', BUYERS_THERE + BUYERS_HERE);
    const [there, here] = await Promise.all([
      startServerProcess(environment),
      startServerProcess(environment),
    ]);
    let over = false;
    try {
      const buyersThere = await Promise.all(
        emails.slice(0, BUYERS_THERE).map((email) => signIn(there.url, email)),
      );
      const buyersHere = await Promise.all(
        emails.slice(BUYERS_THERE).map((email) => signIn(here.url, email)),
      );
      const selling = buyersThere.map(async (token) => {
        while (!over) await buyCredit(there.url, token).catch(() => 0);
      });
      await rest(2 * EVERY_MS);
      there.pause();
      write(`paused for ${(small ? SMALL_PAUSE_MS : PAUSE_MS) / 1_000} s`);
      const bought: number[] = [];
      const read: number[] = [];
      const endsAt = performance.now() + (small ? SMALL_PAUSE_MS : PAUSE_MS);
      while (performance.now() < endsAt) {
        bought.push(...(await Promise.all(buyersHere.map((token) => buyCredit(here.url, token)))));
        read.push(...(await Promise.all(buyersHere.map((token) => readBalance(here.url, token)))));
        await rest(EVERY_MS);
      }
      over = true;
      there.goOn();
      await Promise.all(selling);
      const refused = (statuses: number[]) => statuses.filter((status) => status >= 400).length;
      write(`${bought.length} purchases and ${read.length} reads on the other`);
      return [
        {
          name: 'purchases refused on the other',
          value: refused(bought),
          unit: `of ${bought.length}`,
          atMost: Math.floor(bought.length * REFUSED_SHARE_MAX),
        },
        { name: 'reads refused on the other', value: refused(read), unit: `of ${read.length}`, atMost: 0 },
        {
          name: 'purchases made on the other',
          value: bought.length - refused(bought),
          unit: 'purchases',
          atLeast: 1,
        },
        {
          name: 'violations of the books',
          value: await countViolations(environment),
          unit: 'violations',
          atMost: 0,
        },
      ];
    } finally {
      over = true;
      there.goOn();
      await Promise.all([there.kill(), here.kill()]);
      await home.remove();
    }
  },
};

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
