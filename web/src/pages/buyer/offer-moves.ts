/** What the answers to an offer have in common. */
import type { QueryKey } from '@tanstack/react-query';
import { type Move, saidOf } from '../../app/use-move';

/** What is read anew after any of them. */
export const AFTER_OFFER: readonly QueryKey[] = [['offer'], ['offers'], ['listing'], ['listings'], ['deals']];

/** A version that came meanwhile is said as a whole: no field of the form is wrong. */
export const refusalOf = ({ refused, problem }: Pick<Move<never>, 'refused' | 'problem'>): string | null =>
  refused?.code === 'offer_changed' ? saidOf(refused) : problem;
