/** Tells somebody that they are named as a broker, and have yet to accept. */
import { mandateGiven } from '../../brokers';
import { defineNotice, user } from '../notice';
import { dayAndTime, MANDATE_SIDES } from '../notice.words';

export const mandateGivenNotice = defineNotice({
  on: mandateGiven,
  kind: 'MANDATE_GIVEN',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ brokerId }) => [user(brokerId)],
  title: ({ clientName }) => `${clientName} names you as their broker`,
  text: ({ clientName, side, answerBy }, telling) => [
    `${clientName} would let you act for them in ${MANDATE_SIDES[side]}. Read the terms, and accept or decline by ${dayAndTime(answerBy, telling)}.`,
    'If you do not know them, decline it.',
  ],
  usefulUntil: ({ answerBy }) => answerBy,
  link: ({ mandateId, clientName }) => ({ type: 'BROKERS', id: mandateId, title: clientName }),
});
