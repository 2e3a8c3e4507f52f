/** Whom a message is for: a group, and what further has to hold of those in it. */
import { NativeSelect } from '@mantine/core';
import type { Audience, Broadcast, Segment } from '../../../api/broadcasts';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { billingWords } from '../../../words/billing';
import classes from '../admin.module.css';

const { broadcasts: says } = adminWords;
const { usState } = words.codes;
const PLANS: Record<NonNullable<Audience['plan']>, string> = { ...billingWords.planName, NONE: says.noPlan };

type Names = Readonly<Record<string, string>>;

/** In words, for whoever reads it over and for the list. */
export function sayAudience(
  audience: Audience | Pick<Broadcast, 'segment' | 'plan' | 'verified' | 'companyState' | 'openDeal'>,
): string {
  const { segment, plan, verified, companyState, openDeal } = audience;
  return says.audience(
    [
      says.segments[segment],
      plan && PLANS[plan],
      typeof verified === 'boolean' && says.verifiedOf[`${verified}`],
      companyState && says.stateOf(usState[companyState] ?? companyState),
      typeof openDeal === 'boolean' && says.openDealOf[`${openDeal}`],
    ].filter((part) => typeof part === 'string'),
  );
}

interface ChoiceProps {
  label: string;
  /** What it says while it is no matter; every one says something else where it is left out. */
  any?: string;
  names: Names;
  value: string | undefined;
  onChoose(value: string | undefined): void;
}

const Choice = ({ label, any, names, value, onChoose }: ChoiceProps) => (
  <NativeSelect
    label={label}
    data={[
      ...(any === undefined ? [] : [{ value: '', label: any }]),
      ...Object.entries(names).map(([name, shown]) => ({ value: name, label: shown })),
    ]}
    value={value ?? ''}
    onChange={({ currentTarget }) => onChoose(currentTarget.value || undefined)}
  />
);

const flagOf = (value: string | undefined): boolean | undefined =>
  value === undefined ? undefined : value === 'true';

interface Props {
  audience: Audience;
  onChange(audience: Audience): void;
}

export function AudienceFields({ audience, onChange }: Props) {
  const change = (changes: Partial<Audience>) => onChange(without({ ...audience, ...changes }));
  return (
    <div className={classes.audience}>
      <Choice
        label={says.segment}
        names={says.segments}
        value={audience.segment}
        onChoose={(segment) => change({ segment: segment as Segment })}
      />
      <Choice
        label={says.plan}
        any={says.anyPlan}
        names={PLANS}
        value={audience.plan}
        onChoose={(plan) => change({ plan: plan as Audience['plan'] })}
      />
      <Choice
        label={says.verified}
        any={says.anyVerified}
        names={says.verifiedOf}
        value={audience.verified?.toString()}
        onChoose={(verified) => change({ verified: flagOf(verified) })}
      />
      <Choice
        label={says.companyState}
        any={says.anyState}
        names={usState}
        value={audience.companyState}
        onChoose={(companyState) => change({ companyState })}
      />
      <Choice
        label={says.openDeal}
        any={says.anyDeal}
        names={says.openDealOf}
        value={audience.openDeal?.toString()}
        onChoose={(openDeal) => change({ openDeal: flagOf(openDeal) })}
      />
    </div>
  );
}

/** What is no matter is not asked for. */
const without = (audience: Audience): Audience =>
  Object.fromEntries(Object.entries(audience).filter(([, value]) => value !== undefined)) as Audience;
