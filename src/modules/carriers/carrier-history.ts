/** What the open data of data.transportation.gov tell of a carrier's past and near future. Null: not known. */
import { z } from 'zod';

const orNull = <Shape extends z.ZodType>(shape: Shape) => shape.nullable().default(null);

export const POLICY_KINDS = ['LIABILITY', 'CARGO', 'BOND', 'TRUST', 'OTHER'] as const;
export type PolicyKind = (typeof POLICY_KINDS)[number];

export const Policy = z.strictObject({
  kind: z.enum(POLICY_KINDS),
  /** Above a primary policy, which it needs. */
  excess: z.boolean().default(false),
  /** FMCSA's form, as `BMC-91X`. */
  form: orNull(z.string()),
  insurer: orNull(z.string()),
  /** Whole US dollars. */
  amountDollars: orNull(z.number()),
  docketNumber: orNull(z.string()),
  effectiveOn: orNull(z.string()),
  /** The day from which it is canceled, in the past or to come. */
  cancelledOn: orNull(z.string()),
  /** Another filing took its place: no lapse. */
  replaced: z.boolean().default(false),
});
export type Policy = z.output<typeof Policy>;

export const AUTHORITY_ACTIONS = ['GRANTED', 'REINSTATED', 'REVOKED', 'SUSPENDED', 'OTHER'] as const;
export type AuthorityAction = (typeof AUTHORITY_ACTIONS)[number];

export const AuthorityEvent = z.strictObject({
  docketNumber: orNull(z.string()),
  /** In FMCSA's words: `Motor Carrier of Property (Except Household Goods)`. */
  authority: orNull(z.string()),
  action: z.enum(AUTHORITY_ACTIONS),
  /** FMCSA's own word for it. */
  words: orNull(z.string()),
  /** From this day on; one in the future is announced. */
  on: orNull(z.string()),
});
export type AuthorityEvent = z.output<typeof AuthorityEvent>;

export const Inspection = z.strictObject({
  on: orNull(z.string()),
  state: orNull(z.string()),
  level: orNull(z.number()),
  violations: orNull(z.number()),
  outOfService: orNull(z.number()),
});
export type Inspection = z.output<typeof Inspection>;

export const CarrierHistory = z.strictObject({
  /** Newest first. */
  policies: orNull(z.array(Policy)),
  /** Newest first. */
  authority: orNull(z.array(AuthorityEvent)),
  /** Who accepts legal papers for it (BOC-3). */
  processAgents: orNull(z.array(z.string())),
  /** The latest, newest first. */
  inspections: orNull(z.array(Inspection)),
  /** Out-of-service orders, with the day of the rescission where there is one. */
  orders: orNull(
    z.array(
      z.strictObject({
        orderedOn: orNull(z.string()),
        reason: orNull(z.string()),
        rescindedOn: orNull(z.string()),
      }),
    ),
  ),
});
export type CarrierHistory = z.output<typeof CarrierHistory>;

/** The parts of a record that the open data give, each with the field that it fills. */
export const HISTORY_PARTS = {
  'insurance-history': 'policies',
  'authority-history': 'authority',
  'process-agents': 'processAgents',
  inspections: 'inspections',
  'order-history': 'orders',
} as const satisfies Record<string, keyof CarrierHistory>;
export type HistoryPart = keyof typeof HISTORY_PARTS;
