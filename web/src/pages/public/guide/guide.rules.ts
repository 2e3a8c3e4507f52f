/** What of the process concerns one side, in the order of a deal. */
import type { Process } from '../../../api/deals';

export const SIDES = ['BUYER', 'SELLER'] as const;
export type Side = (typeof SIDES)[number];
export type Structure = Process['checklists'][number]['dealStructure'];
type Item = Process['checklists'][number]['items'][number];

export interface GuideSearch {
  side?: Side;
  structure?: Structure;
}

/** By phase, in order; a phase without anything of this side is left out. */
export function itemsOf({ checklists }: Process, side: Side, structure: Structure) {
  const own = (checklists.find(({ dealStructure }) => dealStructure === structure)?.items ?? []).filter(
    ({ owner }) => owner === side,
  );
  const phases = new Map<Item['phase'], Item[]>();
  for (const item of own) phases.set(item.phase, [...(phases.get(item.phase) ?? []), item]);
  return [...phases].map(([phase, items]) => ({ phase, items }));
}
