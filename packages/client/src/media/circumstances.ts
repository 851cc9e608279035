import { thisPlatform } from '../platform.js';
import type { Circumstances, DeviceKind } from './deviceProblem.js';

const NAMES = { audio: 'microphone', video: 'camera' } as const;

/** How long the browser may think about a permission, in ms; it answers at once or, in old versions, never. */
const QUERY_MS = 500;

/** Asks the browser what it tells of a kind of device, after an attempt to open one has failed. */
export async function circumstancesOf(
  kind: DeviceKind,
  isPicked: boolean,
  list: () => Promise<readonly MediaDeviceInfo[]>,
): Promise<Circumstances> {
  const [permission, listed] = await Promise.all([permissionOf(kind), list().catch(() => null)]);
  return {
    permission,
    isAllowedByPolicy: policyOf(kind),
    isSecure: globalThis.isSecureContext !== false,
    isListed: listed === null ? null : listed.some((device) => device.kind === `${kind}input`),
    isPicked,
    platform: thisPlatform(),
  };
}

/** Firefox knows no such permission by this name before version 131, and throws. */
async function permissionOf(kind: DeviceKind): Promise<PermissionState | null> {
  const { permissions } = globalThis.navigator ?? {};
  if (!permissions) return null;
  const late = new Promise<null>((done) => setTimeout(() => done(null), QUERY_MS));
  // `camera` and `microphone` are in every browser's list, and not in every version of its types.
  const asked = permissions.query({ name: NAMES[kind] as PermissionName }).then(
    ({ state }) => state,
    () => null,
  );
  return Promise.race([asked, late]);
}

/** Chromium's way to ask what Permissions-Policy and the `allow` of a frame leave. */
function policyOf(kind: DeviceKind): boolean | null {
  const page = globalThis.document as { featurePolicy?: { allowsFeature(name: string): boolean } } | undefined;
  return page?.featurePolicy?.allowsFeature(NAMES[kind]) ?? null;
}
