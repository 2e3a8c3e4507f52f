/** What the score asks of the authority: how old it is, whether it is active, what was lost. */
import { activeKinds, mayTradeForHire } from '../authority.rules';
import { daysSince, monthsSince } from '../figures.rules';
import { at, none, type RiskRule } from './risk-terms';

export const AUTHORITY_RULES: RiskRule[] = [
  {
    id: 'authority.age',
    group: 'AUTHORITY',
    max: 10,
    rule:
      'The USDOT number assigned less than 180 days ago 10, 12 months 8, 24 months 4, 60 months 2; the record read here ' +
      'does not tell since when an authority is held.',
    part: 'census',
    assess({ registration: { addedOn } }, now) {
      if (addedOn === null) return null;
      const shows = `a USDOT number assigned on ${addedOn}`;
      if (daysSince(addedOn, now) < 180) return at(10, shows);
      const months = monthsSince(addedOn, now);
      return at(months < 12 ? 8 : months < 24 ? 4 : months < 60 ? 2 : 0, shows);
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
    rule: 'An authority that was held and is not active any more 4.',
    part: 'authority',
    assess(profile) {
      const { authorities } = profile;
      if (authorities === null) return null;
      const lost = authorities.filter(({ status }) => status === 'INACTIVE');
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
