/** What an administrator can do, as pages say it, and the request that it becomes. */
import { type Move, useMove } from '../../app/use-move';
import { type ActField, type Reader, readerOf, type TypedText } from './act.rules';

export interface Act {
  /** The button: a verb with its object. By it an act is found again in what was read anew. */
  label: string;
  /** What it does, and what it does not. */
  note?: string;
  grave?: true;
  fields?: readonly ActField[];
  send(read: Reader, key: string): Promise<unknown>;
  onDone?(): void;
}

/** All lists of the administrators may show what an act has changed. */
const CHANGES = [['admin'], ['listing'], ['listings'], ['deals'], ['deal']];

export interface Sent {
  act: Act;
  typed: TypedText;
}

export function useAct(onClose: () => void): Move<Sent> {
  return useMove(
    async ({ act, typed }: Sent, key) => {
      await act.send(readerOf(typed), key);
      return act;
    },
    {
      changes: CHANGES,
      onDone: (act) => {
        onClose();
        act.onDone?.();
      },
    },
  );
}
