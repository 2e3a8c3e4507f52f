/** The endpoint that pays a listing fee. */
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { switchedOff } from '../../platform/http/features';
import { notFound } from '../../platform/http/problem';
import { CreditOrderShape, ListingFee, answerOrder, priceChanged } from '../billing';
import {
  alreadyPaid,
  gatewayUnavailable,
  methodUnavailable,
  paymentMethodNotTaken,
  paymentMethodRequired,
  paymentUnderWay,
} from '../payments';
import { carrierSoldByYou, carrierSoldHere, listingStateForbids } from './listings.problems';
import type { ListingUseCases } from './listings.use-cases';

export const listingFeeRoutes = ({ payListingFee }: ListingUseCases): Endpoint[] => [
  endpoint({
    operationId: 'payListingFee',
    method: 'post',
    path: '/credits/listing-fee',
    movesMoney: true,
    summary: 'Pay the fee of your listing, which buys the credit to publish it.',
    description:
      'For sellers without credits. Submit the listing once the payment has succeeded. While a payment is pending, ' +
      'calling again continues the same order.',
    access: 'seller',
    scope: 'credits:write',
    idempotent: 'resumable',
    body: ListingFee,
    status: 201,
    says: true,
    response: CreditOrderShape,
    problems: [
      notFound,
      listingStateForbids,
      carrierSoldByYou,
      carrierSoldHere,
      switchedOff,
      priceChanged,
      alreadyPaid,
      paymentUnderWay,
      paymentMethodNotTaken,
      paymentMethodRequired,
      methodUnavailable,
      gatewayUnavailable,
    ],
  }).handledBy(async ({ actor, body, request }) =>
    answerOrder(await payListingFee(actor, body, request.header('idempotency-key') ?? null)),
  ),
];
