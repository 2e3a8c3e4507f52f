/** The process of a sale, as pages tell it. */

/** The stages that every sale comes through, one for each thing that is waited for. */
export function stagesOf<
  Stage extends { status: string; wait?: string | null },
  Wait extends { wait: string },
>({ stages, waits }: { stages: readonly Stage[]; waits: readonly Wait[] }) {
  const shown = new Set<string>();
  return stages.flatMap((stage) => {
    const awaited = waits.find((each) => each.wait === stage.wait);
    if (!awaited || stage.status === 'DISPUTED' || shown.has(awaited.wait)) return [];
    shown.add(awaited.wait);
    return [{ ...stage, ...awaited }];
  });
}
