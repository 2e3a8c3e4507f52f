/** Measures whether the time of an answer tells which addresses have an account: `npm run bench:enumeration`. */
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { buildApp } from '../src/app';
import { readConfig } from '../src/config';
import { newId } from '../src/platform/kernel/ids';
import { systemActor } from '../src/platform/kernel/actor';

const ROUNDS = 200;
/** Below the number from which guesses at one account are slowed. */
const TRIES_AN_ACCOUNT = 4;
/** What a request leaves to be done later must not lie in the way of the next one. */
const REST_MS = 30;
const PASSWORD = 'a bench stands in the shadow of elms';
const NEWCOMER = { password: PASSWORD, firstName: 'New', lastName: 'Person', role: 'BUYER' };

/** Sent by somebody who is signed in. */
const SIGNED_IN = ['/auth/change-email'];

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const mean = (times: number[]): number => times.reduce((sum, time) => sum + time, 0) / times.length;
const median = (times: number[]): number => [...times].sort((a, b) => a - b)[times.length >> 1] ?? NaN;

/** The chance of ranks as uneven as these where nothing sets the two apart: Mann and Whitney, two-sided, by the normal. */
function chanceOfSuchRanks(left: number[], right: number[]): number {
  const ranked = [
    ...left.map((time) => ({ time, isLeft: true })),
    ...right.map((time) => ({ time, isLeft: false })),
  ].sort((one, other) => one.time - other.time);
  const rankSum = ranked.reduce((sum, { isLeft }, index) => sum + (isLeft ? index + 1 : 0), 0);
  const u = rankSum - (left.length * (left.length + 1)) / 2;
  const expected = (left.length * right.length) / 2;
  const deviation = Math.sqrt((left.length * right.length * (left.length + right.length + 1)) / 12);
  return 2 * (1 - normalBelow(Math.abs(u - expected) / deviation));
}

/** Abramowitz and Stegun, 26.2.17. */
function normalBelow(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const polynomial =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
}

/** More tells who has an account: then it ends with 1. */
const MOST_DIFFERENCE_MS = 5;
const LEAST_CHANCE = 0.01;

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mc-exchange-bench-'));
  const environment = { DATA_FOLDER: folder, ...process.env, PORT: '0', RATE_LIMIT_PROFILE: 'off' };
  const app = buildApp(readConfig(environment), { silent: true });
  try {
    await app.prepare();
    const url = `http://127.0.0.1:${await app.start()}/api`;
    const known: string[] = [];
    for (let count = 0; count < ROUNDS / TRIES_AN_ACCOUNT; count += 1) {
      const email = `known-${newId()}@example.com`;
      await app.modules.identity.createUser(
        { email, password: PASSWORD, firstName: 'Known', lastName: 'Person', roles: ['buyer'] },
        systemActor('bench'),
      );
      known.push(email);
    }

    const signedIn = await fetch(`${url}/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: known[0], password: PASSWORD }),
    });
    const { data } = (await signedIn.json()) as { data: { accessToken: string } };
    const bearer = { authorization: `Bearer ${data.accessToken}` };

    async function timeOf(path: string, body: object): Promise<number> {
      const begun = performance.now();
      const response = await fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(SIGNED_IN.includes(path) ? bearer : {}) },
        body: JSON.stringify(body),
      });
      await response.arrayBuffer();
      const took = performance.now() - begun;
      await pause(REST_MS);
      return took;
    }

    async function compare(name: string, path: string, bodyFor: (email: string) => object): Promise<void> {
      const times = { known: [] as number[], unknown: [] as number[] };
      await timeOf(path, bodyFor(`warm-${newId()}@example.com`));
      for (let round = 0; round < ROUNDS; round += 1) {
        const ofKnown = async () => {
          const email = known[Math.floor(round / TRIES_AN_ACCOUNT)] ?? '';
          times.known.push(await timeOf(path, bodyFor(email)));
        };
        const ofUnknown = async () => {
          times.unknown.push(await timeOf(path, bodyFor(`unknown-${newId()}@example.com`)));
        };
        const inOrder = randomInt(2) === 0 ? [ofKnown, ofUnknown] : [ofUnknown, ofKnown];
        for (const each of inOrder) await each();
      }
      const ms = (value: number) => `${value.toFixed(2)} ms`;
      const [difference, p] = [
        mean(times.known) - mean(times.unknown),
        chanceOfSuchRanks(times.known, times.unknown),
      ];
      if (Math.abs(difference) >= MOST_DIFFERENCE_MS || p <= LEAST_CHANCE) process.exitCode = 1;
      print(
        `${name.padEnd(16)} known ${ms(mean(times.known))} (median ${ms(median(times.known))}), ` +
          `unknown ${ms(mean(times.unknown))} (median ${ms(median(times.unknown))}), ` +
          `difference ${ms(difference)}, p = ${p.toFixed(3)}`,
      );
    }

    print(
      `${ROUNDS} requests each, in random order; a small p says that the times differ by more than chance.`,
    );
    await compare('register', '/auth/register', (email) => ({
      ...NEWCOMER,
      email,
    }));
    await compare('log-in', '/auth/login', (email) => ({ email, password: 'not the right one' }));
    await compare('forgot password', '/auth/forgot-password', (email) => ({ email }));
    await compare('resend', '/auth/resend-verification', (email) => ({ email }));
    const others = (email: string) => (email === known[0] ? (known[1] ?? '') : email);
    await compare('change email', '/auth/change-email', (email) => ({
      ...{ email: others(email), password: PASSWORD },
    }));
  } finally {
    await app.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
