/** The public check of a carrier in short: what can stop a sale, and neither the score nor what is not asked for. */
import type { z } from 'zod';
import { iso } from '../../platform/kernel/clock';
import { activeKinds } from './authority.rules';
import type { CarrierSummary } from './fmcsa/client';
import type { ShortCheckShape } from './short-check.schema';
import type { AssessedCarrier, ShortCheck } from './use-cases/read-carrier';

type Wire = z.input<typeof ShortCheckShape>['carriers'][number];

const presentChoice = ({
  usdot,
  legalName,
  dbaName,
  city,
  state,
  source,
  retrievedAt,
}: Omit<CarrierSummary, 'allowedToOperate'>): Wire => ({
  ...{ usdot, legalName, dbaName, city, state, source },
  retrievedAt: iso(retrievedAt),
  check: null,
});

function presentChecked({ profile, freshness, assessment }: AssessedCarrier): Wire {
  const { usdot, identity, source, retrievedAt } = profile;
  const { legalName, dbaName, address } = identity;
  const { city, state } = address;
  return {
    ...presentChoice({ usdot, legalName, dbaName, city, state, source, retrievedAt }),
    check: {
      outcome: assessment.outcome,
      checks: assessment.checks
        .filter(({ hardStop }) => hardStop)
        .map(({ id, title, verdict, value, source: from }) => ({ id, title, verdict, value, source: from })),
      authorities: activeKinds(profile),
      ageSeconds: Math.max(0, Math.floor(freshness.ageMs / 1_000)),
      stale: freshness.stale,
    },
  };
}

export const presentShortCheck = ({ checked, choices }: ShortCheck): z.input<typeof ShortCheckShape> => ({
  choose: checked === null,
  carriers: checked === null ? choices.map(presentChoice) : [presentChecked(checked)],
});
