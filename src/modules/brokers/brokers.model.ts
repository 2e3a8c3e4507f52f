/** The rows of mandates, and of what brokers have of the fees of deals. */
import { type CreationOptional, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import {
  centsColumn,
  idColumn,
  instantColumn,
  integerColumn,
  nullable,
  refColumn,
  textColumn,
  wordColumn,
} from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';
import {
  type BrokerSide,
  MANDATE_STATUSES,
  type MandateStatus,
  SHARE_STATUSES,
  SIDES,
} from './brokers.rules';

export class Mandate extends Model<InferAttributes<Mandate>, InferCreationAttributes<Mandate>> {
  declare id: string;
  declare clientId: string;
  declare side: BrokerSide;
  /** As the client named them; masked once nobody with this address is the broker. */
  declare brokerEmail: string;
  /** Which all spellings of the address reach; the release before wrote none. */
  declare mailbox: string | null;
  /** From the answer on. */
  declare brokerId: CreationOptional<string | null>;
  declare status: MandateStatus;
  declare termsVersion: string;
  declare termsHash: string;
  declare typedName: string;
  declare signedFrom: string;
  declare givenAt: number;
  declare answerBy: number;
  declare endsAt: number;
  declare brokerTypedName: CreationOptional<string | null>;
  declare acceptedAt: CreationOptional<number | null>;
  declare endedAt: CreationOptional<number | null>;
  /** Null for the clock. */
  declare endedBy: CreationOptional<string | null>;
  declare because: CreationOptional<string | null>;
  /** Whose side it is; null once it has ended, and unique before. */
  declare openKey: string | null;
}

export class BrokerShare extends Model<InferAttributes<BrokerShare>, InferCreationAttributes<BrokerShare>> {
  declare id: string;
  declare transactionId: string;
  declare side: BrokerSide;
  declare mandateId: string;
  declare brokerId: string;
  declare clientId: string;
  declare listingTitle: string;
  declare shareBasisPoints: number;
  declare agreedAt: number;
  declare status: (typeof SHARE_STATUSES)[number];
  declare amountCents: CreationOptional<number | null>;
  declare endedAt: CreationOptional<number | null>;
}

export const defineBrokers = (database: Database) => ({
  mandates: database.bind(Mandate, 'broker_mandates', {
    id: idColumn(),
    clientId: refColumn(),
    side: wordColumn(SIDES),
    brokerEmail: textColumn(254),
    mailbox: nullable(textColumn(254)),
    brokerId: nullable(refColumn()),
    status: wordColumn(MANDATE_STATUSES),
    termsVersion: textColumn(20),
    termsHash: textColumn(64),
    typedName: textColumn(160),
    signedFrom: textColumn(64),
    givenAt: instantColumn(),
    answerBy: instantColumn(),
    endsAt: instantColumn(),
    brokerTypedName: nullable(textColumn(160)),
    acceptedAt: nullable(instantColumn()),
    endedAt: nullable(instantColumn()),
    endedBy: nullable(refColumn()),
    because: nullable(textColumn(2_000)),
    openKey: nullable(textColumn(50)),
  }),

  shares: database.bind(BrokerShare, 'broker_shares', {
    id: idColumn(),
    transactionId: refColumn(),
    side: wordColumn(SIDES),
    mandateId: refColumn(),
    brokerId: refColumn(),
    clientId: refColumn(),
    listingTitle: textColumn(200),
    shareBasisPoints: integerColumn(),
    agreedAt: instantColumn(),
    status: wordColumn(SHARE_STATUSES),
    amountCents: nullable(centsColumn()),
    endedAt: nullable(instantColumn()),
  }),
});
export type BrokersModels = ReturnType<typeof defineBrokers>;
