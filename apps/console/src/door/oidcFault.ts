/** What may have gone wrong at the company's own sign-in, as far as there are words of their own for it. */
const FAULTS = [
  'not_invited',
  'no_role',
  'email_not_verified',
  'email_not_found',
  'disabled',
  'access_denied',
] as const;
export type OidcFault = (typeof FAULTS)[number] | 'failed';

/** What the way back from there says in the page's address; null: nothing. */
export function oidcFaultOf(search: string): OidcFault | null {
  const error = new URLSearchParams(search).get('error');
  if (error === null) return null;
  return FAULTS.find((fault) => fault === error) ?? 'failed';
}
