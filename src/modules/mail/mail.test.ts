/** Letters on their way: each arrives once, whatever the provider does, and where none can arrive somebody is told. */
import { Webhook } from 'standardwebhooks';
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { type MailFault, startResendStandIn } from '../../../tests/support/resend-stand-in';
import { chosenSeed, seededChance } from '../../../tests/support/seeded';
import { sized } from '../../../tests/support/size';
import { type SmtpFault, startSmtpStandIn } from '../../../tests/support/smtp-stand-in';
import { DAY_MS, HOUR_MS, iso, MINUTE_MS, SECOND_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { nextTimeOfDay } from '../../platform/kernel/zoned-time';

const MANY = sized(1_000, 200);
const LONG_MS = 300_000;
const signingSecret = () => `whsec_${Buffer.from(newId() + newId()).toString('base64')}`;
const SIGNING_SECRET = signingSecret();
/** What it is being replaced by. */
const NEXT_SECRET = signingSecret();

const letterTo = (to: string, subject = 'An offer was made') => ({
  to,
  subject,
  text: 'Hello,\n\nSomebody offered $120,000 & more.',
  kind: 'offers',
});
const UNSUBSCRIBE = 'https://app.example.com/unsubscribe?token=abc';
/** One that its reader can end, and one that is owed to them. */
async function writeBoth(app: TestApp): Promise<{ ended: string; owed: string }> {
  const [ended = '', owed = ''] = mailboxes(2);
  await app.platform.mailer.send({ ...letterTo(ended), unsubscribeUrl: UNSUBSCRIBE });
  await app.platform.mailer.send({ ...letterTo(owed), owed: true });
  await carryAway(app);
  return { ended, owed };
}
const mailboxes = (count: number) => Array.from({ length: count }, () => `reader-${newId()}@example.com`);
const FROM = 'MC Exchange <notices@mail.example.com>';

/** Puts letters into the outbox in one unit, as modules do. */
const write = (app: TestApp, to: readonly string[]) =>
  app.platform.database.atomically(async () => {
    for (const address of to) expect(await app.platform.mailer.send(letterTo(address))).toBe(true);
  });

/** Time goes on until no letter waits any more. */
async function carryAway(app: TestApp, rounds = 200): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    await app.platform.queue.runDue();
    if ((await app.platform.mailer.letters.waiting()).count === 0) return;
    app.clock.advance(MINUTE_MS);
  }
}

const statusOf = async (app: TestApp, to: string) => (await app.mail.sentTo(to)).map(({ status }) => status);

describe('by Resend', () => {
  let app: TestApp;
  let admin: TestUser;
  let resend: Awaited<ReturnType<typeof startResendStandIn>>;

  beforeAll(async () => {
    resend = await startResendStandIn();
    app = await startTestApp({
      environment: {
        RESEND_API_KEY: resend.key,
        RESEND_BASE_URL: resend.url,
        RESEND_WEBHOOK_SECRET: `${SIGNING_SECRET}, ${NEXT_SECRET}`,
        MAIL_FROM: FROM,
        MAIL_REPLY_TO: 'help@example.com',
        MAIL_PER_SECOND: '1000',
      },
    });
    admin = await app.make.admin();
  });
  afterEach(() => resend.failBy(() => null));
  afterAll(async () => {
    await app.close();
    await resend.close();
  });

  const taken = (to: string) => resend.taken().filter((letter) => letter.to === to);

  it(
    `${MANY} letters arrive, each once, where requests fail, are too many, and are taken without an answer`,
    async () => {
      const chance = seededChance(chosenSeed());
      const faults: MailFault[] = ['ERROR_500', 'RATE_LIMIT', 'TAKEN_IN_SILENCE', 'RESET'];
      const before = resend.taken().length;
      const to = mailboxes(MANY);
      await write(app, to);
      resend.failBy(() => (chance.next() < 0.3 ? chance.pick(faults) : null));
      await carryAway(app);
      const arrived = resend.taken().slice(before);
      expect(arrived.map((letter) => letter.to).toSorted()).toEqual(to.toSorted());
      const states = await app.platform.database.select<{ status: string; count: number }>(
        `SELECT status, COUNT(*) AS count FROM mail_outbox WHERE kind = 'offers' GROUP BY status`,
      );
      expect(states.map(({ status, count }) => [status, Number(count)])).toEqual([['ACCEPTED', MANY]]);
    },
    LONG_MS,
  );

  it('is from us, to one, in text and HTML, with what people wrote made harmless', async () => {
    const [to = ''] = mailboxes(1);
    const evil = 'Sold\r\nBcc: all@example.com <script>';
    await app.platform.mailer.send({
      ...letterTo(to, evil),
      text: 'Hi <b>Dana</b>\n\n<img src=x onerror=y>',
    });
    await carryAway(app);
    const [letter] = taken(to);
    expect(letter).toMatchObject({
      from: FROM,
      to,
      reply_to: 'help@example.com',
      subject: 'Sold Bcc: all@example.com <script>',
      text: 'Hi <b>Dana</b>\n\n<img src=x onerror=y>',
    });
    expect(letter?.html).toContain('Hi &#60;b&#62;Dana&#60;/b&#62;');
    expect(letter?.html).not.toMatch(/<script>|<img/);
  });

  it('can be ended with one click in a mail program, unless it is owed', async () => {
    const { ended, owed } = await writeBoth(app);
    expect(taken(ended)[0]?.headers).toEqual({
      'List-Unsubscribe': `<${UNSUBSCRIBE}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
    expect([taken(owed).length, taken(owed)[0]?.headers ?? {}]).toEqual([1, {}]);
  });

  it('that can wait is not tried in quiet hours, alone or with others, and what is owed is', async () => {
    const [reader, digested] = [await app.make.user(), await app.make.user()];
    const zone = 'America/Chicago';
    const times = { timeZone: zone, quietHours: { from: '22:00', until: '07:00' } };
    await reader.put('/users/me/notification-preferences', times);
    await digested.put('/users/me/notification-preferences', { ...times, mailMode: 'HOURLY' });
    /** To when the clock of the place shows this next. */
    const goTo = (hour: number, minute: number) =>
      app.later(nextTimeOfDay(hour * 60 + minute, app.clock.now(), zone) - app.clock.now());
    await goTo(20, 59);
    resend.failBy(() => 'ERROR_500');
    for (const { id } of [reader, digested]) {
      const bonus = { userId: id, credits: 2, reason: 'For the trouble.' };
      expect((await admin.post('/credits/bonus', bonus)).status).toBe(200);
    }
    const newPassword = 'violet harbour under the moon';
    const changed = { currentPassword: reader.password, newPassword };
    expect((await reader.post('/auth/change-password', changed)).status).toBe(200);
    await app.settle();
    await goTo(21, 1);
    await goTo(22, 0);
    resend.failBy(() => null);
    const came = ({ email }: TestUser) => taken(email).map(({ subject }) => subject);
    await goTo(23, 59);
    expect([came(reader), came(digested)]).toEqual([['Your password was changed'], []]);
    for (const { email } of [reader, digested]) {
      const waits = await admin.get(`/admin/mail?status=WAITING&to=${encodeURIComponent(email)}`);
      expect(waits.body.data).toMatchObject([
        { attempts: expect.any(Number), nextTryAt: iso(nextTimeOfDay(7 * 60, app.clock.now(), zone)) },
      ]);
    }
    await goTo(6, 59);
    expect([came(reader).length, came(digested).length]).toEqual([1, 0]);
    await goTo(7, 0);
    expect([came(reader)[1], came(digested)[0]]).toEqual(['2 credits for you', '2 credits for you']);
  });

  it('is gone with the unit that wrote it', async () => {
    const [to = ''] = mailboxes(1);
    const undone = app.platform.database.atomically(async () => {
      await app.platform.mailer.send(letterTo(to));
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await carryAway(app);
    expect([taken(to), await app.mail.sentTo(to)]).toEqual([[], []]);
  });

  it.each([
    ['key', 'WRONG_KEY', 5 * MINUTE_MS],
    ['quota', 'QUOTA', HOUR_MS],
  ] as const)(
    'waits where our %s is refused, says so, and leaves once that is put right',
    async (_, fault, closedMs) => {
      const to = mailboxes(3);
      await write(app, to);
      resend.failBy(() => fault);
      await app.platform.queue.runDue();
      const asked = resend.requests();
      const ready = (await app.anonymous.get('/health/ready')).body.data;
      const mail = ready.parts.find(({ name }: { name: string }) => name === 'mail');
      expect(mail).toMatchObject({ status: 'down', required: false });
      expect(ready.status).toBe('ready');
      // Nobody knocks at a closed door again and again, nor with what is written meanwhile.
      const [late = ''] = mailboxes(1);
      await write(app, [late]);
      to.push(late);
      await app.platform.queue.runDue();
      app.clock.advance(closedMs - MINUTE_MS);
      await app.platform.queue.runDue();
      expect(resend.requests() - asked).toBe(0);
      for (const address of to) expect(await statusOf(app, address)).toEqual(['WAITING']);
      resend.failBy(() => null);
      await carryAway(app);
      for (const address of to) expect(taken(address)).toHaveLength(1);
      expect((await app.anonymous.get('/health/ready')).body.data.parts).toContainEqual(
        expect.objectContaining({ name: 'mail', status: 'up' }),
      );
    },
  );

  it('tells admins once that none leaves', async () => {
    const office = await app.make.admin();
    const [to = ''] = mailboxes(1);
    await write(app, [to]);
    resend.failBy(() => 'WRONG_KEY');
    for (let n = 0; n < 5; n += 1) await app.later(10 * MINUTE_MS);
    const notices: { title: string }[] = (await office.get('/notifications')).body.data;
    expect(notices.map(({ title }) => title)).toEqual(['No mail leaves']);
    resend.failBy(() => null);
    await carryAway(app);
    expect(taken(to)).toHaveLength(1);
  });

  it('that is refused for good is shown to admins, who send it again, once', async () => {
    const [to = ''] = mailboxes(1);
    await write(app, [to]);
    resend.failBy(() => 'REFUSED');
    await carryAway(app, 3);
    const shown = (await admin.get(`/admin/mail?status=REFUSED&to=${encodeURIComponent(to)}`)).body.data;
    expect(shown).toMatchObject([{ to, kind: 'offers', status: 'REFUSED', attempts: 0 }]);
    expect(JSON.stringify(shown)).not.toContain('120,000');
    resend.failBy(() => null);
    const path = `/admin/mail/${shown[0].id}/send-again`;
    expect((await admin.post(path, undefined)).status).toBe(200);
    expect((await admin.post(path, undefined)).body.code).toBe('letter_not_resendable');
    await carryAway(app);
    expect([taken(to).length, await statusOf(app, to)]).toEqual([1, ['ACCEPTED']]);
    const acts = (await admin.get('/admin/action-log?action=mail.sent_again')).body.data;
    expect(acts).toMatchObject([{ subject: { id: shown[0].id } }]);
  });

  const listed = async (to: string) =>
    (await admin.get(`/admin/mail?to=${encodeURIComponent(to)}`)).body.data[0] as {
      id: string;
      status: string;
      because: string;
    };
  /** Time goes on by the hour, and letters are tried. */
  async function passHours(hours: number): Promise<void> {
    for (let hour = 0; hour < hours; hour += 1) {
      await app.platform.queue.runDue();
      app.clock.advance(HOUR_MS);
    }
    await app.platform.queue.runDue();
  }
  const statuses = async (to: readonly string[]) =>
    (await Promise.all(to.map((address) => statusOf(app, address)))).flat();

  it.each([
    ['a key that reads', null],
    ['a key that may only send', 'MAY_ONLY_SEND'],
  ] as const)(
    'arrives once after an outage of four days, with %s: all of them as soon as one is taken',
    async (_, then) => {
      const to = mailboxes(6);
      const [heard = '', ...unheard] = to;
      await write(app, [heard]);
      // Taken, and nobody knows: the outage begins with the answer.
      resend.failBy(() => 'TAKEN_IN_SILENCE');
      await app.platform.queue.runDue();
      await write(app, unheard);
      resend.failBy(() => 'RESET');
      await passHours(4 * 24);
      resend.forgetKeys();
      const waiting = then === null ? to : unheard;
      expect(await statuses(waiting)).toEqual(waiting.map(() => 'WAITING'));
      if (then !== null) {
        // Its provider tells of it meanwhile, which is how we know.
        const [letter] = taken(heard);
        await app.platform.database.atomically(() =>
          app.platform.mailer.letters.takeNews(
            { id: letter?.tags.find(({ name }) => name === 'letter')?.value, providerId: letter?.id ?? '' },
            'DELIVERED',
            null,
          ),
        );
      }
      resend.failBy(() => then);
      for (let minute = 0; minute < 90 && !(await statuses(unheard)).includes('ACCEPTED'); minute += 1) {
        app.clock.advance(MINUTE_MS);
        await app.platform.queue.runDue();
      }
      // What the first one brings forward may become due in the middle of a round.
      await app.platform.queue.runDue();
      expect(await statuses(unheard)).toEqual(unheard.map(() => 'ACCEPTED'));
      await carryAway(app);
      for (const address of to) expect([address, taken(address).length]).toEqual([address, 1]);
    },
  );

  it('arrives once where its provider has forgotten its key, and then takes it without an answer', async () => {
    const [to = ''] = mailboxes(1);
    await write(app, [to]);
    resend.failBy(() => 'RESET');
    await app.platform.queue.runDue();
    app.clock.advance(DAY_MS + HOUR_MS);
    resend.forgetKeys();
    resend.failBy(() => 'TAKEN_IN_SILENCE');
    await app.platform.queue.runDue();
    expect([taken(to).length, await statusOf(app, to)]).toEqual([1, ['WAITING']]);
    resend.failBy(() => null);
    await carryAway(app);
    expect([taken(to).length, await statusOf(app, to)]).toEqual([1, ['ACCEPTED']]);
  });

  it('is tried now, alone or with all that wait, as an admin asks, and is not where it did not wait', async () => {
    const to = mailboxes(3);
    const [first = '', ...others] = to;
    await write(app, to);
    resend.failBy(() => 'ERROR_500');
    await passHours(3);
    expect(await statuses(to)).toEqual(to.map(() => 'WAITING'));
    resend.failBy(() => null);
    const { id } = await listed(first);
    expect((await admin.post(`/admin/mail/${id}/send-again`, undefined)).status).toBe(200);
    resend.failBy(() => 'RATE_LIMIT');
    await write(app, mailboxes(1));
    await app.platform.queue.runDue();
    app.clock.advance(MINUTE_MS);
    resend.failBy(() => null);
    const all = await admin.post('/admin/mail/send-waiting', undefined);
    expect([all.status, all.body.data]).toEqual([200, { letters: expect.any(Number) }]);
    await app.platform.queue.runDue();
    expect(await statuses(to)).toEqual(to.map(() => 'ACCEPTED'));
    for (const address of [first, ...others]) expect(taken(address)).toHaveLength(1);
    expect((await admin.post(`/admin/mail/${id}/send-again`, undefined)).body.code).toBe(
      'letter_not_resendable',
    );
    const acts = (await admin.get('/admin/action-log?action=mail.waiting_sent')).body.data;
    expect(acts).toMatchObject([{ detail: { letters: all.body.data.letters } }]);
  });

  it('ends with a reason once what it reminds of is over, or nobody took it for thirty days', async () => {
    const [reminder = '', late = ''] = mailboxes(2);
    const usefulUntil = app.clock.now() + DAY_MS;
    await app.platform.mailer.send({ ...letterTo(reminder), usefulUntil });
    await write(app, [late]);
    resend.failBy(() => 'ERROR_500');
    await passHours(26);
    expect(await listed(reminder)).toMatchObject({
      status: 'FAILED',
      because: expect.stringContaining('reminds of was over'),
    });
    const again = await admin.post(`/admin/mail/${(await listed(reminder)).id}/send-again`, undefined);
    expect(again.body.code).toBe('letter_not_resendable');
    expect(await statusOf(app, late)).toEqual(['WAITING']);
    for (let day = 0; day < 30; day += 1) {
      app.clock.advance(DAY_MS);
      await app.platform.queue.runDue();
    }
    const given = await listed(late);
    expect(given).toMatchObject({ status: 'FAILED', because: expect.stringContaining('thirty days') });
    resend.failBy(() => null);
    expect((await admin.post(`/admin/mail/${given.id}/send-again`, undefined)).status).toBe(200);
    await carryAway(app);
    expect([taken(reminder).length, taken(late).length]).toEqual([0, 1]);
  });

  it('with a link that has run out is not sent, now or later', async () => {
    const user = await app.make.user();
    await app.anonymous.post('/auth/forgot-password', { email: user.email });
    resend.failBy(() => 'ERROR_500');
    await app.settle();
    app.clock.advance(2 * HOUR_MS);
    resend.failBy(() => null);
    await carryAway(app, 3);
    expect(taken(user.email).filter(({ subject }) => /password/.test(subject))).toEqual([]);
    const [letter] = (await app.mail.sentTo(user.email)).filter(({ kind }) => kind === 'reset-password');
    expect(letter?.status).toBe('FAILED');
    const again = await admin.post(`/admin/mail/${letter?.id}/send-again`, undefined);
    expect(again.body.code).toBe('letter_not_resendable');
  });

  describe('its news', () => {
    /** As Resend signs: Standard Webhooks, with the headers under their older names as well. */
    async function tell(type: string, data: object, { secret = SIGNING_SECRET, at = new Date() } = {}) {
      const body = JSON.stringify({ type, created_at: new Date().toISOString(), data });
      const id = `msg_${newId()}`;
      const signature = new Webhook(secret).sign(id, at, body);
      const seconds = String(Math.floor(at.getTime() / 1000));
      const answer = await fetch(`${app.url}/api/webhooks/resend`, {
        method: 'POST',
        headers: {
          ...{ 'content-type': 'application/json', 'svix-id': id },
          ...{ 'svix-timestamp': seconds, 'svix-signature': signature },
        },
        body,
      });
      return answer.status;
    }

    async function sent(): Promise<{ to: string; data: object }> {
      const [to = ''] = mailboxes(1);
      await write(app, [to]);
      await carryAway(app);
      const [letter] = taken(to);
      const tags = Object.fromEntries((letter?.tags ?? []).map(({ name, value }) => [name, value]));
      return { to, data: { email_id: letter?.id, to: [to], subject: letter?.subject, tags } };
    }

    it('of delivery is kept, in any order and as often as it comes', async () => {
      const { to, data } = await sent();
      expect(await tell('email.delivered', data)).toBe(200);
      expect(await statusOf(app, to)).toEqual(['DELIVERED']);
      await tell('email.complained', data);
      await tell('email.delivered', data);
      expect(await statusOf(app, to)).toEqual(['COMPLAINED']);
      expect(await tell('email.opened', data)).toBe(200);
      expect(await tell('email.delivered', { ...data, email_id: newId(), tags: {} })).toBe(200);
    });

    it('is heard under the old secret and the new one while they are exchanged, and under no third', async () => {
      const { to, data } = await sent();
      expect(await tell('email.delivered', data, { secret: signingSecret() })).toBe(400);
      expect(await statusOf(app, to)).toEqual(['ACCEPTED']);
      expect(await tell('email.delivered', data, { secret: NEXT_SECRET })).toBe(200);
      expect(await statusOf(app, to)).toEqual(['DELIVERED']);
      expect(await tell('email.complained', data, { secret: SIGNING_SECRET })).toBe(200);
      expect(await statusOf(app, to)).toEqual(['COMPLAINED']);
    });

    it('of a mailbox that does not exist ends all letters there, until an admin lets them go again', async () => {
      const { to, data } = await sent();
      const bounce = { type: 'Permanent', subType: 'General', message: 'The mailbox does not exist.' };
      await tell('email.bounced', { ...data, bounce });
      await tell('email.bounced', { ...data, bounce });
      await app.platform.mailer.send({ ...letterTo(to), owed: true });
      await carryAway(app);
      expect([taken(to).length, (await statusOf(app, to)).toSorted()]).toEqual([
        1,
        ['BOUNCED', 'SUPPRESSED'],
      ]);
      const [suppressed] = (await admin.get('/admin/mail/suppressions')).body.data;
      expect(suppressed).toMatchObject({ address: to, reason: 'BOUNCED' });
      const path = `/admin/mail/suppressions/${suppressed.id}/release`;
      expect((await admin.post(path, { reason: 'They made room and asked us.' })).status).toBe(200);
      await write(app, [to]);
      await carryAway(app);
      expect(taken(to)).toHaveLength(2);
    });

    it('of a bounce that comes again, once an admin has let letters go there, holds up none', async () => {
      const { to, data } = await sent();
      const bounced = { ...data, bounce: { type: 'Permanent', message: 'The mailbox does not exist.' } };
      expect(await tell('email.bounced', bounced)).toBe(200);
      const suppressions = (await admin.get('/admin/mail/suppressions')).body.data;
      const { id } = suppressions.find(({ address }: { address: string }) => address === to);
      await admin.post(`/admin/mail/suppressions/${id}/release`, { reason: 'They made room and asked us.' });
      const [letter] = await app.mail.sentTo(to);
      expect((await admin.post(`/admin/mail/${letter?.id}/send-again`, undefined)).status).toBe(200);
      // While it waits, and once it has gone.
      expect(await tell('email.bounced', bounced)).toBe(200);
      await carryAway(app);
      expect(await tell('email.bounced', bounced)).toBe(200);
      expect([taken(to).length, await statusOf(app, to)]).toEqual([2, ['ACCEPTED']]);
      await write(app, [to]);
      await carryAway(app);
      expect(taken(to)).toHaveLength(3);
      // Of the try that it was sent again by, it counts.
      const second = { ...bounced, email_id: taken(to)[1]?.id };
      expect(await tell('email.bounced', second)).toBe(200);
      expect((await statusOf(app, to)).toSorted()).toEqual(['ACCEPTED', 'BOUNCED']);
    });

    it('is read in whichever form it is published, and what is not about letters is heard and left alone', async () => {
      const { to, data } = await sent();
      const about = { id: newId(), email: to, created_at: new Date().toISOString() };
      const kinds: [string, unknown][] = [
        ...['sent', 'scheduled', 'delivery_delayed', 'opened', 'clicked', 'received', 'unheard_of'].map(
          (kind): [string, unknown] => [`email.${kind}`, data],
        ),
        ['contact.created', { ...about, audience_id: newId(), unsubscribed: false, properties: { n: 1 } }],
        ['domain.updated', { ...about, name: 'example.com', status: 'pending', records: [{ ttl: 'Auto' }] }],
        ['suppression.added', { ...about, origin: 'manual', source_id: null }],
        ['inbox.thread.labels.updated', { ...about, labels: [] }],
        ['email.bounced', null],
        ['email.bounced', []],
        ['email.bounced', { ...data, email_id: 7 }],
        ['email.delivered', { email_id: newId(), tags: null, to }],
      ];
      for (const [kind, told] of kinds) {
        expect([kind, await tell(kind, told as object)]).toEqual([kind, 200]);
      }
      expect(await statusOf(app, to)).toEqual(['ACCEPTED']);
      const listed = Object.entries((data as { tags: object }).tags).map(([name, value]) => ({
        name,
        value,
      }));
      const bounce = { diagnosticCode: ['550 5.1.1'], message: 'No.', subType: 'General', type: 'Permanent' };
      expect(await tell('email.bounced', { ...data, tags: listed, bounce })).toBe(200);
      expect(await statusOf(app, to)).toEqual(['BOUNCED']);
      // Also where our note of its id was lost.
      const lost = await sent();
      const tags = Object.entries((lost.data as { tags: object }).tags).map(([name, value]) => ({
        name,
        value,
      }));
      await app.platform.database.change('UPDATE mail_outbox SET providerId = NULL WHERE recipient = :to', {
        to: lost.to,
      });
      expect(await tell('email.complained', { ...lost.data, tags })).toBe(200);
      expect(await statusOf(app, lost.to)).toEqual(['COMPLAINED']);
    });

    it('of a full mailbox suppresses nothing', async () => {
      const { to, data } = await sent();
      await tell('email.bounced', { ...data, bounce: { type: 'Transient', message: 'Mailbox full.' } });
      await write(app, [to]);
      await carryAway(app);
      expect(taken(to)).toHaveLength(2);
    });

    it('of a complaint ends all letters but those that are owed', async () => {
      const { to, data } = await sent();
      await tell('email.complained', data);
      await write(app, [to]);
      await app.platform.mailer.send({ ...letterTo(to), owed: true });
      await carryAway(app);
      expect([taken(to).length, (await statusOf(app, to)).toSorted()]).toEqual([
        2,
        ['ACCEPTED', 'COMPLAINED', 'SUPPRESSED'],
      ]);
    });

    it('is taken from nobody but the provider, and not late', async () => {
      const { to, data } = await sent();
      const other = `whsec_${Buffer.from(newId() + newId()).toString('base64')}`;
      expect(await tell('email.complained', data, { secret: other })).toBe(400);
      expect(await tell('email.complained', data, { at: new Date(Date.now() - 6 * MINUTE_MS) })).toBe(400);
      expect(await statusOf(app, to)).toEqual(['ACCEPTED']);
    });
  });
});

describe('by SMTP', () => {
  let app: TestApp;
  let server: Awaited<ReturnType<typeof startSmtpStandIn>>;

  beforeAll(async () => {
    server = await startSmtpStandIn();
    app = await startTestApp({
      environment: { SMTP_URL: server.url, MAIL_FROM: FROM, MAIL_PER_SECOND: '1000' },
    });
  });
  afterEach(() => {
    server.failBy(() => null);
    server.closeDoor(null);
  });
  afterAll(async () => {
    await app.close();
    await server.close();
  });

  it(
    'letters arrive where the server fails and takes some without an answer: one for each Message-ID',
    async () => {
      const chance = seededChance(chosenSeed());
      const faults: SmtpFault[] = ['LATER', 'TAKEN_IN_SILENCE', 'CUT'];
      const to = mailboxes(sized(1_000, 60));
      await write(app, to);
      server.failBy(() => (chance.next() < 0.15 ? chance.pick(faults) : null));
      await carryAway(app);
      server.failBy(() => null);
      const byId = new Map(server.taken().map((mail) => [mail.messageId, mail.to]));
      expect([...byId.values()].toSorted()).toEqual(to.toSorted());
    },
    LONG_MS,
  );

  it('is a letter in text and HTML, from us, and to one', async () => {
    const [to = ''] = mailboxes(1);
    await app.platform.mailer.send(letterTo(to, 'Größe 北京'));
    await carryAway(app);
    expect(server.taken().find((mail) => mail.to === to)).toMatchObject({
      from: '"MC Exchange" <notices@mail.example.com>',
      subject: 'Größe 北京',
      text: 'Hello,\n\nSomebody offered $120,000 & more.',
      html: expect.stringContaining('$120,000 &#38; more'),
    });
  });

  it('can be ended with one click in a mail program, unless it is owed', async () => {
    const { ended, owed } = await writeBoth(app);
    const headersOf = (to: string) => server.taken().find((mail) => mail.to === to)?.headers;
    expect(headersOf(ended)?.get('list')).toEqual({
      unsubscribe: { url: UNSUBSCRIBE },
      'unsubscribe-post': { name: 'List-Unsubscribe=One-Click' },
    });
    expect([headersOf(owed)?.has('subject'), headersOf(owed)?.has('list')]).toEqual([true, false]);
  });

  it('to a mailbox that does not exist is refused for good', async () => {
    const [to = ''] = mailboxes(1);
    await write(app, [to]);
    server.failBy(() => 'NO_SUCH_MAILBOX');
    await carryAway(app, 3);
    expect(await statusOf(app, to)).toEqual(['REFUSED']);
  });

  async function waits(): Promise<string[]> {
    const to = mailboxes(4);
    await write(app, to);
    await carryAway(app, 3);
    for (const address of to) expect(await statusOf(app, address)).toEqual(['WAITING']);
    expect(server.taken().filter((mail) => to.includes(mail.to))).toEqual([]);
    return to;
  }

  async function comesOnce(to: readonly string[]): Promise<void> {
    await carryAway(app);
    const arrived = server.taken().filter((mail) => to.includes(mail.to));
    expect(arrived.map((mail) => mail.to).toSorted()).toEqual(to.toSorted());
  }

  it.each([
    ['keeps strangers waiting', 'GREYLISTED'],
    ['has no room just now, once it has read the letter', 'LATER_AFTER_DATA'],
    ['drops the line in the middle of the letter', 'CUT_IN_DATA'],
  ] as const)('comes once where the server %s', async (_, fault) => {
    server.failBy(() => fault);
    const to = await waits();
    server.failBy(() => null);
    await comesOnce(to);
  });

  it.each([
    ['is too busy to greet us', 'BUSY'],
    ['takes no more on this line', 'NO_MORE_ON_THIS_LINE'],
    ['does not know our password', 'WRONG_PASSWORD'],
    ['refuses us as a sender', 'SENDER_REFUSED'],
  ] as const)('comes once where the server %s, for as long as that lasts', async (_, door) => {
    server.closeDoor(door);
    const to = await waits();
    server.closeDoor(null);
    await comesOnce(to);
  });

  it('that the server has read and will never take is refused for good', async () => {
    const [to = ''] = mailboxes(1);
    await write(app, [to]);
    server.failBy(() => 'REFUSED_AFTER_DATA');
    await carryAway(app, 3);
    expect(await statusOf(app, to)).toEqual(['REFUSED']);
  });

  it('waits while the server is away', async () => {
    const other = await startSmtpStandIn();
    await other.close();
    const away = await startTestApp({ environment: { SMTP_URL: other.url, MAIL_FROM: FROM } });
    const [to = ''] = mailboxes(1);
    await write(away, [to]);
    await carryAway(away, 3);
    expect(await statusOf(away, to)).toEqual(['WAITING']);
    away.clock.advance(4 * DAY_MS);
    await carryAway(away, 3);
    expect(await statusOf(away, to)).toEqual(['WAITING']);
    await away.close();
  });
});

it('leaves no faster than MAIL_PER_SECOND says, also where an admin sends all that wait, and all of it in the end', async () => {
  const resend = await startResendStandIn();
  const app = await startTestApp({
    environment: {
      RESEND_API_KEY: resend.key,
      RESEND_BASE_URL: resend.url,
      MAIL_FROM: FROM,
      MAIL_PER_SECOND: '1',
    },
  });
  const MANY_SECONDS = 40;
  await write(app, mailboxes(MANY_SECONDS));
  const beganAt = performance.now();
  /** By the clock of the wall, which goes on as well. */
  const seconds = () => Math.ceil((performance.now() - beganAt) / SECOND_MS);
  await app.platform.queue.runDue();
  expect(resend.taken().length).toBeGreaterThan(0);
  expect(resend.taken().length).toBeLessThanOrEqual(1 + seconds());
  await app.platform.mailer.sendWaiting();
  await app.platform.queue.runDue();
  expect(resend.taken().length).toBeLessThanOrEqual(2 + seconds());
  for (let n = 0; n < 3 * MANY_SECONDS && resend.taken().length < MANY_SECONDS; n += 1) {
    app.clock.advance(SECOND_MS);
    await app.platform.queue.runDue();
  }
  expect(resend.taken()).toHaveLength(MANY_SECONDS);
  await app.close();
  await resend.close();
});

it('that nobody carries stays in the outbox, and the state of the platform says so', async () => {
  const app = await startTestApp({ environment: { MAIL: 'none' } });
  const [to = ''] = mailboxes(1);
  await write(app, [to]);
  await app.settle();
  const ready = (await app.anonymous.get('/health/ready')).body.data;
  expect(ready.status).toBe('ready');
  expect(ready.parts.find(({ name }: { name: string }) => name === 'mail')).toMatchObject({
    status: 'in_process',
    detail: 'No mail leaves: letters stay in the outbox.',
  });
  expect(await statusOf(app, to)).toEqual(['KEPT']);
  await app.close();
});
