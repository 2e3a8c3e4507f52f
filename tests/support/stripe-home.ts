/** For every test file of the project that runs on Stripe: which gateway, and what none of them may leave behind. */
import { undescribedRequests } from './stripe-stand-in';

process.env.TEST_GATEWAY = 'stripe';

afterAll(() => {
  expect(undescribedRequests()).toEqual([]);
});
