/** What the score asks of the authority: how old it is, whether it is active, what was lost. */
import { activeKinds, mayTradeForHire } from '../authority.rules';
import { daysSince, monthsSince } from '../figures.rules';
import { authorityHeldSince, recentLoss } from '../history.rules';
import { at, none, type RiskRule } from './risk-terms';

export const AUTHORITY_RULES: RiskRule[] = [
  {
    id: 'authority.age',
    group: 'AUTHORITY',
    max: 10,
    rule:
      'The oldest active authority granted less than 180 days ago 10, 12 months 8, 24 months 4, 60 months 2; where its ' +
      'history is not known, the USDOT number assigned so long ago.',
    part: 'census',
    assess(profile, now) {
      const heldSince = authorityHeldSince(profile);
      const { addedOn } = profile.registration;
      const since = heldSince ?? addedOn;
      if (since === null) return null;
      const months = monthsSince(since, now);
      const young = daysSince(since, now) < 180;
      const points = young ? 10 : months < 12 ? 8 : months < 24 ? 4 : months < 60 ? 2 : 0;
      if (heldSince === null) return at(points, `a USDOT number assigned on ${since}`);
      return { ...at(points, `active authority granted on ${since}`), part: 'authority-history' };
    },
  },
  {
    id: 'authority.active',
    group: 'AUTHORITY',
    max: 8,
    rule: 'No active authority to trade under 8; the band is then ELEVATED at least, whatever the points.',
    part: 'authority',
    assess(profile) {
      const may = mayTradeForHire(profile);
      if (may === null) return null;
      const kinds = activeKinds(profile);
      const shows =
        kinds.length > 0 ? `active ${kinds.join(' and ')} authority` : 'no active operating authority';
      return at(may ? 0 : 8, shows);
    },
  },
  {
    id: 'authority.inactive',
    group: 'AUTHORITY',
    max: 4,
    rule: 'An authority that was held and is not active any more 4; one that was lost within 36 months and is back 2.',
    part: 'authority',
    assess(profile, now) {
      const { authorities } = profile;
      if (authorities === null) return null;
      const lost = authorities.filter(({ status }) => status === 'INACTIVE');
      const loss = recentLoss(profile, now);
      if (lost.length === 0 && loss) {
        const shows = `${loss.words ?? loss.action} of ${loss.docketNumber ?? 'the carrier'} on ${loss.on ?? 'an unknown day'}`;
        return { ...at(2, shows), part: 'authority-history' };
      }
      if (lost.length === 0) {
        return authorities.some(({ status }) => status === null) ? null : none('no inactive authority');
      }
      const names = lost.map(
        ({ kind, docketNumber }) => `${kind.toLowerCase()} (${docketNumber ?? 'carrier'})`,
      );
      return at(4, `inactive authority: ${names.join(', ')}`);
    },
  },
];
