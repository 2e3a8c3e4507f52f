/** Whoever carries letters away dies in the middle of it, again and again, while the provider fails, limits and falls silent. */
import { createClockStore } from '../../src/platform/kernel/clock-store';
import { MINUTE_MS } from '../../src/platform/kernel/clock';
import { newId } from '../../src/platform/kernel/ids';
import { startTestApp, type TestApp } from '../support/app';
import { withoutLimits } from '../support/credit-buyers';
import { makeDatabase } from '../support/database';
import { type MailFault, startResendStandIn } from '../support/resend-stand-in';
import { type Chance, chosenSeed, seededChance } from '../support/seeded';
import { type ServerProcess, startServerProcess } from '../support/server-process';
import { TEST_DAY } from '../support/size';
import { type SmtpFault, startSmtpStandIn } from '../support/smtp-stand-in';
import type { Figure, Storm } from './storm';

const LETTERS = 1_000;
const SMALL_LETTERS = 40;
/** Besides the first, which happens between the provider's answer and our note of it. */
const KILLS = 8;
const FAULTY_SHARE = 0.3;
/** Each costs the sender its whole patience of twenty seconds. */
const HANGING_SHARE = 0.004;
const LOOK_MS = 10;
const STEP_MS = 250;
/** Well before a provider forgets a key. */
const STEPS_MAX = 20 * 60;
/** Of each instance: what two of its jobs may have in hand at once. */
const IN_HAND = 2;

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A provider that fails, and how often letters came to it. */
interface Provider {
  name: string;
  environment: Record<string, string>;
  failBy(chance: Chance, small: boolean): void;
  /** Each letter that it took, by its mailbox and what makes two of them one. */
  taken(): { to: string; key: string }[];
  /** How many it took without a word of it. */
  silent(): number;
  close(): Promise<void>;
}

function faultsOf<Fault extends string>(chance: Chance, faults: readonly Fault[], hangs: Fault | null) {
  let silent = 0;
  return {
    silent: () => silent,
    next(): Fault | null {
      if (hangs !== null && chance.next() < HANGING_SHARE) {
        silent += 1;
        return hangs;
      }
      const fault = chance.next() < FAULTY_SHARE ? chance.pick(faults) : null;
      // Where all lines are cut, another letter may be on one of them.
      if (fault === 'TAKEN_IN_SILENCE' || fault === 'CUT') silent += IN_HAND;
      return fault;
    },
  };
}

async function byResend(): Promise<Provider> {
  const resend = await startResendStandIn();
  return {
    name: 'Resend',
    environment: { RESEND_API_KEY: resend.key, RESEND_BASE_URL: resend.url },
    failBy(chance, small) {
      const all: MailFault[] = ['ERROR_500', 'RATE_LIMIT', 'TAKEN_IN_SILENCE', 'RESET'];
      resend.failBy(faultsOf(chance, all, small ? null : 'TAKEN_AND_HANGS').next);
    },
    taken: () => resend.taken(),
    // It knows a letter by its key: there are no copies.
    silent: () => 0,
    close: resend.close,
  };
}

async function bySmtp(): Promise<Provider> {
  const server = await startSmtpStandIn();
  let faults: ReturnType<typeof faultsOf> | undefined;
  return {
    name: 'SMTP',
    environment: { SMTP_URL: server.url },
    failBy(chance, small) {
      const all: SmtpFault[] = ['LATER', 'TAKEN_IN_SILENCE', 'CUT'];
      const made = faultsOf(chance, all, small ? null : 'TAKEN_AND_HANGS');
      faults = made;
      server.failBy(made.next);
    },
    taken: () => server.taken().map(({ to, messageId }) => ({ to, key: messageId })),
    silent: () => faults?.silent() ?? 0,
    close: server.close,
  };
}

const waiting = async (app: TestApp) => (await app.platform.mailer.letters.waiting()).count;

/** In units of some, and a last one that is undone. */
async function writeLetters(app: TestApp, mailboxes: readonly string[], undone: string): Promise<void> {
  const { database, mailer } = app.platform;
  const letterTo = (to: string) => ({ to, subject: 'News', text: 'Hello', kind: 'offers' });
  for (let first = 0; first < mailboxes.length; first += 50) {
    const some = mailboxes.slice(first, first + 50);
    await database.atomically(() => mailer.sendAll(some.map(letterTo)));
  }
  const unit = database.atomically(async () => {
    await mailer.send(letterTo(undone));
    throw new Error('undone');
  });
  await unit.catch(() => undefined);
}

/** Dies between the answer of the provider and its note of it; answers with what it died. */
const dieWithAnswer = (environment: Record<string, string>): Promise<string | null> =>
  startServerProcess({ ...environment, CRASH_AT: 'mail.after_provider' }).then(
    ({ ended }) => ended,
    // It may be dead before it says that it listens.
    () => 'SIGKILL',
  );

async function dieSoon(provider: Provider, server: ServerProcess, after: number): Promise<void> {
  const before = provider.taken().length;
  const endsAt = performance.now() + 10_000;
  while (provider.taken().length < before + after && performance.now() < endsAt) await rest(LOOK_MS);
  await server.kill();
}

async function carryThrough(make: () => Promise<Provider>, small: boolean, say: (line: string) => void) {
  const [home, provider] = [await makeDatabase({ migrated: true }), await make()];
  const environment = {
    ...withoutLimits(home.environment),
    ...provider.environment,
    CLOCK: 'movable',
    MAIL_FROM: 'notices@mail.example.com',
    MAIL_PER_SECOND: '1000',
  };
  const app = await startTestApp({ home, environment });
  const clock = createClockStore(app.platform.database, app.clock);
  const chance = seededChance(chosenSeed());
  const mailboxes = Array.from({ length: small ? SMALL_LETTERS : LETTERS }, () => `${newId()}@example.com`);
  const undone = `${newId()}@example.com`;
  await writeLetters(app, mailboxes, undone);
  const died = await dieWithAnswer(environment);
  const noted = mailboxes.length - (await waiting(app));
  const inHand = provider.taken().length;
  provider.failBy(chance, small);
  const kills = small ? 0 : KILLS;
  for (let n = 0; n < kills; n += 1) {
    await dieSoon(provider, await startServerProcess(environment), 10 + chance.below(110));
    await clock.advance(MINUTE_MS);
  }
  const last = await startServerProcess(environment);
  for (let step = 0; step < STEPS_MAX && (await waiting(app)) > 0; step += 1) {
    await rest(STEP_MS);
    await clock.advance(MINUTE_MS);
  }
  const taken = provider.taken();
  const keys = new Map<string, Set<string>>();
  for (const { to, key } of taken) keys.set(to, (keys.get(to) ?? new Set()).add(key));
  const copies = taken.length - keys.size;
  say(
    `${provider.name}: ${taken.length} letters came for ${mailboxes.length} mailboxes after ${kills + 1} deaths`,
  );
  await last.kill();
  await app.close();
  await Promise.all([provider.close(), home.remove()]);
  const of = (name: string, value: number, most = 0): Figure => ({
    ...{ name: `${provider.name}: ${name}`, value, atMost: most },
    unit: `of ${mailboxes.length}`,
  });
  return [
    {
      name: `${provider.name}: in the hand of the one who died, taken by the provider and not noted`,
      value: died === 'SIGKILL' && noted === 0 ? inHand : 0,
      unit: 'letters',
      atLeast: 1,
    },
    of('mailboxes without their letter', mailboxes.filter((to) => !keys.has(to)).length),
    of('mailboxes with two letters', [...keys.values()].filter((each) => each.size > 1).length),
    of('letters of a unit that was undone', Number(keys.has(undone))),
    of(
      'copies that neither a death nor a silence of the provider explains',
      Math.max(0, copies - provider.silent() - (kills + 1) * IN_HAND),
    ),
  ];
}

export const storm: Storm = {
  fault:
    'kill -9 of whoever carries letters away, while the provider fails, limits, and takes without a word',
  needsServer: false,
  async run({ small, write: say }) {
    const providers = [byResend, bySmtp];
    // Of the small ones each has its day.
    const turn = small ? providers.filter((_, place) => place === TEST_DAY % providers.length) : providers;
    const figures: Figure[] = [];
    for (const make of turn) figures.push(...(await carryThrough(make, small, say)));
    return figures;
  },
};
