/** What the score asks of the record itself: whether it is current and describes a real operation. */
import { callsItselfForHire, isIntermediary, standingOf } from '../authority.rules';
import { monthsSince } from '../figures.rules';
import { linkWords, MOST_LINK_POINTS, pointsOf } from '../links/links.rules';
import { at, none, type RiskRule } from './risk-terms';

export const IDENTITY_RULES: RiskRule[] = [
  {
    id: 'identity.status',
    group: 'IDENTITY',
    max: 5,
    rule: 'USDOT number inactive 5.',
    part: 'carrier',
    assess({ identity: { usdotStatus } }) {
      if (usdotStatus === null) return null;
      return at(usdotStatus === 'ACTIVE' ? 0 : 5, `an ${usdotStatus.toLowerCase()} USDOT number`);
    },
  },
  {
    id: 'identity.mcs150',
    group: 'IDENTITY',
    max: 4,
    rule: 'MCS-150 filed 24 months ago or longer 4, 12 months 2 (49 CFR 390.19).',
    part: 'census',
    assess({ registration: { mcs150FiledOn } }, now) {
      if (mcs150FiledOn === null) return null;
      const months = monthsSince(mcs150FiledOn, now);
      return at(months >= 24 ? 4 : months >= 12 ? 2 : 0, `the MCS-150 filed on ${mcs150FiledOn}`);
    },
  },
  {
    id: 'identity.fleet',
    group: 'IDENTITY',
    max: 4,
    rule: 'No power unit 4, no driver 2; a broker or freight forwarder needs none.',
    part: 'carrier',
    assess(profile) {
      const { powerUnits, drivers } = profile.fleet;
      if (isIntermediary(profile)) return none('a broker or freight forwarder, which needs no truck');
      if (powerUnits === null || drivers === null) return null;
      const shows = `power units: ${powerUnits}, drivers: ${drivers}`;
      return at(powerUnits === 0 ? 4 : drivers === 0 ? 2 : 0, shows);
    },
  },
  {
    id: 'identity.contact',
    group: 'IDENTITY',
    max: 3,
    rule: 'No e-mail address in the federal record 2, no telephone 1.',
    part: 'census',
    assess({ registration: { hasEmail, hasPhone } }) {
      if (hasEmail === null || hasPhone === null) return null;
      const shown = [
        hasEmail ? 'an e-mail address' : 'no e-mail address',
        hasPhone ? 'a telephone' : 'no telephone',
      ];
      return at((hasEmail ? 0 : 2) + (hasPhone ? 0 : 1), shown.join(' and '));
    },
  },
  {
    id: 'identity.address',
    group: 'IDENTITY',
    max: 1,
    rule: 'A post-office box as the physical address 1.',
    part: 'carrier',
    assess({ identity: { address } }) {
      if (address.street === null) return null;
      const box = /^(P\.? ?O\.? ?BOX|POST OFFICE BOX)\b/i.test(address.street);
      return at(
        box ? 1 : 0,
        box ? 'a post-office box as the physical address' : 'a street as the physical address',
      );
    },
  },
  {
    id: 'identity.classification',
    group: 'IDENTITY',
    max: 1,
    rule: 'Active authority for hire, though the carrier does not call itself for hire, 1.',
    part: 'operation-classification',
    assess(profile) {
      const { forHire } = standingOf(profile);
      const { classifications } = profile.operation;
      if (forHire === null || classifications === null) return null;
      const shows = `the classification ${classifications.join(', ') || 'left empty'}`;
      return at(forHire === 'ACTIVE' && !callsItselfForHire(profile) ? 1 : 0, shows);
    },
  },
  {
    id: 'identity.links',
    group: 'IDENTITY',
    max: MOST_LINK_POINTS,
    rule:
      'Telephone, e-mail, address, officer, vehicle or tax number shared with a carrier under an out-of-service order, or a ' +
      'start within 90 days of such an order, 4; a start within 90 days of a revocation 3; with an inactive one 2; with an active one 1. Post-office boxes, registered ' +
      'agents and what more than five carriers share count for nothing.',
    part: 'links',
    assess(_, __, links) {
      if (links === null) return null;
      const [worst, ...rest] = links.links;
      if (!worst) return none('no other carrier that shares such things');
      const more = rest.length === 0 ? '' : `; other carriers linked: ${rest.length}`;
      return at(pointsOf(worst), linkWords(worst) + more);
    },
  },
];
