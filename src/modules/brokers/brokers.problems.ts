/** The ways in which mandates can be refused. */
import { problemKind, refusalThrower } from '../../platform/http/problem';
import type { BrokersRefusal } from './brokers.rules';

export const mandateNotGiven = problemKind(
  'mandate_not_given',
  409,
  'The mandate waits for no answer',
  'Ask the client for a new one.',
);
export const mandateNotActive = problemKind(
  'mandate_not_active',
  409,
  'The mandate does not hold',
  'Read it again; a new one can be given.',
);
export const mandateDays = problemKind(
  'mandate_days',
  422,
  'A mandate ends within a year',
  'Choose a day between tomorrow and a year from now.',
  { field: 'endsAt' },
);
export const mandateExists = problemKind(
  'mandate_exists',
  409,
  'You have a broker for this side already',
  'End that mandate first.',
);
export const mandateTermsOutdated = problemKind(
  'mandate_terms_outdated',
  409,
  'The terms have a newer version',
  'Read GET /brokers/terms and sign that version.',
  { field: 'termsVersion' },
);
export const notYourBroker = problemKind(
  'not_your_broker',
  422,
  'This person cannot be the broker',
  'Name somebody else, who is no administrator here.',
  { field: 'email' },
);

export const throwIfRefused = refusalThrower<BrokersRefusal>({
  mandate_not_given: mandateNotGiven,
  mandate_not_active: mandateNotActive,
  mandate_days: mandateDays,
});
