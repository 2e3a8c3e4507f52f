/** Acceptances of the confidentiality terms: one's own, and those of a listing that is one's own. */
import { infiniteQueryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';
import { saveFile } from './download';
import type { components } from './schema';
import { FIRST, pageQuery } from './seller';

export type NdaAcceptance = components['schemas']['NdaAcceptanceRecord'];

export const ownAcceptancesQuery = infiniteQueryOptions({
  queryKey: ['nda-acceptances'],
  queryFn: ({ pageParam, signal }) =>
    answerOf(api.GET('/listings/nda/acceptances', { params: { query: pageQuery(pageParam) }, signal })),
  ...FIRST,
});

export const acceptancesOfListingQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['listing', id, 'nda-acceptances'],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/listings/{id}/nda-acceptances', {
          params: { path: { id }, query: pageQuery(pageParam) },
          signal,
        }),
      ),
    ...FIRST,
  });

/** What proves it to a court. */
export const saveEvidence = (id: string, name: string) =>
  saveFile(`/listings/nda/acceptances/${id}/evidence?format=pdf`, name);
