/** Two instances behind a proxy are ended with SIGTERM and started anew in turn, as a release does; no request fails. */
import {
  askForBalance,
  askToBuyCredit,
  countViolations,
  makeUsers,
  signIn,
  withoutLimits,
} from '../support/credit-buyers';
import { newId } from '../../src/platform/kernel/ids';
import { makeDatabase } from '../support/database';
import { startRoundRobinProxy } from '../support/round-robin-proxy';
import { startServerProcess } from '../support/server-process';
import type { Storm } from './storm';

const BUYERS = 4;
/** So that two cores serve it with ease: what fails is to fail because of the restart. */
const EVERY_MS = 300;
/** How often each of the two is replaced. */
const ROUNDS = 3;
const SMALL_ROUNDS = 1;
/** What production has unless it is told otherwise. */
const GRACE_MS = 5_000;
const SMALL_GRACE_MS = 3_000;

export const storm: Storm = {
  fault:
    'SIGTERM to one of two instances and a new one in its place, in turn, behind a proxy that asks /health/ready',
  needsServer: true,
  async run({ small, write }) {
    const home = await makeDatabase({ migrated: true });
    const environment = {
      ...withoutLimits(home.environment),
      SHUTDOWN_GRACE_MS: String(small ? SMALL_GRACE_MS : GRACE_MS),
    };
    const emails = await makeUsers(environment, 'buyer', BUYERS);
    const proxy = await startRoundRobinProxy();
    const instances = await Promise.all([startServerProcess(environment), startServerProcess(environment)]);
    let over = false;
    try {
      await Promise.all(instances.map(({ url }) => proxy.add(url)));
      let answered = 0;
      const failed: string[] = [];
      let phase = 'before';
      let repeated = 0;
      const keep = async (name: string, ask: () => Promise<Response>) => {
        const sentIn = phase;
        const sentAt = performance.now();
        const failure = await ask()
          .then(async (response) => {
            if (!isAnsweredTooLate(response)) return response;
            const tookMs = Math.round(performance.now() - sentAt);
            write(`${name}, sent while ${sentIn}: 503 after ${tookMs} ms while ${phase}`);
            await response.arrayBuffer();
            await rest(Number(response.headers.get('retry-after')) * 1_000);
            repeated += 1;
            return ask();
          })
          .then(
            async (response) => {
              const text = await response.text();
              return response.ok ? null : `${response.status} ${text}`;
            },
            (error: Error) => `${error.message}: ${String(error.cause)}`,
          );
        if (failure) failed.push(`${name}, sent while ${sentIn}, failed while ${phase}: ${failure}`);
        else answered += 1;
      };
      const asking = emails.map(async (email) => {
        const token = await signIn(proxy.url, email);
        while (!over) {
          const key = newId();
          await keep('purchase', () => askToBuyCredit(proxy.url, token, key));
          await keep('balance', () => askForBalance(proxy.url, token));
          await rest(EVERY_MS);
        }
      });
      const exitCodes: (number | null)[] = [];
      for (let round = 0; round < (small ? SMALL_ROUNDS : ROUNDS); round += 1) {
        for (const [place, old] of instances.entries()) {
          phase = 'one drains';
          exitCodes.push(await old.stop());
          proxy.remove(old.url);
          phase = 'a new one starts';
          const next = await startServerProcess(environment);
          instances[place] = next;
          await proxy.add(next.url);
        }
      }
      over = true;
      await Promise.all(asking);
      for (const failure of failed) write(failure);
      write(`${repeated} answered 503 by the deadline of the database, and asked again under the same key`);
      return [
        { name: 'requests failed', value: failed.length, unit: `of ${answered + failed.length}`, atMost: 0 },
        { name: 'requests answered', value: answered, unit: 'requests', atLeast: 1 },
        {
          name: 'ended with another code than 0',
          value: exitCodes.filter((code) => code !== 0).length,
          unit: `of ${exitCodes.length}`,
          atMost: 0,
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
      proxy.close();
      await Promise.all(instances.map((instance) => instance.kill()));
      await home.remove();
    }
  },
};

/**
 * By an instance that is at work: on a busy machine the deadline of a request to the database passes, restart or not.
 * Nothing was changed; a client asks again as `Retry-After` says.
 */
const isAnsweredTooLate = (response: Response): boolean =>
  response.status === 503 && response.headers.has('retry-after');

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
