/** Each check of a carrier against its federal record: what it asks, by which rule, and what it finds. */
import { iso } from '../../../platform/kernel/clock';
import {
  activeKinds,
  isIntermediary,
  mayTradeForHire,
  needsNoAgents,
  needsSecurity,
  standingOf,
} from '../authority.rules';
import type { CarrierProfile } from '../carrier-profile';
import { materialOf } from '../difference.rules';
import { monthsSince, wholeDollars } from '../figures.rules';
import { compareNames } from '../names.rules';
import {
  announcedLosses,
  BROKER_SECURITY_DOLLARS,
  CANCELLATION_STOPS_DAYS,
  cancellationWords,
  pendingCancellations,
  stoppingCancellation,
} from '../history.rules';
import { coversOrders } from '../waivers/waiver.rules';
import type { CheckInput, CheckRule, Found } from './check-terms';

/** A carrier files its MCS-150 every 24 months (49 CFR 390.19). */
const MCS150_MONTHS = 24;

const byKnown = (known: boolean | null, value: string | null): Found => ({
  verdict: known === null ? 'UNKNOWN' : known ? 'PASS' : 'FAIL',
  value,
});

export const CHECK_LINES: CheckRule[] = [
  {
    id: 'usdot.found',
    title: 'The USDOT number is in the record',
    rule: 'FMCSA knows the number.',
    part: 'carrier',
    hardStop: false,
    find: ({ profile }) => ({ verdict: 'PASS', value: `USDOT ${profile.usdot}` }),
  },
  {
    id: 'usdot.active',
    title: 'The USDOT number is active',
    rule: 'The status of the number is active; a carrier that may not operate at present is worth a question.',
    part: 'carrier',
    hardStop: true,
    find({ profile: { identity } }) {
      if (identity.usdotStatus === 'ACTIVE' && identity.allowedToOperate === false) {
        return { verdict: 'WARN', value: 'active, but not allowed to operate' };
      }
      return byKnown(
        identity.usdotStatus === null ? null : identity.usdotStatus === 'ACTIVE',
        identity.usdotStatus?.toLowerCase() ?? null,
      );
    },
  },
  {
    id: 'docket.belongs',
    title: 'The docket number belongs to the carrier',
    rule: 'The declared docket number is among those of the USDOT number.',
    part: 'docket-numbers',
    hardStop: false,
    find({ profile: { dockets }, declared: { docketNumber } }) {
      if (docketNumber === undefined) return null;
      return byKnown(dockets && dockets.includes(docketNumber), dockets && (dockets.join(', ') || 'none'));
    },
  },
  {
    id: 'authority.active',
    title: 'Operating authority is active',
    rule:
      'Common or contract authority is active under at least one docket, or that of a broker or freight forwarder where the ' +
      'company never was a carrier for hire (49 U.S.C. 13901). Leave to operate alone is not authority.',
    part: 'authority',
    hardStop: true,
    find({ profile }) {
      const kinds = activeKinds(profile);
      const { forHire, broker, forwarder } = standingOf(profile);
      const shown = kinds.length > 0 ? `active: ${kinds.join(', ')}` : 'none active';
      const may = mayTradeForHire(profile);
      // The record shows no state of an FF docket: a question, and nothing that stops.
      if (may === null && forHire === 'NONE' && forwarder === null) {
        return {
          verdict: 'WARN',
          value: 'freight forwarder: the record does not show the state of its authority',
        };
      }
      return byKnown(may, forHire === null && broker === null ? null : shown);
    },
  },
  {
    id: 'out-of-service.none',
    title: 'No out-of-service order is in force',
    rule:
      'The record bears no out-of-service order (49 CFR 385.13, 386.72, 386.83), or an administrator has recorded why ' +
      'an old or rescinded one does not stop.',
    part: 'oos',
    hardStop: true,
    find({ profile, waiver }) {
      const { safety } = profile;
      const { inForce, since } = safety.outOfService;
      if (inForce === true && coversOrders(waiver, safety.outOfService)) {
        const until = iso(waiver.endsAt).slice(0, 10);
        return {
          verdict: 'WARN',
          value: `one of ${since ?? 'an unknown day'}, which by an administrator's record does not stop until ${until}`,
        };
      }
      const rescinded = profile.history.orders?.find(
        ({ orderedOn, rescindedOn }) => orderedOn === since && rescindedOn,
      );
      const known = rescinded ? `, rescinded on ${rescinded.rescindedOn} by the open data` : '';
      const value =
        inForce === null ? null : inForce ? `in force since ${since ?? 'an unknown day'}${known}` : 'none';
      return byKnown(inForce === null ? null : !inForce, value);
    },
  },
  {
    id: 'insurance.liability',
    title: 'Liability insurance on file is at least what is required',
    rule: 'Public liability on file is not below the amount required of this carrier (49 CFR 387.9, 387.303).',
    part: 'carrier',
    hardStop: true,
    find: ({ profile }) =>
      isIntermediary(profile) && profile.insurance.liability.required !== true ? null : liabilityOf(profile),
  },
  {
    id: 'insurance.security',
    title: `A bond or trust fund of ${wholeDollars(BROKER_SECURITY_DOLLARS)} is on file`,
    rule:
      'A broker and a freight forwarder need it (49 CFR 387.307, 387.403). Of a carrier that is a broker as well it is ' +
      'worth a question.',
    part: 'carrier',
    hardStop: true,
    find: ({ profile }) => (needsSecurity(profile) ? securityOf(profile) : null),
  },
  {
    id: 'insurance.cancellation',
    title: 'No insurance that is required is about to be canceled',
    rule:
      `A filing that is canceled within ${CANCELLATION_STOPS_DAYS} days, with no other that takes its place, is not on ` +
      'file (49 CFR 387.313(d)); a later cancellation is worth a question.',
    part: 'insurance-history',
    hardStop: true,
    find: cancellationOf,
  },
  {
    id: 'authority.announced',
    title: 'No revocation or suspension of authority is announced',
    rule: 'No order is served that takes an authority away from a day to come (49 U.S.C. 13905).',
    part: 'authority-history',
    hardStop: false,
    find({ profile, now }) {
      const losses = announcedLosses(profile, now);
      if (losses === null) return { verdict: 'UNKNOWN', value: null };
      const told = losses.map(
        ({ words, docketNumber, on }) => `${words} of ${docketNumber ?? 'the carrier'} from ${on}`,
      );
      return { verdict: losses.length === 0 ? 'PASS' : 'WARN', value: told.join('; ') || 'none' };
    },
  },
  {
    id: 'process-agents.filed',
    title: 'Process agents are on file (BOC-3)',
    rule: 'A company with operating authority names who accepts legal papers for it in each state (49 CFR 366).',
    part: 'process-agents',
    hardStop: false,
    find({ profile }) {
      if (needsNoAgents(profile)) return null;
      const { processAgents } = profile.history;
      if (processAgents === null) return { verdict: 'UNKNOWN', value: null };
      return {
        verdict: processAgents.length > 0 ? 'PASS' : 'WARN',
        value: processAgents.join('; ') || 'none found',
      };
    },
  },
  {
    id: 'safety.rating',
    title: 'The safety rating is not Unsatisfactory',
    rule: 'Conditional is worth a question; not rated is the state of most carriers (49 CFR 385, appendix B).',
    part: 'carrier',
    hardStop: true,
    find({ profile }) {
      const { safety } = profile;
      const value = safety.rating?.toLowerCase().replace('_', ' ') ?? null;
      if (safety.rating === null && isIntermediary(profile)) return null;
      if (safety.rating === 'CONDITIONAL') return { verdict: 'WARN', value };
      return byKnown(safety.rating === null ? null : safety.rating !== 'UNSATISFACTORY', value);
    },
  },
  {
    id: 'name.matches',
    title: 'The legal name is that of the listing',
    rule: 'Equal but for case, signs, articles and the spelling of the legal form; another legal form is another company.',
    part: 'carrier',
    hardStop: true,
    find({ profile: { identity }, declared }) {
      if (declared.legalName === undefined) return null;
      if (identity.legalName === null) return { verdict: 'UNKNOWN', value: null };
      const verdicts = { SAME: 'PASS', FORM_MISSING: 'WARN', DIFFERENT: 'FAIL' } as const;
      return {
        verdict: verdicts[compareNames(identity.legalName, declared.legalName)],
        value: identity.legalName,
      };
    },
  },
  {
    id: 'ein.matches',
    title: 'The federal tax number (EIN) is that of the record',
    rule: 'The declared number is the one on record; the number itself is neither kept nor shown.',
    part: 'carrier',
    hardStop: false,
    find({ declared, einMatches }) {
      if (declared.ein === undefined) return null;
      return byKnown(einMatches, einMatches === null ? null : einMatches ? 'the same' : 'another');
    },
  },
  {
    id: 'mcs150.current',
    title: 'The MCS-150 was filed within 24 months',
    rule: `Filed every ${MCS150_MONTHS} months (49 CFR 390.19).`,
    part: 'census',
    hardStop: false,
    find({ profile: { registration }, now }) {
      const { mcs150FiledOn } = registration;
      if (mcs150FiledOn === null) return { verdict: 'UNKNOWN', value: null };
      const current = monthsSince(mcs150FiledOn, now) < MCS150_MONTHS;
      return { verdict: current ? 'PASS' : 'WARN', value: mcs150FiledOn };
    },
  },
  {
    id: 'record.unchanged',
    title: 'Nothing material changed since the check before',
    rule: 'Authority, insurance, out-of-service order, rating, name and standing are as they were.',
    part: 'snapshots',
    hardStop: false,
    find({ changes }) {
      if (changes === null) return { verdict: 'UNKNOWN', value: 'this is the first check' };
      const material = materialOf(changes);
      const told = material.map(({ field, before, after }) => `${field}: ${before ?? '–'} → ${after ?? '–'}`);
      return {
        verdict: material.length === 0 ? 'PASS' : 'WARN',
        value: told.join('; ').slice(0, 500) || 'unchanged',
      };
    },
  },
];

function securityOf(profile: CarrierProfile): Found {
  const { onFileDollars } = profile.insurance.bond;
  const alone = isIntermediary(profile);
  if (onFileDollars === null)
    return { verdict: 'UNKNOWN', value: null, ...(alone ? {} : { stops: false as const }) };
  const value = `${wholeDollars(onFileDollars)} on file, ${wholeDollars(BROKER_SECURITY_DOLLARS)} required`;
  if (onFileDollars >= BROKER_SECURITY_DOLLARS) return { verdict: 'PASS', value };
  return { verdict: alone ? 'FAIL' : 'WARN', value };
}

/** Whether the amount is required of this carrier may be unknown; an amount that suffices then passes all the same. */
function liabilityOf({ insurance: { liability } }: CarrierProfile): Found {
  const { onFileDollars, required, requiredDollars } = liability;
  if (required === false) return { verdict: 'PASS', value: 'not required' };
  if (onFileDollars === null || requiredDollars === null) return { verdict: 'UNKNOWN', value: null };
  const value = `${wholeDollars(onFileDollars)} on file, ${wholeDollars(requiredDollars)} required`;
  if (onFileDollars >= requiredDollars) return { verdict: 'PASS', value };
  return { verdict: required === null ? 'UNKNOWN' : 'FAIL', value };
}

/** Null of policies is an outage only where the open data are connected. */
function cancellationOf({ profile, now }: CheckInput): Found {
  const pending = pendingCancellations(profile, now);
  if (pending === null) {
    const asked = profile.unanswered.includes('insurance-history');
    return { verdict: 'UNKNOWN', value: null, ...(asked ? {} : { stops: false as const }) };
  }
  const stopping = stoppingCancellation(pending);
  if (stopping)
    return { verdict: 'FAIL', value: `${cancellationWords(stopping)}, and no filing takes its place` };
  const later = pending.find(({ replaced }) => !replaced);
  if (later) return { verdict: 'WARN', value: `${cancellationWords(later)}, and no filing takes its place` };
  const [replaced] = pending;
  return {
    verdict: 'PASS',
    value: replaced ? `${cancellationWords(replaced)}, and another filing takes its place` : 'none announced',
  };
}
