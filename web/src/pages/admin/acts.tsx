/** Acts of an administrator: buttons that open a form with what the act asks for. */
import { Button } from '@mantine/core';
import { useOpenAct } from './act-frame';
import { words } from '../../words';
import classes from './admin.module.css';
import type { Act } from './use-act';

export type { Act } from './use-act';

interface Props {
  acts: readonly Act[];
  /** As words in a row of a table, instead of buttons. */
  inRow?: boolean;
}

export function Acts({ acts, inRow = false }: Props) {
  const open = useOpenAct(acts);
  if (acts.length === 0) return inRow ? words.common.none : null;
  return (
    <span className={inRow ? classes.rowActs : classes.acts}>
      {acts.map((act) =>
        inRow ? (
          <button data-act key={act.label} type="button" className={classes.rowAct} onClick={() => open(act)}>
            {act.label}
          </button>
        ) : (
          <Button key={act.label} variant="default" onClick={() => open(act)}>
            {act.label}
          </Button>
        ),
      )}
    </span>
  );
}
