/** What may be decided about which subject, and how many reports one person may have open. */
import { type Refusal, refusal } from '../../platform/kernel/refusal';
import type { Outcome, SubjectType } from './report.model';

/** Of one reporter: more would be a way to bury the office. */
export const MOST_OPEN = 10;

const OUTCOMES_OF: Record<SubjectType, readonly Outcome[]> = {
  USER: ['NO_ACTION', 'WARNING', 'USER_SUSPENDED'],
  LISTING: ['NO_ACTION', 'WARNING', 'LISTING_SUSPENDED', 'USER_SUSPENDED'],
  REVIEW: ['NO_ACTION', 'WARNING', 'CONTENT_HIDDEN', 'USER_SUSPENDED'],
  DOCUMENT: ['NO_ACTION', 'WARNING', 'CONTENT_HIDDEN', 'USER_SUSPENDED'],
};

export const outcomesOf = (subject: SubjectType): readonly Outcome[] => OUTCOMES_OF[subject];

export const refuseOutcome = (
  subject: SubjectType,
  outcome: Outcome,
  message: string | undefined,
): Refusal<'outcome_not_fitting'> | null => {
  if (!OUTCOMES_OF[subject].includes(outcome)) {
    return refusal('outcome_not_fitting', `Possible here: ${OUTCOMES_OF[subject].join(', ')}.`);
  }
  return outcome !== 'NO_ACTION' && message === undefined
    ? refusal('outcome_not_fitting', 'Whoever is concerned is told why: send `message`.')
    : null;
};
