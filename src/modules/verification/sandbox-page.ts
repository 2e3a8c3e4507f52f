/** The sandbox's identity check, as a person meets it: they say whether they pass. Never in production. */
import { z } from 'zod';
import { formPage, type FormPage } from '../../platform/http/form-pages';
import { GLOBAL_LIMIT } from '../../platform/http/limits';
import type { Verifications } from './verification.model';
import { noSuchVerification } from './verification.problems';
import type { DecideVerification } from './use-cases/decide-verification';

const Id = z.uuid({ error: 'This link is not whole.' });

export const sandboxPage = (
  verifications: Verifications,
  { checkEnded }: Pick<DecideVerification, 'checkEnded'>,
): FormPage =>
  formPage({
    path: '/sandbox/identity/:id',
    title: 'Check your identity',
    text: 'This page stands in for a check of papers and face. Show it nothing.',
    fields: [
      { name: 'id', label: null, type: 'hidden' },
      {
        name: 'passes',
        label: 'Does the check pass?',
        type: 'choice',
        options: [
          { value: 'true', label: 'Yes, it is me' },
          { value: 'false', label: 'No, the papers do not fit' },
        ],
      },
    ],
    button: 'Answer',
    limit: GLOBAL_LIMIT,
    async about({ id }) {
      const row = Id.safeParse(id).success ? await verifications.findByPk(id) : null;
      if (row?.method !== 'SANDBOX') throw noSuchVerification();
      return row.state === 'STARTED' ? 'The check waits for you.' : 'This check is over.';
    },
    body: z.strictObject({ id: Id, passes: z.enum(['true', 'false']) }),
    async act({ id, passes }) {
      const { state } = await checkEnded(id, passes === 'true');
      return state === 'VERIFIED'
        ? 'Thank you. Your identity is verified, and you can close this page.'
        : 'The check did not pass. You can start another.';
    },
  });
