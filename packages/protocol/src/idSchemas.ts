import { z } from 'zod';
import { LIMITS } from './limits.js';

/** Text of a person or a program: no lone surrogates and no NUL, so that every store and every client can hold it. */
export function words(min: number, max: number) {
  return z
    .string()
    .min(min)
    .max(max)
    .refine((text) => text.isWellFormed() && !text.includes('\0'), 'must be well-formed text');
}

export const userIdSchema = z.string().regex(/^[A-Za-z0-9._~-]{1,64}$/);

/** An id of a call or an endpoint in a payload: one of any other form simply names nothing (100107). */
export const idSchema = words(1, LIMITS.idLength);
