/** What administrators do about a person. */
import { useNavigate } from '@tanstack/react-router';
import { answerOf, api } from '../../../api/client';
import type { components } from '../../../api/schema';
import { session } from '../../../api/session';
import { useNow } from '../../../app/use-now';
import { useMe } from '../../../app/use-session';
import { adminWords } from '../../../words/admin';
import type { ActField } from '../act.rules';
import type { Act } from '../acts';
import { holdingOf, payingOf, releasingOf } from '../payable-acts';

const { user: says } = adminWords.people;
const { acts, codes } = adminWords;

type Schemas = components['schemas'];
export type UserDetail = Schemas['UserDetailForAdmin'];

const told = { kind: 'reason', name: 'reason', label: acts.reason, hint: acts.reasonTold } as const;
const kept = { ...told, hint: acts.reasonKept } as const;

const ROLES = Object.keys(codes.role) as Schemas['Role'][];

export function useUserActs({ id, status, roles, deletedAt }: UserDetail): Act[] {
  const me = useMe();
  const navigate = useNavigate();
  const params = { path: { id } };
  if (deletedAt || me?.id === id) return [];
  const impersonate: Act = {
    label: says.impersonate,
    note: says.impersonateNote,
    fields: [told],
    send: async (read) => {
      const body = { reason: read.text('reason') };
      const { data } = await answerOf(api.POST('/admin/users/{id}/impersonate', { params, body }));
      await navigate({ to: '/' });
      session.lookAs(data.accessToken);
    },
  };
  const bonus: Act = {
    label: says.bonus,
    note: says.bonusNote,
    fields: [{ kind: 'whole', name: 'credits', label: says.bonusField }, told],
    send: (read, key) =>
      answerOf(
        api.POST('/credits/bonus', {
          params: { header: { 'Idempotency-Key': key } },
          body: { userId: id, credits: read.whole('credits'), reason: read.text('reason') },
        }),
      ),
  };
  const setRoles: Act = {
    label: says.setRoles,
    note: says.setRolesNote,
    fields: [
      ...ROLES.map((role): ActField => ({
        kind: 'flag',
        name: role,
        label: codes.role[role],
        initial: String(roles.includes(role)),
      })),
      kept,
    ],
    send: (read) =>
      answerOf(
        api.POST('/admin/users/{id}/roles', {
          params,
          body: { roles: ROLES.filter((role) => read.flag(role)), reason: read.text('reason') },
        }),
      ),
  };
  const withReason = (
    label: string,
    note: string,
    path: `/admin/users/{id}/${'suspend' | 'block' | 'unblock' | 'verify-buyer' | 'verify-seller'}`,
    grave?: true,
  ): Act => ({
    ...{ label, note, grave, fields: [told] },
    send: (read) => answerOf(api.POST(path, { params, body: { reason: read.text('reason') } })),
  });
  const standing =
    status === 'ACTIVE'
      ? [
          withReason(says.suspend, says.suspendNote, '/admin/users/{id}/suspend', true),
          withReason(says.block, says.blockNote, '/admin/users/{id}/block', true),
        ]
      : [
          ...(status === 'SUSPENDED' && roles.includes('ADMIN')
            ? [withReason(says.confirmStop, says.confirmStopNote, '/admin/users/{id}/suspend', true)]
            : []),
          withReason(says.unblock, says.unblockNote, '/admin/users/{id}/unblock'),
        ];
  return [
    ...(roles.includes('ADMIN') ? [] : [impersonate]),
    bonus,
    ...(roles.includes('BUYER')
      ? [withReason(says.verifyBuyer, says.verifyNote, '/admin/users/{id}/verify-buyer')]
      : []),
    ...(roles.includes('SELLER')
      ? [withReason(says.verifySeller, says.verifyNote, '/admin/users/{id}/verify-seller')]
      : []),
    setRoles,
    ...standing,
  ];
}

/** Also of those who are gone: they may still be owed something. */
export function usePayableActs({ id }: UserDetail): Act[] {
  const me = useMe();
  const now = useNow();
  return me?.id === id ? [] : [...payingOf(id), holdingOf(id, now), releasingOf(id)];
}
