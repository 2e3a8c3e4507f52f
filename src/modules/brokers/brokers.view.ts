/** Mandates and shares, row → wire. */
import type { z } from 'zod';
import { iso } from '../../platform/kernel/clock';
import { type Identity, personOf, type User } from '../identity';
import type { ActingView, AdminMandateView, DealBrokerView, MandateView, ShareView } from './brokers.schema';
import type { Acting } from './use-cases/act-for-client';
import type { AdminMandateFile, MandateFile } from './use-cases/give-mandate';
import type { DealBroker } from './use-cases/read-deal-brokers';
import type { ShareFile } from './use-cases/share-fees';

export function createBrokersPresenter({ displayName }: Pick<Identity, 'displayName'>) {
  const party = (id: string, people: Map<string, User>) => {
    const user = people.get(id);
    return { id, displayName: user ? displayName(user) : 'Former user' };
  };

  const mandate = ({ row, people }: MandateFile): z.output<typeof MandateView> => ({
    ...{ id: row.id, side: row.side, status: row.status },
    client: party(row.clientId, people),
    broker: row.brokerId ? party(row.brokerId, people) : null,
    brokerEmail: row.brokerEmail,
    termsVersion: row.termsVersion,
    givenAt: iso(row.givenAt),
    answerBy: iso(row.answerBy),
    acceptedAt: iso(row.acceptedAt ?? null),
    endsAt: iso(row.endsAt),
    endedAt: iso(row.endedAt ?? null),
    because: row.because ?? null,
  });

  return {
    mandate,

    adminMandate: (file: AdminMandateFile): z.output<typeof AdminMandateView> => ({
      ...mandate(file),
      brokerVerified: file.brokerVerified,
      client: personOf(file.row.clientId, file.people),
      broker: file.row.brokerId ? personOf(file.row.brokerId, file.people) : null,
      termsHash: file.row.termsHash,
      typedName: file.row.typedName,
      brokerTypedName: file.row.brokerTypedName ?? null,
    }),

    acting: ({ client, side, token, endsAt }: Acting): z.output<typeof ActingView> => ({
      ...{ tokenType: 'Bearer', accessToken: token, accessTokenExpiresAt: iso(endsAt), side },
      client: { id: client.id, displayName: displayName(client) },
    }),

    dealBroker: ({
      side,
      brokerId,
      people,
      actsNow,
      share,
    }: DealBroker): z.output<typeof DealBrokerView> => ({
      ...{ side, broker: party(brokerId, people), actsNow },
      share: share && {
        ...{ shareBasisPoints: share.shareBasisPoints, status: share.status },
        amountCents: share.amountCents ?? null,
      },
    }),

    share: ({ row, people }: ShareFile): z.output<typeof ShareView> => ({
      ...{ id: row.id, transactionId: row.transactionId, listingTitle: row.listingTitle, side: row.side },
      client: party(row.clientId, people),
      broker: party(row.brokerId, people),
      ...{ shareBasisPoints: row.shareBasisPoints, status: row.status, amountCents: row.amountCents ?? null },
      agreedAt: iso(row.agreedAt),
      endedAt: iso(row.endedAt ?? null),
    }),
  };
}
