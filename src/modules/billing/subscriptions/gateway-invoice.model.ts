/** The invoices that subscribers have paid, one row each. */
import { type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { centsColumn, idColumn, instantColumn, textColumn } from '../../../platform/db/columns';
import type { Database } from '../../../platform/db/database';

export class GatewayInvoiceRow extends Model<
  InferAttributes<GatewayInvoiceRow>,
  InferCreationAttributes<GatewayInvoiceRow>
> {
  declare id: string;
  declare gateway: string;
  declare gatewayInvoiceId: string;
  declare subscriptionId: string;
  declare customerId: string;
  declare amountCents: number;
  declare paidAt: number;
}

export const defineGatewayInvoices = (database: Database) =>
  database.bind(GatewayInvoiceRow, 'gateway_invoices', {
    id: idColumn(),
    gateway: textColumn(20),
    gatewayInvoiceId: textColumn(120),
    subscriptionId: textColumn(120),
    customerId: textColumn(120),
    amountCents: centsColumn(),
    paidAt: instantColumn(),
  });

export type GatewayInvoiceRows = ReturnType<typeof defineGatewayInvoices>;
