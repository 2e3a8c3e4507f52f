/** What is read of a carrier that is looked up: in short by anyone, with all that is known by who is signed in. */
import { queryOptions } from '@tanstack/react-query';
import type { CarrierNumber } from '../format/carrier-number';
import { answerOf, api } from './client';
import { ApiProblem } from './problem';
import type { components } from './schema';

type Schemas = components['schemas'];
export type FoundCarrier = Schemas['ShortCarrierCheck']['carriers'][number];
export type VerifiedCarrier = Schemas['VerifiedCarrier'];

const HOUR_MS = 3_600_000;

/** By whatever number or name was typed; several may fit. */
export const foundCarriersQuery = (number: CarrierNumber | null) =>
  queryOptions({
    queryKey: ['carrier', 'found', number],
    queryFn: ({ signal }) => answerOf(api.GET('/fmcsa/check', { params: { query: number ?? {} }, signal })),
    select: ({ data }) => data,
    enabled: number !== null,
    staleTime: HOUR_MS,
  });

export const verifiedCarrierQuery = (usdot: number) =>
  queryOptions({
    queryKey: ['carrier', usdot, 'verified'],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/fmcsa/verify/dot/{usdot}', { params: { path: { usdot } }, signal })),
    select: ({ data }) => data,
    staleTime: HOUR_MS,
  });

export const carrierReportQuery = (usdot: number) =>
  queryOptions({
    queryKey: ['carrier', usdot, 'report'],
    queryFn: async ({ signal }) => {
      const answer = await answerOf(
        api.GET('/fmcsa/due-diligence/{usdot}', { params: { path: { usdot } }, signal }),
      );
      // The PDF has to be asked for.
      if (typeof answer === 'string') throw new ApiProblem(500, {});
      return answer;
    },
    select: ({ data }) => data,
    staleTime: HOUR_MS,
  });
