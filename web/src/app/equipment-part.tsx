/** The trucks and trailers of a company, for its readers; nothing where none are listed. */
import { useQuery } from '@tanstack/react-query';
import { equipmentQuery } from '../api/equipment';
import { equipmentWords as says } from '../words/equipment';
import { EquipmentTable } from './equipment-table';
import { PartProblem } from './part-problem';

export function EquipmentPart({ id }: { id: string }) {
  const list = useQuery(equipmentQuery(id));
  const rows = list.data ?? [];
  if (rows.length === 0) return <PartProblem query={list} />;
  return (
    <section className="stack-tight">
      <h2>{says.title}</h2>
      <p className="note">{says.note}</p>
      <EquipmentTable rows={rows} />
    </section>
  );
}
