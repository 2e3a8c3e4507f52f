/** The process that carries letters away dies between the provider's answer and its own note of it: each arrives once. */
import { newId } from '../../src/platform/kernel/ids';
import { startTestApp } from '../support/app';
import { makeDatabase } from '../support/database';
import { startResendStandIn } from '../support/resend-stand-in';
import { startServerProcess } from '../support/server-process';

const LETTERS = 20;
/** For two processes that start, on a machine with other work. */
const LONG_MS = 180_000;

it(
  'whoever dies with letters in hand, each arrives once',
  async () => {
    const [home, resend] = [await makeDatabase(), await startResendStandIn()];
    const environment = {
      ...home.environment,
      RESEND_API_KEY: resend.key,
      RESEND_BASE_URL: resend.url,
      MAIL_FROM: 'notices@mail.example.com',
      MAIL_PER_SECOND: '1000',
    };
    const app = await startTestApp({ home, environment });
    const mailboxes = Array.from({ length: LETTERS }, () => `reader-${newId()}@example.com`);
    await app.platform.database.atomically(async () => {
      for (const to of mailboxes) {
        await app.platform.mailer.send({ to, subject: 'News', text: 'Hello', kind: 'offers' });
      }
    });
    const dying = startServerProcess({ ...environment, CRASH_AT: 'mail.after_provider' });
    const died = await dying.then(
      (server) => server.ended,
      // It may be dead before it says that it listens.
      () => 'SIGKILL',
    );
    expect([died, resend.taken().length > 0, (await app.platform.mailer.letters.waiting()).count]).toEqual([
      'SIGKILL',
      true,
      LETTERS,
    ]);
    const next = await startServerProcess(environment);
    while ((await app.platform.mailer.letters.waiting()).count > 0) {
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    expect(
      resend
        .taken()
        .map(({ to }) => to)
        .toSorted(),
    ).toEqual(mailboxes.toSorted());
    // The letter in hand was sent twice, under one key.
    expect(resend.requests()).toBeGreaterThan(LETTERS);
    await next.kill();
    await app.close();
    await Promise.all([resend.close(), home.remove()]);
  },
  LONG_MS,
);
