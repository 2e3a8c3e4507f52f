/** What the checks of a carrier, and the seller's proof of control over it, allow its listing. */
import { type Refusal, refusal } from '../../platform/kernel/refusal';
import type { CheckLine, CheckReport } from '../carriers';

/** A submission needs this level of proof of control: a code to the federal record, or more. */
export const SUBMISSION_CONTROL_LEVEL = 1;
/** A publication needs this one: evidence that an admin has reviewed. */
export const LEAST_CONTROL_LEVEL = 2;

export type CarrierRefusalCode = 'carrier_hard_stop' | 'carrier_checks_incomplete' | 'control_not_proven';

type CarrierRefusal = Refusal<CarrierRefusalCode>;

const failedHardStops = (report: CheckReport): CheckLine[] =>
  report.checks.filter(({ id }) => report.hardStops.includes(id));

const unansweredHardStops = (report: CheckReport): CheckLine[] =>
  report.checks.filter(({ hardStop, verdict }) => hardStop && verdict === 'UNKNOWN');

/** Every check that could stop the carrier has an answer. */
export const isComplete = (report: CheckReport): boolean => unansweredHardStops(report).length === 0;

const sentenceOf = ({ title, value, rule }: CheckLine): string =>
  `${title}: FMCSA record shows ${value ?? 'nothing'}. ${rule}`;

/** One sentence for each check that stops the carrier. */
export const describeHardStops = (report: CheckReport): string =>
  failedHardStops(report).map(sentenceOf).join(' ');

const refuse = (code: CarrierRefusalCode, because: string, lines: CheckLine[]): CarrierRefusal | null =>
  lines.length === 0
    ? null
    : {
        code,
        because,
        fields: lines.map((line) => ({ field: `carrier.${line.id}`, message: sentenceOf(line) })),
      };

export const refuseHardStops = (report: CheckReport): CarrierRefusal | null =>
  refuse('carrier_hard_stop', describeHardStops(report), failedHardStops(report));

/** What is not known never counts as passed. */
export const refuseIncompleteChecks = (report: CheckReport): CarrierRefusal | null =>
  refuse(
    'carrier_checks_incomplete',
    'FMCSA did not answer every check that can stop a carrier. Try again later.',
    unansweredHardStops(report),
  );

export const refuseUnprovenSubmission = (level: number): CarrierRefusal | null =>
  level >= SUBMISSION_CONTROL_LEVEL
    ? null
    : refusal(
        'control_not_proven',
        'Prove control of the carrier before you submit the listing: ask for a code to the e-mail address on the federal ' +
          'record, or for a review of your evidence.',
      );

export const refuseControlLevel = (level: number): CarrierRefusal | null =>
  level >= LEAST_CONTROL_LEVEL
    ? null
    : refusal(
        'control_not_proven',
        `The seller's proof of control is at level ${level} of ${LEAST_CONTROL_LEVEL}. An admin has to review the ` +
          'evidence of identity, registration and tax number first.',
      );
