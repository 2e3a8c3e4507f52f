/**
 * The open act of a page, above its lists: whoever is refused because another was first keeps the form and what they typed,
 * though its row is gone.
 */
import { useLocation } from '@tanstack/react-router';
import { createContext, type ReactNode, use, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { TypedText } from './act.rules';
import { ActDialog } from './act-dialog';
import type { Act } from './use-act';

interface Frame {
  /** What may be done now, by whoever shows it. */
  show(owner: string, acts: readonly Act[]): void;
  drop(owner: string): void;
  open(owner: string, act: Act): void;
}

const FrameContext = createContext<Frame | null>(null);

interface Opened {
  owner: string;
  act: Act;
  /** It goes with its page. */
  path: string;
}

export function ActFrame({ children }: { children: ReactNode }) {
  const path = useLocation({ select: ({ pathname }) => pathname });
  const [opened, setOpened] = useState<Opened | null>(null);
  const present = useRef(new Map<string, readonly Act[]>());
  /** Reasons of forms that were closed unsent. */
  const unsent = useRef(new Map<string, TypedText>());
  const frame = useMemo<Frame>(
    () => ({
      show: (owner, acts) => void present.current.set(owner, acts),
      drop: (owner) => void present.current.delete(owner),
      open: (owner, act) => setOpened({ owner, act, path }),
    }),
    [path],
  );
  const shown = opened?.path === path ? opened : null;
  const name = shown && `${path} ${shown.owner} ${shown.act.label}`;
  return (
    <FrameContext value={frame}>
      {children}
      {shown && name && (
        <ActDialog
          key={name}
          act={shown.act}
          presentAct={() =>
            present.current.get(shown.owner)?.find(({ label }) => label === shown.act.label) ?? null
          }
          unsent={{
            read: () => unsent.current.get(name) ?? {},
            keep: (typed) => unsent.current.set(name, typed),
          }}
          onClose={() => setOpened(null)}
        />
      )}
    </FrameContext>
  );
}

/** Opens one of these acts. They are what may be done now; the form looks there again after a refusal. */
export function useOpenAct(acts: readonly Act[]): (act: Act) => void {
  const frame = use(FrameContext);
  if (!frame) throw new Error('Acts stand in an AdminPage.');
  const owner = useId();
  useEffect(() => frame.show(owner, acts));
  useEffect(() => () => frame.drop(owner), [owner, frame]);
  return (act) => frame.open(owner, act);
}
