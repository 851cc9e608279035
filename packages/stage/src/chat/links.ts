/** A piece of what somebody wrote; with `href` where it is an address. */
export interface Piece {
  readonly text: string;
  readonly href: string | null;
}

const ADDRESS = /https?:\/\/[^\s<>"'`]+/gi;
/** Belongs to the sentence around the address more often than to it. */
const AFTER = /[.,;:!?。，；：！？…'")\]}）】]+$/;

/** Finds web addresses in plain text, and nothing else that a browser would follow. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = trimmed(match[0]);
    const href = hrefOf(address);
    if (href === null) continue;
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), href: null });
    pieces.push({ text: address, href });
    end = match.index + address.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), href: null });
  return pieces;
}

/** Without what stands behind it; a bracket that was opened inside stays. */
function trimmed(found: string): string {
  const tail = AFTER.exec(found)?.[0] ?? '';
  const address = found.slice(0, found.length - tail.length);
  const isOpen = address.lastIndexOf('(') > address.lastIndexOf(')');
  return isOpen && tail.startsWith(')') ? `${address})` : address;
}

function hrefOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, hostname, href } = new URL(address);
  return /^https?:$/.test(protocol) && hostname !== '' ? href : null;
}
