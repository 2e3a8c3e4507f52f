/** What the score asks of rating, inspections, crashes and BASICs. */
import { isIntermediary } from '../authority.rules';
import type { CarrierProfile, Inspections } from '../carrier-profile';
import { at, none, type RiskFinding, type RiskRule } from './risk-terms';

/** Fewer inspections say nothing of a rate. */
const LEAST_INSPECTIONS = 10;

const NOT_ON_THE_ROAD = 'a broker or freight forwarder, which is not on the road';

export const SAFETY_RULES: RiskRule[] = [
  {
    id: 'safety.rating',
    group: 'SAFETY',
    max: 10,
    rule: 'Unsatisfactory or Conditional 10, not rated 2.',
    part: 'carrier',
    assess(profile) {
      const { rating, ratedOn } = profile.safety;
      if ((rating === null || rating === 'NOT_RATED') && isIntermediary(profile))
        return none(NOT_ON_THE_ROAD);
      if (rating === null) return null;
      if (rating === 'NOT_RATED') return at(2, 'no safety rating');
      const shows = `a rating of ${rating.toLowerCase()}${ratedOn === null ? '' : ` of ${ratedOn}`}`;
      return at(rating === 'SATISFACTORY' ? 0 : 10, shows);
    },
  },
  {
    id: 'safety.out-of-service-rate',
    group: 'SAFETY',
    max: 9,
    rule:
      'The worse of the vehicle and driver out-of-service rates against the national average: equal or above 3, from 1.5 times 6, ' +
      `above twice 9; of at least ${LEAST_INSPECTIONS} inspections. No inspection at all with trucks on the road 6.`,
    part: 'carrier',
    assess: outOfServiceRate,
  },
  {
    id: 'safety.fatal-crash',
    group: 'SAFETY',
    max: 5,
    rule: 'A fatal crash in the 24 months that the record covers 5.',
    part: 'carrier',
    assess({ safety: { crashes } }) {
      if (crashes.fatal === null) return null;
      return at(crashes.fatal > 0 ? 5 : 0, `fatal crashes: ${crashes.fatal}`);
    },
  },
  {
    id: 'safety.basics',
    group: 'SAFETY',
    max: 1,
    rule: 'A BASIC above its intervention threshold, or a serious violation found within 12 months, 1.',
    part: 'basics',
    assess({ basics }) {
      if (basics === null) return null;
      const alerts = basics.filter(
        ({ overThreshold, seriousViolation }) => overThreshold || seriousViolation,
      );
      if (alerts.length === 0) return none('no BASIC with an alert');
      return at(1, `an alert in ${alerts.map(({ name }) => name).join(', ')}`);
    },
  },
];

function outOfServiceRate(profile: CarrierProfile): RiskFinding | null {
  const { safety, fleet } = profile;
  const { vehicle, driver } = safety;
  const inspected = (vehicle.inspections ?? 0) + (driver.inspections ?? 0) > 0;
  if (!inspected && isIntermediary(profile)) return none(NOT_ON_THE_ROAD);
  if (vehicle.inspections === 0 && driver.inspections === 0) {
    if (fleet.powerUnits === null) return null;
    return at(fleet.powerUnits > 0 ? 6 : 0, `no inspection; power units: ${fleet.powerUnits}`);
  }
  const measured = [
    { kind: 'vehicle', ...vehicle },
    { kind: 'driver', ...driver },
  ].flatMap((each) => (ratioOf(each) === null ? [] : [{ ...each, ratio: ratioOf(each) as number }]));
  const worst = measured.sort((a, b) => b.ratio - a.ratio)[0];
  if (!worst) return null;
  const { ratio, kind, ratePct, inspections, nationalAveragePct } = worst;
  const points = ratio > 2 ? 9 : ratio >= 1.5 ? 6 : ratio >= 1 ? 3 : 0;
  return at(
    points,
    `a ${kind} out-of-service rate of ${ratePct}% in ${inspections} inspections, ` +
      `${ratio.toFixed(2)} times the national ${nationalAveragePct}%`,
  );
}

const ratioOf = ({ inspections, ratePct, nationalAveragePct }: Inspections): number | null =>
  inspections === null || inspections < LEAST_INSPECTIONS || ratePct === null
    ? null
    : ratePct / nationalAveragePct;
