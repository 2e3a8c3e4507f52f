/** A dialog with a name, a way out that has a name, and the focus kept within. */
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { ProblemNote } from './problem-note';

export interface DialogProps {
  title: string;
  closeLabel: string;
  opened: boolean;
  onClose: () => void;
  /** The whole screen on a phone. */
  fullScreen?: boolean;
  children: ReactNode;
}

const UNANSWERED = { status: 0, unexplained: false, message: '', requestId: null, retryAfterSeconds: null };

const load = () => import('./modal').then((file) => file.Modal);

/** Browsers remember of a file that it could not be loaded, for as long as the page is not loaded anew. */
const LoadAnew = createContext<() => void>(() => location.reload());

export const LoadAnewProvider = LoadAnew.Provider;

/** It weighs more than most pages: it is loaded when the page stands that may open it. */
export function Dialog(props: DialogProps) {
  const { opened } = props;
  const loadAnew = useContext(LoadAnew);
  const [Modal, setModal] = useState<Awaited<ReturnType<typeof load>> | null>(null);
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    load().then(
      (loaded) => setModal(() => loaded),
      () => setMissing(true),
    );
  }, [opened]);
  // Closed again, it stays for its way out.
  const [wasOpened, setWasOpened] = useState(false);
  if (opened && !wasOpened) setWasOpened(true);
  if (!wasOpened) return null;
  if (Modal) return <Modal {...props} />;
  return opened && isMissing ? <ProblemNote problem={UNANSWERED} onRetry={loadAnew} /> : null;
}
