/** The process of a sale, as pages tell it. */
import type { Process } from './deals';

/** The stages that every sale comes through, one for each thing that is waited for. */
export const stagesOf = ({ stages, waits }: Process) => {
  const shown = new Set<string>();
  return stages.flatMap(({ status, means, wait }) => {
    const awaited = waits.find((each) => each.wait === wait);
    if (!awaited || status === 'DISPUTED' || shown.has(awaited.wait)) return [];
    shown.add(awaited.wait);
    return [{ status, means, ...awaited }];
  });
};
