/** The journeys of the command line, one after another on one installation: each ends as it should, and the books balance. */
import { JOURNEY_KINDS, runJourney } from '../src/journey/journey';
import { startTestApp, type TestApp } from './support/app';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
  app.platform.queue.start();
  app.platform.scheduler.start();
});

afterAll(() => app.close());

it.each(JOURNEY_KINDS)('a journey of the kind "%s" ends as it should', async (kind) => {
  const signIn = async () => {
    const { email, password } = await app.make.admin();
    return { email, password };
  };
  const outcome = await runJourney({
    ...{ url: app.url, kind, usdot: await app.fmcsa.addCarrier() },
    ...{ admin: await signIn(), secondAdmin: await signIn(), write: () => undefined },
  });
  expect(outcome.off).toEqual([]);
});

it('reconcile finds nothing after them', async () => {
  expect(await app.violations()).toEqual([]);
});
