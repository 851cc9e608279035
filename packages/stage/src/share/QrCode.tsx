import { encode } from 'uqr';
import css from './QrCode.module.css';

interface QrCodeProps {
  readonly text: string;
  /** What it is, for who can't see it. */
  readonly label: string;
}

/** Modules of white around the code, without which cameras don't find it (ISO/IEC 18004 wants four). */
const BORDER = 4;

/** A text as a QR code, dark on white in every color scheme: many readers know no other. */
export function QrCode({ text, label }: QrCodeProps) {
  const { data, size } = encode(text, { ecc: 'M', border: BORDER });
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg className={css.code} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <path d={path} fill="currentColor" />
    </svg>
  );
}
