/** Operators see each letter as a mail program shows it, before anybody gets it. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startTestApp, type TestApp } from '../tests/support/app';
import { runMcx } from '../tests/support/run-mcx';
import { makeTemporaryFolder } from '../tests/support/temporary-folder';

let app: TestApp;
let folder: string;
beforeAll(async () => {
  app = await startTestApp();
  folder = makeTemporaryFolder('test');
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const preview = (...args: string[]) => runMcx(app, ['mail', 'preview', ...args]);

it('writes the page of a letter, and refuses a kind that there is not', async () => {
  const file = join(folder, 'letter.html');
  const [written, refused] = await Promise.all([
    preview('offer_made', '--write', file),
    preview('OFFER_LOST'),
  ]);
  expect(written).toEqual({ code: 0, printed: '' });
  const page = readFileSync(file, 'utf8');
  expect(page).toMatch(/^<!doctype html>/i);
  expect(page).toContain('$250,000.00: “Midwest dry van carrier, 14 trucks”');
  expect(refused.code).toBe(1);
  expect(refused.printed).toContain('There is no letter called OFFER_LOST.');
});
