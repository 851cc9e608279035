import { LIMITS } from '@frontdesk/protocol';

/** Controls, and what turns the text around it; what paths and Windows' file names can't hold. */
const UNFIT = /[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"|?*]/gu;

/**
 * A file's name as its receiver may be shown it, and may save it: without folders, hidden beginnings and characters that
 * deceive, of a length that every disk takes. The end stays, since it says what kind it is.
 */
export function cleanName(name: string): string {
  const [last = ''] = name.split(/[/\\]/).slice(-1);
  const fit = last
    .toWellFormed()
    .replace(UNFIT, '')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  if (fit === '') return 'file';
  const [end = ''] = /\.[^.]{1,16}$/.exec(fit) ?? [];
  const start = fit.slice(0, fit.length - end.length);
  return cut(start, LIMITS.fileNameLength - end.length) + end;
}

/** So much of a text, without half a character at its end. */
function cut(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

/** A MIME type without parameters; empty for what is none. */
export function cleanType(type: string): string {
  return /^[\w.+-]{1,64}\/[\w.+-]{1,64}$/.test(type) ? type.toLowerCase() : '';
}
