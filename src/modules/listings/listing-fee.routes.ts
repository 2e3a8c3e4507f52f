/** The endpoint that pays the fee of a listing. */
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { notFound } from '../../platform/http/problem';
import { CreditOrderView, ListingFee } from '../billing';
import {
  alreadyPaid,
  gatewayUnavailable,
  methodUnavailable,
  paymentMethodRequired,
  paymentUnderWay,
} from '../payments';
import { listingStateForbids } from './listings.problems';
import type { ListingUseCases } from './listings.use-cases';

export const listingFeeRoutes = ({ payListingFee }: ListingUseCases): Endpoint[] => [
  endpoint({
    method: 'post',
    path: '/credits/listing-fee',
    summary: 'Pays the fee of your listing: it buys the one credit that the publication spends.',
    description:
      'For sellers without credits. Submit the listing once the money is here, as with any credit. Asked for again ' +
      'while its money is waited for, the same order goes on.',
    access: 'seller',
    idempotent: 'resumable',
    body: ListingFee,
    status: 201,
    response: CreditOrderView,
    problems: [
      notFound,
      listingStateForbids,
      alreadyPaid,
      paymentUnderWay,
      paymentMethodRequired,
      methodUnavailable,
      gatewayUnavailable,
    ],
  }).handledBy(({ actor, body, request }) =>
    payListingFee(actor, body, request.header('idempotency-key') ?? null),
  ),
];
