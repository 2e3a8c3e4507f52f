/** Turns rows of the open data into a carrier's history in our words. Takes anything and never throws. */
import type { AuthorityAction, AuthorityEvent, CarrierHistory, Policy, PolicyKind } from '../carrier-history';
import { count, day, type Fields, measure, text } from './fields';
import type { Rows } from './open-data';
import { docketIn } from './open-data-rows';

const MOST_POLICIES = 60;
const MOST_EVENTS = 100;
const MOST_INSPECTIONS = 25;

const newestFirst =
  <Item>(dayOf: (item: Item) => string | null) =>
  (a: Item, b: Item): number =>
    (dayOf(b) ?? '').localeCompare(dayOf(a) ?? '');

/** The forms of 49 CFR 387.313: what an insurer or surety files. */
const KIND_OF_FORM: Record<string, PolicyKind> = {
  '91': 'LIABILITY',
  '91X': 'LIABILITY',
  '82': 'LIABILITY',
  '34': 'CARGO',
  '83': 'CARGO',
  '84': 'BOND',
  '85': 'TRUST',
};

/** `BMC-91X`, `91X` → `91X`. */
const formOf = (row: Fields): string | null =>
  text(row.ins_form_code ?? row.form_code)
    ?.toUpperCase()
    .replace(/^BMC-?/, '') ?? null;

const dateOfFiling = (row: Fields): string | null => day(row.effective_date);

/** A filing is told by insurer's policy and form; the same one stands in two sets while it is about to end. */
const keyOf = (row: Fields): string =>
  [
    docketIn(row),
    formOf(row),
    text(row.policy_no ?? row.policy_number)?.replace(/\W/g, ''),
    dateOfFiling(row),
  ].join('|');

/** Motus writes dollars, the frozen files thousands of them. */
const amountOf = (row: Fields, frozen: boolean): number | null => {
  const amount = measure(row.max_cov_amount ?? row.bi_pd_max_coverage_amount);
  return amount === null ? null : Math.round(frozen ? amount * 1_000 : amount);
};

const REPLACED = /^(?:TERM|REPL|REPLACED?|TRANSFER|NAME)/i;

function policyOf(row: Fields, frozen: boolean): Policy {
  const form = formOf(row);
  const ending = text(row.filing_status_reason ?? row.specific_cancellation_method ?? row.cancl_method);
  return {
    kind: (form !== null && KIND_OF_FORM[form]) || 'OTHER',
    excess:
      /^E/i.test(text(row.ins_class_code ?? row.insurance_class_code) ?? '') ||
      /EXCESS/i.test(text(row.mod_col_1 ?? row.insurance_type_description) ?? ''),
    form: form === null ? null : `BMC-${form}`,
    insurer: text(row.insurance_company_name ?? row.name_company),
    amountDollars: amountOf(row, frozen),
    docketNumber: docketIn(row),
    effectiveOn: dateOfFiling(row),
    cancelledOn: day(row.cancl_effective_date ?? row.cancel_effective_date),
    replaced: ending !== null && REPLACED.test(ending),
  };
}

export function readPolicies(rows: Rows): Policy[] {
  const found = new Map<string, Policy>();
  const add = (set: Fields[] | undefined, frozen: boolean) => {
    for (const row of set ?? []) {
      const key = keyOf(row);
      const policy = policyOf(row, frozen);
      const known = found.get(key);
      if (!known) found.set(key, policy);
      else if (known.cancelledOn === null) {
        found.set(key, { ...known, cancelledOn: policy.cancelledOn, replaced: policy.replaced });
      }
    }
  };
  // Where Motus knows the carrier's policies, what the frozen file called active says nothing of today.
  const migrated = (rows.policies ?? []).length + (rows.cancelledPolicies ?? []).length > 0;
  add(rows.policies, false);
  add(rows.cancelledPolicies, false);
  if (!migrated) add(rows.frozenPolicies, true);
  add(rows.frozenCancelledPolicies, true);
  return [...found.values()]
    .sort(newestFirst(({ cancelledOn, effectiveOn }) => cancelledOn ?? `9 ${effectiveOn ?? ''}`))
    .slice(0, MOST_POLICIES);
}

function actionOf(words: string | null): AuthorityAction {
  if (words === null || /DISCONTINU|DISMISS|WITHDRAW|DENIED/i.test(words)) return 'OTHER';
  if (/REINSTAT/i.test(words)) return 'REINSTATED';
  if (/GRANT|ISSUED/i.test(words)) return 'GRANTED';
  if (/REVO/i.test(words)) return 'REVOKED';
  return /SUSPEN/i.test(words) ? 'SUSPENDED' : 'OTHER';
}

function eventOf(row: Fields, authority: unknown, words: unknown, on: unknown): AuthorityEvent | null {
  const said = text(words);
  if (said === null) return null;
  return {
    docketNumber: docketIn(row),
    authority: text(authority),
    action: actionOf(said),
    words: said,
    on: day(on),
  };
}

export function readAuthorityEvents(rows: Rows): AuthorityEvent[] {
  const events = [
    ...(rows.authorityEvents ?? []).map((row) =>
      eventOf(row, row.op_auth_type, row.reason ?? row.op_auth_status, row.status_change_date),
    ),
    ...(rows.authorityOrders ?? []).map((row) =>
      eventOf(
        row,
        row.op_auth_type,
        row.order1_type_desc,
        row.order1_effective_date ?? row.order1_serve_date,
      ),
    ),
    ...(rows.frozenAuthorityEvents ?? []).flatMap((row) => [
      eventOf(row, row.mod_col_1, row.original_action_desc, row.orig_served_date),
      eventOf(row, row.mod_col_1, row.disp_action_desc, row.disp_served_date ?? row.disp_decided_date),
    ]),
  ].filter((event) => event !== null);
  // An order and the change of status that it brought stand in two sets.
  const once = new Map(
    events.map((event) => [`${event.docketNumber}|${event.authority}|${event.action}|${event.on}`, event]),
  );
  return [...once.values()].sort(newestFirst(({ on }) => on)).slice(0, MOST_EVENTS);
}

export const readAgents = (rows: Rows): string[] =>
  [
    ...new Set(
      [...(rows.processAgents ?? []), ...(rows.frozenProcessAgents ?? [])]
        .map((row) => text(row.co_name))
        .filter((name) => name !== null),
    ),
  ].slice(0, MOST_INSPECTIONS);

export const readInspections = (rows: Rows): CarrierHistory['inspections'] =>
  (rows.inspections ?? [])
    .map((row) => ({
      on: day(row.insp_date),
      state: text(row.report_state),
      level: count(row.insp_level_id),
      violations: count(row.viol_total),
      outOfService: count(row.oos_total),
    }))
    .sort(newestFirst(({ on }) => on))
    .slice(0, MOST_INSPECTIONS);

/** The status of a row stays "ACTIVE" after a rescission: its day is what counts. */
export const readOrderHistory = (rows: Rows): CarrierHistory['orders'] =>
  (rows.orders ?? [])
    .map((row) => ({
      orderedOn: day(row.oos_date),
      reason: text(row.oos_reason),
      rescindedOn: day(row.oos_rescind_date),
    }))
    .sort(newestFirst(({ orderedOn }) => orderedOn))
    .slice(0, MOST_INSPECTIONS);
