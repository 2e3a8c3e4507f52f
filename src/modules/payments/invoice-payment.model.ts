/** What paid the invoices: payments that the gateway made itself, kept for when one of them is disputed. */
import { type CreationOptional, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { centsColumn, instantColumn, nullable, textColumn } from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';

export class InvoicePaymentRow extends Model<
  InferAttributes<InvoicePaymentRow>,
  InferCreationAttributes<InvoicePaymentRow>
> {
  /** The gateway's id of it (`pi_…`). */
  declare id: string;
  declare gateway: string;
  declare customerId: string;
  declare amountCents: number;
  /** The gateway's id of the invoice that it paid, once we have asked. */
  declare gatewayInvoiceId: CreationOptional<string | null>;
  declare heardAt: number;
}

export const defineInvoicePayments = (database: Database) =>
  database.bind(InvoicePaymentRow, 'invoice_payments', {
    id: { ...textColumn(120), primaryKey: true },
    gateway: { ...textColumn(20), primaryKey: true },
    customerId: textColumn(120),
    amountCents: centsColumn(),
    gatewayInvoiceId: nullable(textColumn(120)),
    heardAt: instantColumn(),
  });
