/** What the checks of a carrier come to together. */
import { CHECK_LINES } from './check-lines.rules';
import type { CheckInput, CheckLine, CheckVerdict } from './check-terms';

/** Applies every check that applies. FAIL if one failed, else UNKNOWN if a hard stop could not be ruled out. */
export function checkCarrier(input: CheckInput, sourceOf: (part: string) => string): CheckVerdict {
  const checks = CHECK_LINES.flatMap(({ id, title, rule, part, hardStop, find }): CheckLine[] => {
    const found = find(input);
    if (!found) return [];
    const verdict = input.outdated && found.verdict === 'PASS' ? 'UNKNOWN' : found.verdict;
    return [
      {
        id,
        title,
        verdict,
        value: found.value,
        rule,
        source: sourceOf(part),
        hardStop: found.stops ?? hardStop,
      },
    ];
  });
  return verdictOf(checks);
}

/** The carrier was on record once, and FMCSA does not know its number any more. */
export function checkVanished(source: string): CheckVerdict {
  const checks = CHECK_LINES.filter(({ id }) => id === 'usdot.found' || id === 'usdot.active');
  return verdictOf(
    checks.map(({ id, title, rule, hardStop }) => {
      return { id, title, verdict: 'FAIL', value: 'not in the record', rule, source, hardStop };
    }),
  );
}

/** What stops the carrier, a line each: the check, and what the record shows. */
export const hardStopsInWords = ({ checks, hardStops }: CheckVerdict): string[] =>
  checks
    .filter(({ id }) => hardStops.includes(id))
    .map(({ title, value }) => `${title}: FMCSA record shows ${value ?? 'nothing'}`);

function verdictOf(checks: CheckLine[]): CheckVerdict {
  const hardStops = checks.filter(({ hardStop, verdict }) => hardStop && verdict === 'FAIL');
  const failed = checks.some(({ verdict }) => verdict === 'FAIL');
  const undecided = checks.some(({ hardStop, verdict }) => hardStop && verdict === 'UNKNOWN');
  return {
    outcome: failed ? 'FAIL' : undecided ? 'UNKNOWN' : 'PASS',
    hardStops: hardStops.map(({ id }) => id),
    checks,
  };
}
