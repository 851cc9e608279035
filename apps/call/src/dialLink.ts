/** The parameter of a link that asks to call someone: `/?call=USER`. */
const PARAM = 'call';

/** Whom the page's address asks to call; null if nobody. Longer than any id or name that can be dialed: nobody. */
export function dialedByLink(search: string): string | null {
  const to = new URLSearchParams(search).get(PARAM)?.trim() ?? '';
  return to === '' || to.length > 128 ? null : to;
}

/** Takes the wish out of the address, so that a reload does not dial again. */
export function forgetDialLink(): void {
  const url = new URL(location.href);
  url.searchParams.delete(PARAM);
  history.replaceState(history.state, '', url);
}
