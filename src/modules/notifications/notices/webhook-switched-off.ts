/** Tells people that their programs hear nothing any more, why, and how that changes. */
import { webhookSwitchedOff } from '../../webhook-endpoints';
import { defineNotice, user } from '../notice';

const BECAUSE = {
  GONE: 'It answered that it is gone (410).',
  FAILING: 'It took none of your events for days.',
  ACCESS_VOIDED:
    'Your password or second factor was changed, or you took your account back, so whatever was set up before is stopped. If it is yours, save its address again, make a new secret, and resume it.',
  SECRET_LOST: 'The secret that signs its events was lost. Create a new one with it.',
};

export const webhookSwitchedOffNotice = defineNotice({
  on: webhookSwitchedOff,
  kind: 'WEBHOOK_SWITCHED_OFF',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: ({ host }) => `Your webhook endpoint at ${host} was switched off`,
  text: ({ reason }) => [
    BECAUSE[reason],
    'Nothing is sent there until you resume it. What happens meanwhile is kept for 30 days, and you can have it sent then.',
  ],
  link: ({ endpointId, host }) => ({ type: 'WEBHOOK', id: endpointId, title: host }),
});
