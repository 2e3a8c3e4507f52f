/** A user's own account against the whole app: picture, email address, export, deletion. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { DAY_MS, HOUR_MS } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import { startTestApp, type TestApp, type TestUser } from '../../../../tests/support/app';
import { makeListings } from '../../../../tests/support/make-listings';
import { FIRST_VERSION, makeOffers } from '../../../../tests/support/make-offers';
import { A_BANK_ACCOUNT } from '../../../../tests/support/make-payments';
import { AVATAR_MEDIA_TYPE } from './avatar-picture';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const freshEmail = () => `person-${newId()}@example.com`;
const logIn = (email: string, password: string) => app.anonymous.post('/auth/login', { email, password });
const auditActions = async (subjectId: string) => {
  const rows = await app.platform.database.select<{ action: string }>(
    'SELECT action FROM audit_entries WHERE subjectId = :subjectId ORDER BY id',
    { subjectId },
  );
  return rows.map(({ action }) => action);
};

describe('a picture', () => {
  const RED = { r: 200, g: 20, b: 20 };
  const picture = (width = 600, height = 400, background = RED) =>
    sharp({ create: { width, height, channels: 3, background } });

  function form(content: Buffer, { field = 'avatar', name = 'me.png', type = 'image/png' } = {}): FormData {
    const made = new FormData();
    made.append(field, new Blob([new Uint8Array(content)], { type }), name);
    return made;
  }
  const send = (user: TestUser, content: Buffer, facts?: Parameters<typeof form>[1]) =>
    user.send('post', '/users/me/avatar', form(content, facts));
  const fetchAvatar = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${app.url}${path.startsWith('/api') ? '' : '/api'}${path}`, { headers });
  const storedFiles = () => {
    const folder = join(app.config.DATA_FOLDER, 'files');
    return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  };

  it('is cropped to a small square, without its metadata, and served as nothing but a picture', async () => {
    const user = await app.make.buyer();
    const withPosition = await picture()
      .jpeg()
      .withExif({ IFD0: { Copyright: 'Very Secret Place' }, IFD3: { GPSLatitude: '48/1 51/1 29/1' } })
      .toBuffer();
    const hidden = Buffer.concat([withPosition, Buffer.from('<script>alert(1)</script>')]);
    expect(hidden.includes('Very Secret Place')).toBe(true);
    const answer = await send(user, hidden, { name: '../../evil\r\nX: y.html', type: 'text/html' });
    expect(answer.status).toBe(200);
    const { avatarUrl } = answer.body.data;
    expect(avatarUrl).toMatch(new RegExp(`^/api/users/${user.id}/avatar\\?v=[0-9a-f]{32}$`));
    expect((await app.anonymous.get(`/users/${user.id}`)).body.data.avatarUrl).toBe(avatarUrl);

    const shown = await fetchAvatar(avatarUrl);
    expect(shown.status).toBe(200);
    const headers = Object.fromEntries(shown.headers);
    expect(headers).toMatchObject({
      'content-type': AVATAR_MEDIA_TYPE,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'public, max-age=31536000, immutable',
      'cross-origin-resource-policy': 'cross-origin',
    });
    const bytes = Buffer.from(await shown.arrayBuffer());
    expect(bytes.includes('Very Secret') || bytes.includes('script')).toBe(false);
    const facts = await sharp(bytes).metadata();
    expect(facts).toMatchObject({ format: 'webp', width: 256, height: 256 });
    expect(facts.exif).toBeUndefined();

    const plain = await fetchAvatar(`/users/${user.id}/avatar`);
    expect(plain.headers.get('cache-control')).toBe('public, max-age=300');
    const again = await fetchAvatar(avatarUrl, {
      'if-none-match': String(headers.etag),
      // Without it `fetch` asks for an answer that no cache has touched.
      'cache-control': 'max-age=0',
    });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
  });

  it('is refused when it is none, whatever it claims to be', async () => {
    const user = await app.make.buyer();
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';
    const png = await picture(10, 10).png().toBuffer();
    const impostors = [
      Buffer.from(svg),
      Buffer.from('<html><script>alert(1)</script></html>'),
      Buffer.from('GIF89a/*<script>alert(1)</script>*/=1'),
      Buffer.from('%PDF-1.7 ...'),
      Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.from(svg)]),
      Buffer.concat([Buffer.from('\xff\xd8\xff', 'latin1'), Buffer.alloc(500, 1)]),
      Buffer.from('RIFF\x00\x00\x00\x00WEBPVP8 <script>', 'latin1'),
      png.subarray(0, png.length - 30),
      Buffer.alloc(1),
    ];
    for (const impostor of impostors) {
      const answer = await send(user, impostor);
      expect(`${impostor.subarray(0, 12).toString('latin1')} ${answer.status} ${answer.body.code}`).toContain(
        '422 invalid_picture',
      );
    }
    expect((await user.get('/users/me')).body.data.avatarUrl).toBeNull();
  });

  it('may not decode to more pixels than a camera takes', async () => {
    const user = await app.make.buyer();
    const bomb = await picture(12_000, 12_000).png({ compressionLevel: 9 }).toBuffer();
    expect(bomb.length).toBeLessThan(5 * 1024 * 1024);
    expect((await send(user, bomb)).body.code).toBe('invalid_picture');
  });

  it('comes as one file of a form, in its field, within the limit, from somebody signed in', async () => {
    const user = await app.make.buyer();
    const good = await picture(10, 10).png().toBuffer();
    const twice = form(good);
    twice.append('avatar', new Blob([new Uint8Array(good)]), 'second.png');
    const withField = form(good);
    withField.append('role', 'ADMIN');
    const before = storedFiles().length;
    const statuses = [
      (await send(user, Buffer.alloc(5 * 1024 * 1024 + 1))).status,
      (await send(user, Buffer.alloc(6 * 1024 * 1024))).status,
      (await send(user, good, { field: 'picture' })).status,
      (await user.send('post', '/users/me/avatar', twice)).status,
      (await user.send('post', '/users/me/avatar', withField)).status,
      (await user.send('post', '/users/me/avatar', new FormData())).status,
      (await user.post('/users/me/avatar', { avatar: 'x' })).status,
      (await user.send('post', '/users/me/avatar', '--x', { 'content-type': 'multipart/form-data' })).status,
      (
        await user.send('post', '/users/me/avatar', '--x\r\nbroken', {
          'content-type': 'multipart/form-data; boundary=x',
        })
      ).status,
      (await app.anonymous.send('post', '/users/me/avatar', form(good))).status,
    ];
    expect(statuses).toEqual([413, 413, 400, 400, 400, 400, 415, 400, 400, 401]);
    expect(storedFiles()).toHaveLength(before);
  });

  it('leaves no file behind when it is replaced, removed, or never became anybody’s', async () => {
    const user = await app.make.buyer();
    const before = storedFiles().length;
    await send(user, await picture().png().toBuffer());
    const second = await send(user, await picture(300, 300, { r: 1, g: 2, b: 3 }).png().toBuffer());
    await app.settle();
    expect(storedFiles()).toHaveLength(before + 1);
    await app.later(2 * HOUR_MS);
    expect((await fetchAvatar(second.body.data.avatarUrl)).status).toBe(200);
    const { email, password } = user;
    const signedIn = app.withToken((await logIn(email, password)).body.data.accessToken);
    const removed = await signedIn.delete('/users/me/avatar');
    expect(removed.body.data.avatarUrl).toBeNull();
    expect((await signedIn.delete('/users/me/avatar')).status).toBe(200);
    await app.settle();
    expect(storedFiles()).toHaveLength(before);
    expect((await fetchAvatar(`/users/${user.id}/avatar`)).status).toBe(404);
  });

  it('is not shown of somebody who is suspended', async () => {
    const [user, admin] = await Promise.all([app.make.buyer(), app.make.admin()]);
    await send(user, await picture().png().toBuffer());
    await admin.post(`/admin/users/${user.id}/suspend`, { reason: 'A question is open.' });
    expect((await fetchAvatar(`/users/${user.id}/avatar`)).status).toBe(404);
  });
});

describe('a change of the email address', () => {
  const linkSentTo = async (email: string) => {
    const [letter] = await app.mail.sentTo(email);
    return /token=([\w-]+)/.exec(letter?.text ?? '')?.[1] ?? '';
  };
  const ask = (user: TestUser, email: string, password = user.password) =>
    user.post('/auth/change-email', { email, password });
  const confirm = (token: string) => app.anonymous.post('/auth/confirm-email-change', { token });

  it('takes effect with the link in the new mailbox, once, and both addresses are told', async () => {
    const user = await app.make.buyer();
    const email = freshEmail();
    expect((await ask(user, email)).body.data).toEqual({ received: true, email });
    expect((await user.get('/users/me')).body.data.email).toBe(user.email);
    const token = await linkSentTo(email);
    const stored = await app.platform.database.select<object>('SELECT * FROM email_changes');
    expect(JSON.stringify(stored)).not.toContain(token);

    const both = await Promise.all([confirm(token), confirm(token)]);
    const confirmed = both.map(({ body }) => (body.data as { alreadyConfirmed: boolean }).alreadyConfirmed);
    expect(confirmed.sort()).toEqual([false, true]);
    expect((await confirm(token)).body.data).toEqual({ done: true, alreadyConfirmed: true });
    expect((await user.get('/users/me')).body.data).toMatchObject({ email, emailVerified: true });
    expect((await logIn(user.email, user.password)).status).toBe(401);
    expect((await logIn(email, user.password)).status).toBe(200);
    const told = (await app.mail.sentTo(user.email)).map(({ subject }) => subject);
    expect(told).toEqual(['Your email address was changed', 'Someone asked to change your email address']);
    expect(await auditActions(user.id)).toEqual(
      expect.arrayContaining(['user.email_change_asked', 'user.email_changed']),
    );
  });

  it('needs the password, and wrong ones are throttled, apart from those at the log-in', async () => {
    const user = await app.make.buyer();
    const statuses: number[] = [];
    for (let guess = 0; guess < 7; guess += 1) {
      statuses.push((await ask(user, freshEmail(), `wrong password ${guess}`)).status);
    }
    expect(statuses).toEqual([403, 403, 403, 403, 403, 429, 429]);
    expect((await user.post('/auth/step-up', { password: user.password })).status).toBe(429);
    expect((await logIn(user.email, user.password)).status).toBe(200);
  });

  it('tells nobody that the new address has an account, and takes it from nobody', async () => {
    const [user, owner] = await Promise.all([app.make.buyer(), app.make.buyer()]);
    const fresh = freshEmail();
    const known = await ask(user, owner.email);
    const unknown = await ask(user, fresh);
    expect(known.status).toBe(unknown.status);
    expect(Object.keys(known.body.data)).toEqual(Object.keys(unknown.body.data));
    const [letter] = await app.mail.sentTo(owner.email);
    expect(letter?.kind).toBe('address-in-use');
    const newcomer = {
      password: 'green lantern over the canal',
      firstName: 'A',
      lastName: 'B',
      role: 'BUYER',
    };
    await app.anonymous.post('/auth/register', { ...newcomer, email: fresh });
    const letters = await app.mail.sentTo(fresh);
    const token = letters.map(({ text }) => /token=([\w-]+)/.exec(text)?.[1]).find(Boolean) ?? '';
    expect((await confirm(token)).status).toBeGreaterThanOrEqual(400);
    expect((await user.get('/users/me')).body.data.email).toBe(user.email);
  });

  it('is stopped by a newer request, after a day, and by signing out everywhere', async () => {
    const [first, second, third] = await Promise.all([app.make.buyer(), app.make.buyer(), app.make.buyer()]);
    const emails = Array.from({ length: 4 }, freshEmail) as [string, string, string, string];
    await ask(first, emails[0]);
    await ask(first, emails[1]);
    expect((await confirm(await linkSentTo(emails[0]))).body.code).toBe('link_invalid');
    await ask(second, emails[2]);
    await second.post('/auth/logout-all');
    expect((await confirm(await linkSentTo(emails[2]))).body.code).toBe('link_invalid');
    await ask(third, emails[3]);
    await third.post('/auth/logout');
    await app.later(DAY_MS + 1);
    expect((await confirm(await linkSentTo(emails[3]))).body.code).toBe('link_invalid');
    expect((await confirm('nonsense')).body.code).toBe('link_invalid');
    expect(await app.platform.database.select('SELECT * FROM email_changes')).toEqual([]);
  });
});

describe('a recovery', () => {
  it('is not outrun by what its session has under way', async () => {
    const user = await app.make.seller();
    const [recovered] = await Promise.all([
      user.post('/auth/logout-all'),
      user.post('/users/me/api-keys', { name: 'Racer', scopes: ['account:read'] }),
      user.post('/auth/change-email', { email: freshEmail(), password: user.password }),
      user.put('/seller/bank-account', A_BANK_ACCOUNT),
      user.post('/auth/2fa/setup'),
    ]);
    expect(recovered.status).toBe(200);
    await app.settle();
    const left = await app.platform.database.select(
      `SELECT id AS what FROM api_keys WHERE userId = :id AND revokedAt IS NULL
       UNION SELECT newEmail FROM email_changes WHERE userId = :id
       UNION SELECT userId FROM second_factors WHERE userId = :id
       UNION SELECT lastDigits FROM bank_accounts WHERE userId = :id AND lastDigits IS NOT NULL`,
      { id: user.id },
    );
    expect(left).toEqual([]);
  });
});

describe('an export', () => {
  it('holds what every module keeps about the user, no secret and nobody else’s', async () => {
    const [user, other] = await Promise.all([
      app.make.user({ roles: ['buyer', 'seller'] }),
      app.make.buyer(),
    ]);
    const admin = await app.make.admin();
    await admin.post('/credits/bonus', { userId: user.id, credits: 3, reason: 'A welcome gift.' });
    const answer = await user.get('/users/me/export');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    const { data } = answer.body;
    expect(Object.keys(data)).toEqual(
      expect.arrayContaining([
        'profile',
        'sessions',
        'listings',
        'offers',
        'transactions',
        'payments',
        'credits',
        'notifications',
        'carriers',
      ]),
    );
    expect(data.profile.email).toBe(user.email);
    expect(data.sessions).toHaveLength(1);
    expect(data.credits).toMatchObject({ balance: 3 });
    const text = JSON.stringify(answer.body);
    expect(text).not.toMatch(/argon2|tokenHash|passwordHash/);
    expect(text).not.toContain(other.id);
    expect(await auditActions(user.id)).toContain('user.data_exported');
  });
});

describe('a deletion', () => {
  const remove = (user: TestUser, password = user.password) => user.send('delete', '/users/me', { password });

  it('wipes personal data, ends every session, frees the address, and keeps the action log', async () => {
    const user = await app.make.user({ roles: ['buyer'], firstName: 'Philomena' });
    await user.put('/users/me', { phone: '+1 312 555 0142', companyName: 'Philomena Freight' });
    expect((await remove(user, 'not the password')).status).toBe(403);
    expect((await remove(user)).status).toBe(200);
    expect((await user.get('/users/me')).status).toBe(401);
    expect((await logIn(user.email, user.password)).status).toBe(401);
    expect((await app.anonymous.get(`/users/${user.id}`)).status).toBe(404);

    const admin = await app.make.admin();
    const seen = (await admin.get(`/admin/users/${user.id}`)).body.data;
    expect(seen).toMatchObject({
      displayName: 'Deleted U.',
      phone: null,
      companyName: null,
      status: 'BLOCKED',
    });
    expect(seen.deletedAt).not.toBeNull();
    expect(JSON.stringify(seen)).not.toMatch(/Philomena/);
    expect(seen.email).not.toBe(user.email);
    expect((await admin.post(`/admin/users/${user.id}/unblock`, { reason: 'They asked.' })).status).toBe(409);
    expect(await auditActions(user.id)).toEqual(expect.arrayContaining(['user.registered', 'user.deleted']));
    const [letter] = await app.mail.sentTo(user.email);
    expect(letter?.kind).toBe('account-deleted');

    const again = await app.make.user({ email: user.email });
    expect(again.id).not.toBe(user.id);
  });

  it('waits for what is under way: listings, offers, sales, credit orders', async () => {
    const listings = makeListings(app);
    const { id: listingId, seller } = await listings.active();
    const buyer = await listings.buyerOf(listingId);
    const refusalOf = async (user: TestUser) => (await remove(user)).body.detail;
    expect((await remove(seller)).body.code).toBe('deletion_prevented');
    expect(await refusalOf(seller)).toContain('Withdraw your listings');
    const offerId = await makeOffers(app).offer(buyer, listingId);
    expect(await refusalOf(buyer)).toContain('open offers');
    expect((await seller.post(`/offers/${offerId}/accept`, FIRST_VERSION)).status).toBe(201);
    expect(await refusalOf(buyer)).toContain('A deal of yours');
    expect(await refusalOf(seller)).toContain('A deal of yours');

    const waiting = await app.make.buyer();
    const order = { credits: 1, method: 'BANK_DEBIT', paymentMethodId: 'pm_usBankAccount_success' };
    expect((await waiting.post('/credits/purchase', order)).status).toBeLessThan(300);
    expect(await refusalOf(waiting)).toContain('You have ordered credits');
    expect(await refusalOf(waiting)).toContain('A payment of yours');
    expect((await waiting.get('/users/me')).status).toBe(200);
  });

  it('is refused to the last admin', async () => {
    const alone = await startTestApp();
    try {
      const admin = await alone.make.admin();
      expect((await remove(admin)).body.code).toBe('last_admin');
      const second = await alone.make.admin();
      expect((await remove(second)).status).toBe(200);
    } finally {
      await alone.close();
    }
  });
});
