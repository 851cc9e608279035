import { deskFileSchema } from '@frontdesk/protocol/schemas/desk';
import type { PlanSettings } from './ports.js';

/** What holds until an operator has set up something else: one queue, served by all of the staff, that refuses nobody. */
export const DEFAULT_PLAN: PlanSettings = deskFileSchema.parse({ queues: [{ queueId: 'support', name: 'Support' }] });
