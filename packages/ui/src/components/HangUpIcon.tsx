import { Phone } from 'lucide-react';

/** A handset put down: what every telephone has shown for the end of a call. */
export function HangUpIcon({ size }: { size: number }) {
  return <Phone size={size} style={{ rotate: '135deg', translate: '0 12%' }} aria-hidden="true" />;
}
