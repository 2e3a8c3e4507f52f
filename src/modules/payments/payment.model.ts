/** The rows of payments. */
import {
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  Op,
  type WhereOptions,
} from 'sequelize';
import {
  centsColumn,
  flagColumn,
  idColumn,
  instantColumn,
  nullable,
  refColumn,
  textColumn,
  wordColumn,
} from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';
import { PAYER_TAKES_MS } from './payment-timeouts.rules';
import {
  AUTHENTICATION_URL_MAX,
  PAYMENT_METHODS,
  PAYMENT_STATUSES,
  type PaymentMethod,
  type PaymentStatus,
  STUCK_AFTER_MS,
} from './payment.rules';

export class PaymentRow extends Model<InferAttributes<PaymentRow>, InferCreationAttributes<PaymentRow>> {
  declare id: string;
  declare purpose: string;
  declare subjectId: string;
  declare payerId: string;
  declare amountCents: number;
  declare currency: string;
  declare method: PaymentMethod;
  declare paymentMethodId: string | null;
  declare description: string;
  declare status: PaymentStatus;
  /** `purpose:subjectId` while the payment is open or paid; unique. */
  declare slot: string | null;
  /** Null for a wire. */
  declare gateway: string | null;
  /** Our idempotency key with the gateway, written before the first call. */
  declare gatewayKey: string;
  declare gatewayPaymentId: CreationOptional<string | null>;
  declare amountReceivedCents: CreationOptional<number | null>;
  /** Sum of the refunds that were asked for, finished or not. */
  declare refundedCents: number;
  /** The money came after we had given the payment up: whoever it was for gives it back. */
  declare late: boolean;
  declare failureCode: CreationOptional<string | null>;
  declare failureReason: CreationOptional<string | null>;
  /** Why we gave it up; null when it ended without us. */
  declare cancelReason: CreationOptional<string | null>;
  /** What the payer writes on the wire. */
  declare wireReference: string | null;
  /** Lost to the payer's bank. */
  declare chargedBackCents: CreationOptional<number>;
  /** Given back at the gateway past us, out of what this payment had brought. */
  declare outsideCents: CreationOptional<number>;
  /** Of the wires that arrived for it, whatever became of them; not of those that were booked in error. */
  declare wiredCents: CreationOptional<number>;
  /** A wire that it stood on had been booked in error: it is over, and what comes for it goes back. */
  declare correctedAt: CreationOptional<number | null>;
  /** The page on which the payer confirms the payment with their bank, while it waits for that. */
  declare authenticationUrl: CreationOptional<string | null>;
  /** Since when the gateway has refused it, or not answered, for a reason that is not the payer's; kept afterwards. */
  declare troubleSince: CreationOptional<number | null>;
  /** When a call with its present key was left without an answer: what came of it is not known. */
  declare silentAt: CreationOptional<number | null>;
  /** For administrators. */
  declare troubleReason: CreationOptional<string | null>;
  /** When to ask the gateway if nothing was heard. */
  declare checkAt: number | null;
  /** Since when its money is on its way: debited, or seen on our account of wires. */
  declare processingAt: CreationOptional<number | null>;
  declare startedAt: number;
  declare updatedAt: number;
  declare endedAt: CreationOptional<number | null>;
}

export const definePayments = (database: Database) =>
  database.bind(PaymentRow, 'payments', {
    id: idColumn(),
    purpose: textColumn(40),
    subjectId: refColumn(),
    payerId: refColumn(),
    amountCents: centsColumn(),
    currency: textColumn(3),
    method: wordColumn(PAYMENT_METHODS),
    paymentMethodId: nullable(textColumn(120)),
    description: textColumn(300),
    status: wordColumn(PAYMENT_STATUSES),
    slot: nullable(textColumn(120)),
    gateway: nullable(textColumn(20)),
    gatewayKey: textColumn(120),
    gatewayPaymentId: nullable(textColumn(120)),
    amountReceivedCents: nullable(centsColumn()),
    refundedCents: centsColumn(),
    late: flagColumn('late'),
    failureCode: nullable(textColumn(60)),
    failureReason: nullable(textColumn(500)),
    cancelReason: nullable(textColumn(500)),
    wireReference: nullable(textColumn(30)),
    chargedBackCents: { ...centsColumn(), defaultValue: 0 },
    outsideCents: { ...centsColumn(), defaultValue: 0 },
    wiredCents: { ...centsColumn(), defaultValue: 0 },
    correctedAt: nullable(instantColumn()),
    authenticationUrl: nullable(textColumn(AUTHENTICATION_URL_MAX)),
    troubleSince: nullable(instantColumn()),
    silentAt: nullable(instantColumn()),
    troubleReason: nullable(textColumn(500)),
    checkAt: nullable(instantColumn()),
    processingAt: nullable(instantColumn()),
    startedAt: instantColumn(),
    updatedAt: instantColumn(),
    endedAt: nullable(instantColumn()),
  });

/** Not at the gateway yet, which refuses it for a reason of ours. */
export const inTrouble = {
  ...{ status: 'STARTED', gatewayPaymentId: null },
  troubleSince: { [Op.ne]: null },
} as const;

/** Open at the gateway for longer than payments take. */
export function stuckAtGateway(now: number): WhereOptions {
  const before = (ageMs: number) => ({ [Op.lt]: now - ageMs });
  const open = [
    inTrouble,
    { status: 'STARTED', authenticationUrl: null, startedAt: before(STUCK_AFTER_MS.STARTED) },
    // These wait for their payers, until the poller gives them up.
    ...(['CARD', 'BANK_DEBIT'] as const).map((method) => ({
      ...{ status: 'STARTED', method },
      startedAt: before(PAYER_TAKES_MS[method] + STUCK_AFTER_MS.STARTED),
    })),
    { status: 'PROCESSING', startedAt: before(STUCK_AFTER_MS.PROCESSING) },
  ];
  return { [Op.or]: open, method: { [Op.ne]: 'WIRE' } };
}
