/** Opens a document in a window of its own by a link that works once. Its owner sees that it was read. */
import { answerOf, api } from '../../api/client';
import { useMove } from '../../app/use-move';
import classes from './admin.module.css';

interface Props {
  id: string;
  label: string;
}

export function OpenDocument({ id, label }: Props) {
  const move = useMove(
    (window_: { opened: boolean }) =>
      answerOf(api.POST('/documents/{id}/link', { params: { path: { id } } })).then(({ data }) => ({
        ...data,
        ...window_,
      })),
    { onDone: ({ url }) => void open(url, '_blank', 'noopener') },
  );
  return (
    <>
      <button
        type="button"
        className={classes.rowAct}
        disabled={move.busy}
        onClick={() => move.act({ opened: true })}
      >
        {label}
      </button>
      {move.problem && <span role="alert">{move.problem}</span>}
    </>
  );
}
