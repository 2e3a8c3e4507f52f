/** What was typed into a field, blanks and all: a password may begin or end with one. */
export const typedIn = (form: HTMLFormElement, name: string): string =>
  (form.elements.namedItem(name) as HTMLInputElement).value;
