/** Tells people what was written down as their answer by telephone, and until when they can undo it. */
import { telephoneAnswerRecorded } from '../../assistance';
import { defineNotice, user } from '../notice';
import { dayAndTime, headline } from '../notice.words';

export const telephoneAnswerRecordedNotice = defineNotice({
  on: telephoneAnswerRecorded,
  kind: 'TELEPHONE_ANSWER_RECORDED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: ({ title }) => headline('Your answer by telephone', title),
  text: ({ says, said, heardAt, takesEffectAt }, telling) => [
    `On ${dayAndTime(heardAt, telling)} you told us: “${said}” We wrote it down as this: ${says}`,
    `It takes effect on ${dayAndTime(takesEffectAt, telling)}. Until then you can undo it.`,
    'If it was not you, or we got it wrong, undo it now and write to us.',
  ],
  link: ({ answerId, title }) => ({ type: 'TELEPHONE_ANSWERS', id: answerId, title }),
});
