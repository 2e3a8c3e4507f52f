/** What the score asks of orders, leave to operate and legal form. */
import { needsNoAgents } from '../authority.rules';
import { companyName } from '../names.rules';
import { at, none, type RiskRule } from './risk-terms';

export const LEGAL_RULES: RiskRule[] = [
  {
    id: 'legal.out-of-service',
    group: 'LEGAL',
    max: 8,
    rule: 'An out-of-service order in force 8.',
    part: 'oos',
    assess({ safety: { outOfService } }) {
      if (outOfService.inForce === null) return null;
      return outOfService.inForce
        ? at(8, `an out-of-service order of ${outOfService.since ?? 'an unknown day'}`)
        : none('no out-of-service order');
    },
  },
  {
    id: 'legal.permission',
    group: 'LEGAL',
    max: 1,
    rule: 'Not allowed to operate 1.',
    part: 'carrier',
    assess({ identity: { allowedToOperate } }) {
      if (allowedToOperate === null) return null;
      return at(allowedToOperate ? 0 : 1, allowedToOperate ? 'leave to operate' : 'no leave to operate');
    },
  },
  {
    id: 'legal.process-agents',
    group: 'LEGAL',
    max: 1,
    rule: 'Operating authority without process agents on file (BOC-3) 1 (49 CFR 366).',
    part: 'process-agents',
    assess(profile) {
      const { processAgents } = profile.history;
      if (needsNoAgents(profile)) return none('no operating authority, which process agents are for');
      if (processAgents === null) return null;
      return at(processAgents.length > 0 ? 0 : 1, `process agents on file: ${processAgents.length}`);
    },
  },
  {
    id: 'legal.form',
    group: 'LEGAL',
    max: 3,
    rule: 'A legal name without a legal form 3: the USDOT number of a sole proprietor cannot pass to a buyer.',
    part: 'carrier',
    assess({ identity: { legalName } }) {
      if (legalName === null) return null;
      const { form } = companyName(legalName);
      return form === null ? at(3, 'a legal name without a legal form') : none(`the legal form ${form}`);
    },
  },
];
