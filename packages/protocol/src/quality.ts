import type { z } from 'zod';
import type { qualityNewsSchema } from './newsSchemas.js';
import type { callQualitySchema } from './qualitySchemas.js';

/** How good a call was, as one side measured it each second: median and worst. Null is "nothing could be measured". */
export interface CallQuality extends z.infer<typeof callQualitySchema> {}

/** The same with the call and the side that it is of. */
export interface QualityNews extends z.infer<typeof qualityNewsSchema> {}
