/** The first admin of an installation can sign in, also where addresses are to be confirmed and no mail has left yet. */
import { startTestApp, type TestApp } from '../tests/support/app';
import { runMcx } from '../tests/support/run-mcx';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ environment: { FEATURE_EMAIL_VERIFICATION_REQUIRED: 'true' } });
});
afterAll(() => app.close());

it('makes an admin whose address the operator vouches for', async () => {
  const email = 'first.admin@example.com';
  const password = 'violet harbour under the rain';
  const names = ['--first-name', 'First', '--last-name', 'Admin'];
  const made = await runMcx(app, ['create-admin', '--email', email, ...names], `${password}\n`);
  expect([made.code, made.printed]).toEqual([0, expect.stringContaining(email)]);
  const { status, body } = await app.anonymous.post('/auth/login', { email, password });
  expect([status, body.data?.user?.roles]).toEqual([200, ['ADMIN']]);
});
