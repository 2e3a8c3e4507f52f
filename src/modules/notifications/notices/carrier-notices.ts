/** What a person is told about his proof that he controls a carrier. */
import { proofOfControlChanged } from '../../carriers';
import { saying, sentences, when } from '../notification.rules';

const HEADLINES = {
  CODE_CONFIRMED: 'Your first proof of control is complete',
  RECORDED: 'Your proof of control was accepted',
  REVIEW_DECLINED: 'Your proof of control was not accepted',
  REVOKED: 'Your proof of control was withdrawn',
};

/** What each level lets the person do: see the domain's levels 0 to 3. */
const MEANINGS = [
  'A listing of this carrier cannot be published at present.',
  'Next we review your identity, the state registration and the EIN evidence; then a listing can be published.',
  'A listing of this carrier can be published.',
  'A listing of this carrier can be published, and a sale of it can close.',
];

export const carrierNotices = [
  when(proofOfControlChanged, ({ userId, usdot, level, cause, reason }) => [
    {
      to: userId,
      title: `${HEADLINES[cause]}: USDOT ${usdot}`,
      body: sentences(MEANINGS[level] ?? null, saying(reason)),
      subject: { type: 'CARRIER', id: String(usdot) },
    },
  ]),
];
