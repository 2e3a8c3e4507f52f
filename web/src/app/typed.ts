/**
 * What somebody has typed and not sent, over one loading of the page: kept in this tab alone until its fields are there
 * again, in a dialog as soon as it is opened again. No password, code or file is among it, nor what is marked `data-secret`.
 */
const KEY = 'mcx-typed';
/** Whoever comes back later finds a page of its own time. */
const KEPT_MS = 600_000;

const FIELDS = 'input, textarea, select';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

interface Typed {
  path: string;
  /** What the field is called by its readers, and which of the fields of that name it is. */
  label: string;
  nth: number;
  value: string | boolean;
}

interface Kept {
  keptAt: number;
  typed: Typed[];
}

/** The fields that were changed by hand, each with the page that it stood on. */
const changed = new WeakMap<Element, string>();

const SECRET_TYPES = ['password', 'file', 'hidden', 'submit', 'button'];

function mayBeKept(field: Field): boolean {
  const kept = !/^(cc-|one-time-code)/.test(field.autocomplete) && field.dataset.secret === undefined;
  return kept && !SECRET_TYPES.includes(field.type);
}

const isSwitch = (field: Field): field is HTMLInputElement =>
  field.type === 'checkbox' || field.type === 'radio';

const labelOf = (field: Field): string =>
  field.labels?.[0]?.textContent || field.getAttribute('aria-label') || field.name;

function fieldsByName(): Map<string, Field[]> {
  const found = new Map<string, Field[]>();
  for (const field of document.querySelectorAll<Field>(FIELDS)) {
    const label = labelOf(field);
    found.set(label, [...(found.get(label) ?? []), field]);
  }
  return found;
}

export function watchTyping(): void {
  const note = ({ target }: Event) => {
    if (target instanceof Element && target.matches(FIELDS)) changed.set(target, location.pathname);
  };
  addEventListener('input', note, true);
  addEventListener('change', note, true);
  giveBackTyped();
}

export function keepTyped(): void {
  const typed = [...fieldsByName()].flatMap(([label, fields]) =>
    fields.flatMap((field, nth): Typed[] => {
      const path = changed.get(field);
      if (path === undefined || !mayBeKept(field)) return [];
      return [{ path, label, nth, value: isSwitch(field) ? field.checked : field.value }];
    }),
  );
  const kept: Kept = { keptAt: Date.now(), typed };
  if (typed.length > 0) sessionStorage.setItem(KEY, JSON.stringify(kept));
}

function takeKept(): Typed[] {
  const kept = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  if (kept === null) return [];
  const { keptAt, typed } = JSON.parse(kept) as Kept;
  return Date.now() - keptAt < KEPT_MS ? typed : [];
}

/** As if it were typed: what React knows of a field, it hears from the field. */
function fill(field: Field, value: string | boolean): void {
  if (isSwitch(field)) {
    if (field.checked !== value) field.click();
    return;
  }
  const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value') ?? {};
  set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

function giveBackTyped(): void {
  let waiting = takeKept();
  if (waiting.length === 0) return;
  const give = () => {
    const fields = fieldsByName();
    const here = waiting.flatMap((typed) => {
      const field = typed.path === location.pathname ? fields.get(typed.label)?.[typed.nth] : undefined;
      return field && !field.disabled ? [{ typed, field }] : [];
    });
    const given = new Set(here.map(({ typed }) => typed));
    waiting = waiting.filter((typed) => !given.has(typed));
    if (waiting.length === 0) watcher.disconnect();
    for (const { typed, field } of here) fill(field, typed.value);
  };
  const watcher = new MutationObserver(give);
  watcher.observe(document, { childList: true, subtree: true });
}
