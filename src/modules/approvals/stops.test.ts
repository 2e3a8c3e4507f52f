/** Nobody becomes two: whoever shuts the other administrators out, lets them in or makes new ones needs another one. */
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { anOrder } from '../../../tests/support/make-payments';
import { runMcx } from '../../../tests/support/run-mcx';
import { codeOf, succeed } from '../../../tests/support/make-transactions';
import { DAY_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';

const reason = 'To see who may.';
const NEEDS_ANOTHER = '409 second_admin_needed';

let app: TestApp;
let one: TestUser;
let other: TestUser;
beforeEach(async () => {
  app = await startTestApp();
  one = await app.make.admin();
  other = await app.make.admin();
});
afterEach(() => app.close());

const setRoles = (by: TestUser, { id }: { id: string }, ...roles: string[]) =>
  codeOf(by.post(`/admin/users/${id}/roles`, { roles, reason }));
const move = (by: TestUser, { id }: { id: string }, verb: 'suspend' | 'block' | 'unblock') =>
  codeOf(by.post(`/admin/users/${id}/${verb}`, { reason }));
const now = async ({ id }: { id: string }) => {
  const { roles, status } = await app.modules.identity.getUser(id);
  return [status, ...roles].join(' ');
};
const settle = (decision: string, { email }: TestUser) =>
  runMcx(app, ['settle-suspension', '--email', email, '--as', decision, '--reason', 'We called them.']);

it('who suspends the only other administrator makes no friend one, and lets nobody back in', async () => {
  const friend = await app.make.buyer();
  expect(await setRoles(one, friend, 'BUYER', 'ADMIN')).toBe('200');
  expect(await move(one, other, 'suspend')).toBe('200');
  expect(await now(other)).toBe('SUSPENDED admin');
  expect((await other.get('/users/me')).status).toBe(401);
  for (const verb of ['suspend', 'block', 'unblock'] as const)
    expect([verb, await move(one, other, verb)]).toEqual([verb, NEEDS_ANOTHER]);
  expect(await setRoles(one, friend, 'BUYER', 'ADMIN')).toBe(NEEDS_ANOTHER);
  expect(await setRoles(one, other, 'BUYER')).toBe(NEEDS_ANOTHER);
  // Of those who are none, too: no role at all.
  expect(await setRoles(one, friend, 'BUYER', 'SELLER')).toBe(NEEDS_ANOTHER);
  expect([await now(other), await now(friend)]).toEqual(['SUSPENDED admin', 'ACTIVE buyer']);
});

it('who stopped one stops no second one, and agrees to no money, until another one has confirmed it', async () => {
  const third = await app.make.admin();
  const { payments } = app.modules;
  const amountCents = 40_000_000;
  const { id } = await payments.start({ ...anOrder('WIRE'), amountCents });
  const wire = { amountCents, reference: newId() };
  const confirm = ({ id: userId }: TestUser) =>
    payments.confirmWire({ kind: 'user', userId, roles: ['admin'], sessionId: userId }, id, wire).then(
      ({ status }) => status,
      ({ code }: { code: string }) => code,
    );
  expect(await confirm(one)).toBe('STARTED');
  expect(await move(one, other, 'suspend')).toBe('200');
  // What they had asked for waits no more, and as the second they do not count.
  expect(await confirm(third)).toBe('STARTED');
  expect(await confirm(one)).toBe('second_admin_needed');
  expect(await move(one, third, 'suspend')).toBe(NEEDS_ANOTHER);
  const [waiting] = (await third.get('/admin/approvals')).body.data.filter(
    ({ subject }: { subject: { id: string } }) => subject.id === other.id,
  );
  expect(waiting).toMatchObject({ first: { id: one.id }, lapsesAt: null });
  await app.later(30 * DAY_MS);
  expect(await app.modules.approvals.listFirstWords()).toMatchObject([{ subject: { id: other.id } }]);
});

it('is told to every other administrator, whoever did it included', async () => {
  const third = await app.make.user({ roles: ['admin'], firstName: 'Theodora' });
  const nobody = await app.make.buyer();
  const lettersTo = async ({ email }: TestUser) => {
    await app.settle();
    return (await app.mail.sentTo(email))
      .filter(({ kind }) => kind === 'account-status')
      .map(({ subject }) => subject);
  };
  expect(await move(one, third, 'suspend')).toBe('200');
  expect(await lettersTo(third)).toEqual(['Your account at MC Exchange is suspended']);
  for (const admin of [one, other])
    expect(await lettersTo(admin)).toEqual(['The administrator Theodora P. is suspended']);
  const [letter] = await app.mail.sentTo(other.email);
  expect(letter?.text).toContain(`Test P. suspended Theodora P.`);
  expect(letter?.text).toContain(`/admin/users/${third.id}`);
  // Of anybody else they are told nothing.
  expect(await move(other, nobody, 'suspend')).toBe('200');
  expect(await lettersTo(other)).toHaveLength(1);
});

it('is confirmed by another one, and two then let them back in', async () => {
  const third = await app.make.admin();
  expect(await move(one, other, 'suspend')).toBe('200');
  expect(await move(third, other, 'suspend')).toBe('200');
  expect(await move(third, other, 'suspend')).toBe('409 user_status_forbids');
  expect(await app.modules.approvals.listFirstWords()).toEqual([]);
  expect(await move(one, other, 'unblock')).toBe('200');
  expect(await now(other)).toBe('SUSPENDED admin');
  expect(await move(one, other, 'unblock')).toBe(NEEDS_ANOTHER);
  expect(await move(third, other, 'unblock')).toBe('200');
  expect(await now(other)).toBe('ACTIVE admin');
});

it('is settled by whoever runs the servers, where nobody else is left to ask', async () => {
  const friend = await app.make.buyer();
  expect((await settle('LIFTED', other)).code).toBe(1);
  expect(await move(one, other, 'suspend')).toBe('200');
  expect(await settle('LIFTED', other)).toMatchObject({ code: 0 });
  expect(await now(other)).toBe('ACTIVE admin');
  expect(await move(one, other, 'suspend')).toBe('200');
  expect(await settle('CONFIRMED', other)).toMatchObject({ code: 0 });
  expect(await now(other)).toBe('SUSPENDED admin');
  // They act again, and still are one.
  expect(await setRoles(one, friend, 'SELLER')).toBe('200');
  for (const code of ['200', NEEDS_ANOTHER]) expect(await setRoles(one, friend, 'ADMIN')).toBe(code);
  expect(await now(friend)).toBe('ACTIVE seller');
});

it('a report suspends no administrator', async () => {
  const reporter = await app.make.buyer();
  const told = { category: 'FRAUD', description: 'They asked for money outside of escrow.' };
  const sent = { subject: { type: 'USER', id: other.id }, ...told };
  const { id } = (await succeed(reporter.post('/reports', sent))).body.data as { id: string };
  const decision = { outcome: 'USER_SUSPENDED', message: 'Seen.', reason };
  expect(await codeOf(one.post(`/admin/reports/${id}/decide`, decision))).toBe('422 outcome_not_fitting');
});

describe('an administrator who is alone', () => {
  const aLone = async (status: string, deletedDaysAgo?: number) => {
    await app.platform.database.change('UPDATE users SET status = :status, deletedAt = :at WHERE id = :id', {
      ...{ id: other.id, status },
      at: deletedDaysAgo === undefined ? null : app.clock.now() - deletedDaysAgo * DAY_MS,
    });
  };

  it.each<[string, () => Promise<unknown>, boolean]>([
    ['because the other is blocked', () => aLone('BLOCKED'), false],
    ['because the other has deleted their account this month', () => aLone('BLOCKED', 30), false],
    ['for a quarter of a year, since the other has deleted their account', () => aLone('BLOCKED', 91), true],
    [
      'because two have taken the role from the other',
      async () => {
        const third = await app.make.admin();
        for (const by of [one, third]) await setRoles(by, other, 'BUYER');
        await app.platform.database.change('DELETE FROM user_roles WHERE userId = :id', { id: third.id });
      },
      false,
    ],
    [
      'from the beginning',
      () => app.platform.database.change('DELETE FROM user_roles WHERE userId = :id', { id: other.id }),
      true,
    ],
  ])('%s', async (_, begin, makesOne) => {
    await begin();
    const friend = await app.make.buyer();
    expect(await setRoles(one, friend, 'ADMIN')).toBe('200');
    expect(await now(friend)).toBe(makesOne ? 'ACTIVE admin' : 'ACTIVE buyer');
  });
});
