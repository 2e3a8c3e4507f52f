/** Tells people how far they have proved that they control a carrier. */
import { proofOfControlChanged } from '../../carriers';
import { defineNotice, user } from '../notice';
import { reasonGiven } from '../notice.words';

const HEADLINES = {
  CODE_CONFIRMED: 'Your first proof of control is complete',
  RECORDED: 'Your proof of control was accepted',
  REVIEW_DECLINED: 'Your proof of control was not accepted',
  REVOKED: 'Your proof of control was withdrawn',
  SOLD: 'Your proof of control ended with the sale',
  CONTACTS_CHANGED: 'Your proof of control ended with a change of the federal record',
  PAPER_FELL: 'Your proof of control ended with a paper that it rested on',
  LAPSED: 'Your proof of control ended after a year',
};

/** What each of the levels 0 to 3 allows. */
const MEANINGS = [
  'A listing of this carrier cannot be submitted or published for now.',
  'Next, hand in papers: the state registration, the EIN letter and an identity paper. Once we have verified them, a listing can be published. You can submit it now.',
  'You can publish a listing of this carrier. Before a sale of it can close, you prove control at level 3, in a live session with us.',
  'You can publish a listing of this carrier, and a sale of it can close.',
];

export const proofOfControlChangedNotice = defineNotice({
  on: proofOfControlChanged,
  kind: 'PROOF_OF_CONTROL_CHANGED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: ({ usdot, cause }) => `${HEADLINES[cause]}: USDOT ${usdot}`,
  text: ({ level, reason }) => [MEANINGS[level] ?? null, reasonGiven(reason)],
  link: ({ usdot }) => ({ type: 'CARRIER', id: String(usdot), title: `USDOT ${usdot}` }),
});
