/** What a gateway's refusal means for the person who waits: theirs to mend, or ours, which passes. */
import type { Problem } from '../../../platform/http/problem';
import { GatewayRefusal, type Gateways } from '../../gateway';
import { callGateway } from './billing-gateways';

const gateways = { find: () => ({ billing: {} }) } as unknown as Gateways;

it.each([
  ['card_declined', 'payment_gateway_refused', 'Key expired.'],
  ['api_key_expired', 'payment_gateway_unavailable', 'The payment gateway does not answer.'],
  ['balance_insufficient', 'payment_gateway_unavailable', 'The payment gateway does not answer.'],
])('%s is told as %s', async (code, told, words) => {
  const refusing = () => Promise.reject(new GatewayRefusal(code, 'Key expired.'));
  const problem = (await callGateway({ gateways }, 'stripe', refusing).catch(
    (error: unknown) => error,
  )) as Problem;
  expect(problem.kind.code).toBe(told);
  expect(problem.message).toContain(words);
});
