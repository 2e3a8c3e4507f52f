/** Warns people that their events go to an address: whoever got into an account would name one of their own. */
import { webhookAddressSet } from '../../webhook-endpoints';
import { defineNotice, user } from '../notice';

export const webhookAddressSetNotice = defineNotice({
  on: webhookAddressSet,
  kind: 'WEBHOOK_ADDRESS_SET',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: ({ host }) => `Your events are sent to ${host}`,
  text: ({ host }) => [
    `From now on the events of your offers, deals and payments that you chose are sent to ${host}.`,
    'If this wasn’t you, delete the webhook endpoint and choose a new password.',
  ],
  link: ({ endpointId, host }) => ({ type: 'WEBHOOK', id: endpointId, title: host }),
});
