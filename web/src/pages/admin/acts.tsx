/** Acts of an administrator: buttons that open a form with what the act asks for, and why it was refused where it was. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { type Move, useMove } from '../../app/use-move';
import { MoveDialog } from '../../ui/move-dialog';
import { adminWords } from '../../words/admin';
import { ActFields } from './act-fields';
import {
  type ActField,
  isComplete,
  type Reader,
  readerOf,
  typedDifferently,
  type TypedText,
} from './act.rules';
import classes from './admin.module.css';

const { acts: says } = adminWords;

export interface Act {
  /** The button: a verb with its object. */
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

export function useAct(act: Act, onClose: () => void): Move<TypedText> {
  return useMove((typed: TypedText, key) => act.send(readerOf(typed), key), {
    changes: CHANGES,
    onDone: () => {
      onClose();
      act.onDone?.();
    },
  });
}

export function ActDialog({ act, onClose }: { act: Act; onClose(): void }) {
  const { fields = [] } = act;
  const [typed, setTyped] = useState<TypedText>(() => initialOf(fields));
  const [different, setDifferent] = useState<string | null>(null);
  const move = useAct(act, onClose);
  const submit = () => {
    const wrong = typedDifferently(fields, typed);
    setDifferent(wrong);
    if (wrong === null) move.act(typed);
  };
  const shown = (name: string) => move.errorOf(name) !== undefined;
  const elsewhere = move.refused?.errors.filter(({ field }) => !fields.some(({ name }) => name === field));
  return (
    <MoveDialog
      title={act.label}
      opened
      onClose={onClose}
      submit={act.label}
      grave={act.grave}
      busy={move.busy}
      problem={move.problem ?? elsewhere?.[0]?.message ?? null}
      disabled={!isComplete(fields, typed)}
      onSubmit={submit}
    >
      {act.note && <p className="second">{act.note}</p>}
      <ActFields
        fields={fields}
        typed={typed}
        onType={(name, value) => setTyped((before) => ({ ...before, [name]: value }))}
        errorOf={(name) =>
          different === name ? says.different : shown(name) ? move.errorOf(name) : undefined
        }
      />
    </MoveDialog>
  );
}

const initialOf = (fields: readonly ActField[]): TypedText =>
  Object.fromEntries(
    fields.flatMap((field) => {
      if (!('initial' in field) || field.initial === undefined) return [];
      const { name, kind, initial } = field;
      return [[name, kind === 'money' ? (Number(initial) / 100).toFixed(2) : String(initial)]];
    }),
  );

interface Props {
  acts: readonly Act[];
  /** As words in a row of a table, instead of buttons. */
  inRow?: boolean;
}

export function Acts({ acts, inRow = false }: Props) {
  const [opened, setOpened] = useState<Act | null>(null);
  return (
    <>
      {acts.length > 0 && (
        <span className={inRow ? classes.rowActs : classes.acts}>
          {acts.map((act) =>
            inRow ? (
              <button key={act.label} type="button" className={classes.rowAct} onClick={() => setOpened(act)}>
                {act.label}
              </button>
            ) : (
              <Button key={act.label} variant="default" onClick={() => setOpened(act)}>
                {act.label}
              </Button>
            ),
          )}
        </span>
      )}
      {opened && <ActDialog act={opened} onClose={() => setOpened(null)} />}
    </>
  );
}
