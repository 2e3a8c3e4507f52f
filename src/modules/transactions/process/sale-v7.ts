/**
 * The process of a sale in escrow, version 7. It differs from version 6 in whose silence the end of a review counts: an
 * agreement waits for the sides that have not signed it, whoever owns its item, and a question or another agreement at the
 * last minute counts against whoever is asked only after the time to answer. Each side questions an item three times.
 */
import { ANSWER_TIME } from './guards/answers.rules';
import type { Process, Transition } from './process';
import { saleV6 } from './sale-v6';

const leavingTime = (row: Transition): Transition => ({
  ...row,
  effects: [...row.effects, 'leaveTimeToAnswer'],
});

function inVersion7(row: Transition): Transition {
  if (row.when === 'silenceIsBuyers') return { ...row, when: 'buyerAloneMissing' };
  if (row.name === 'QUESTION_ITEM') return leavingTime({ ...row, guards: [...row.guards, 'questionsLeft'] });
  return row.effects.includes('replaceAgreement') ? leavingTime(row) : row;
}

export const saleV7: Process = {
  ...saleV6,
  version: 'sale-v7',
  transitions: saleV6.transitions.map(inVersion7),
  offers: {
    ...saleV6.offers,
    QUESTION_ITEM:
      'Questions a settled item of the other side, with a reason, three times at most: it counts as open until it is settled anew ' +
      `or the question is withdrawn. The other side has ${ANSWER_TIME} to answer; a deadline before that moves, by a week in all.`,
  },
};
