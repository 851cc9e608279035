/** What a page needs that shows a ringing call its own way. */
export { TapToHear } from './screens/TapToHear.js';
export { useRingKeys } from './screens/useRingKeys.js';
