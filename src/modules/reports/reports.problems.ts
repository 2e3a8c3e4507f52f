/** The ways in which reporting and deciding reports can be refused. */
import { notFound, problemKind } from '../../platform/http/problem';

export const noSuchReport = () => notFound('There is no such report here.');
export const nothingToReport = () => notFound('There is nothing here to report under this id.');

export const reportOpen = problemKind(
  'report_open',
  409,
  'You have reported this already',
  'Wait for the decision, or withdraw your report.',
);
export const tooManyReports = problemKind(
  'too_many_reports',
  409,
  'Too many of your reports are open',
  'Wait for decisions, or withdraw reports.',
);
export const ownSubject = problemKind(
  'own_subject',
  409,
  'This is your own',
  'Change or delete it yourself, or write to support.',
);
export const reportClosed = problemKind(
  'report_closed',
  409,
  'The report is closed',
  'Read the list of open reports.',
);
export const outcomeNotFitting = problemKind(
  'outcome_not_fitting',
  422,
  'The outcome does not fit the report',
  'Choose one that the report lists, and say what the person concerned is told.',
  { field: 'outcome' },
);
